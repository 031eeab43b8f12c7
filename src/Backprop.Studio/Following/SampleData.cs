using System.Globalization;
using Backprop.Numerics.Buffers;
using Backprop.Studio.Data;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Following;

namespace Backprop.Studio.Following;

/// <summary>The rows that a training sent, as a data set to draw over.</summary>
internal static class SampleData
{
    /// <summary>The maximum number of unnamed inputs to choose from.</summary>
    private const int MaxNumbered = 100;

    /// <summary>The data set of a sample.</summary>
    /// <param name="title">The name of the data.</param>
    /// <param name="sample">Its rows.</param>
    public static DataSet Of(string title, RunSample sample) => sample is { Inputs: { } inputs, Targets: { } targets }
        ? TableData.Of(title, inputs, targets, sample.Training, sample.Validation, []) : Numbered(title, sample);

    // A bare network identifies its inputs by position.
    private static DataSet Numbered(string title, RunSample sample)
    {
        Matrix rows = sample.Training.Inputs;
        string[] names = [.. Enumerable.Range(1, rows.Columns).Select(i => Name("x", i))];
        return new DataSet
        {
            Title = title,
            Training = sample.Training,
            Validation = sample.Validation,
            InputNames = names,
            OutputNames = [.. Enumerable.Range(1, sample.Training.Outputs).Select(k => Name("y", k))],
            Features = [.. names.Take(MaxNumbered).Select((name, i) => FeatureRange.Of(name, rows, i, Standardization.None))],
            Typical = [.. names.Select((_, i) => (float)Enumerable.Range(0, rows.Rows).Average(n => (double)rows[n, i]))],
        };
    }

    private static string Name(string letter, int number) => letter + number.ToString(CultureInfo.InvariantCulture);
}
