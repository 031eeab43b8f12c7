using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;

namespace Backprop.Tabular.Models;

/// <summary>Makes probabilities of the outputs of a network that learned classes.</summary>
internal static class ClassProbabilities
{
    /// <summary>
    /// Under cross-entropy the outputs are probabilities. Under other errors each output was drawn towards 1 for its class and 0 for others: it
    /// is cut to this range, and several are divided by their sum. Where sums overflowed, or were never those of a trained network, a row has no
    /// probabilities: all of it is NaN.
    /// </summary>
    public static void FromOutputs(Network network, Matrix outputs)
    {
        if (network.Error.HasProbabilities)
        {
            for (int n = 0; n < outputs.Rows; n++)
                if (!AreProbabilities(outputs.Row(n)))
                    outputs.Row(n).Fill(float.NaN);
            return;
        }
        for (int n = 0; n < outputs.Rows; n++)
        {
            var row = outputs.Row(n);
            double sum = 0;
            foreach (ref float y in row)
            {
                y = y > 0 ? y < 1 ? y : 1 : 0;
                sum += y;
            }
            if (row.Length == 1)
                continue;
            foreach (ref float y in row)
                y = sum > 0 ? (float)(y / sum) : 1f / row.Length;
        }
    }

    private static bool AreProbabilities(ReadOnlySpan<float> row)
    {
        const double Rounding = 1e-3;
        double sum = 0;
        foreach (float y in row)
        {
            if (!(y >= 0 && y <= 1))
                return false;
            sum += y;
        }
        return row.Length == 1 || Math.Abs(sum - 1) <= Rounding;
    }
}
