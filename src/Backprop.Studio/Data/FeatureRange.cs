using Backprop.Numerics.Buffers;
using Backprop.Tabular.Encoders;

namespace Backprop.Studio.Data;

/// <summary>Finds the part of an input's axis that is worth drawing.</summary>
internal static class FeatureRange
{
    private const double Margin = 0.15;

    /// <summary>A feature from the minimum to the maximum, with a margin on both sides.</summary>
    public static Feature Of(string name, Matrix inputs, int input, Standardization scale)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (int n = 0; n < inputs.Rows; n++)
        {
            least = Math.Min(least, inputs[n, input]);
            most = Math.Max(most, inputs[n, input]);
        }
        double room = most > least ? Margin * (most - least) : 0.5;
        return new(name, input, least - room, most + room) { Scale = scale };
    }
}
