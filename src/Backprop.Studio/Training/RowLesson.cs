using Backprop.Networks;
using Backprop.Studio.Data;
using Backprop.Studio.States;
using Backprop.Textbook;

namespace Backprop.Studio.Training;

/// <summary>The current network of a training, and a row of the data, for the Step view.</summary>
internal static class RowLesson
{
    /// <summary>The lesson.</summary>
    /// <param name="data">The data.</param>
    /// <param name="network">The network.</param>
    /// <param name="row">The training row, from 0; the nearest where there is none.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="steps">τ, the steps done.</param>
    public static Lesson Of(DataSet data, Network network, int row, double learningRate, long steps)
    {
        row = Math.Clamp(row, 0, data.Training.Count - 1);
        var targets = new float[data.Outputs];
        data.Training.CopyTargetsTo(row, targets);
        return new Lesson(TextbookNetwork.Of(network), [.. data.Training.Inputs.Row(row).ToArray().Select(x => (double)x)], [.. targets.Select(t => (double)t)], learningRate)
        {
            Title = data.IsStandardized ? $"{data.Title}, standardized" : data.Title,
            Updates = (int)Math.Min(steps, int.MaxValue),
            InputNames = data.InputNames,
            OutputNames = data.OutputNames,
        };
    }
}
