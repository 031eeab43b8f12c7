namespace Backprop.Explain.Attributions;

/// <summary>What one column of the table did to a prediction.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Value">Its value in the row, as text; empty where it is missing.</param>
/// <param name="GradientTimesInput">Gradient × input, summed over the column's inputs.</param>
/// <param name="IntegratedGradients">Integrated gradients, summed over the column's inputs.</param>
public sealed record ColumnAttribution(string Column, string Value, double GradientTimesInput, double IntegratedGradients);

/// <summary>Which columns moved a prediction most, in the target's own units or as a probability.</summary>
public sealed record WhyReport
{
    /// <summary>What is explained: a class, whose probability it is, or a target column.</summary>
    public required string Output { get; init; }

    /// <summary>Whether the numbers are probabilities of a class.</summary>
    public required bool IsProbability { get; init; }

    /// <summary>The prediction for the row.</summary>
    public required double Value { get; init; }

    /// <summary>The prediction for the baseline.</summary>
    public required double Baseline { get; init; }

    /// <summary>What the baseline is, in words.</summary>
    public required string BaselineWords { get; init; }

    /// <summary>The columns, those that moved the prediction most first.</summary>
    public required IReadOnlyList<ColumnAttribution> Columns { get; init; }

    /// <summary>The same pixel by pixel, where the row is an image; else null.</summary>
    public PixelAttribution? Image { get; init; }

    /// <summary>The contributions of all columns together, which is <see cref="Value"/> − <see cref="Baseline"/> to at least six digits.</summary>
    public double Sum => Columns.Sum(c => c.IntegratedGradients);

    /// <summary>The means over the networks of a model, of reports on the same output.</summary>
    internal static WhyReport Mean(IReadOnlyList<WhyReport> reports)
    {
        if (reports.Count == 1)
            return reports[0];
        var all = reports.Select(report => report.Columns.ToDictionary(column => column.Column, StringComparer.Ordinal)).ToArray();
        return reports[0] with
        {
            Value = reports.Average(report => report.Value),
            Baseline = reports.Average(report => report.Baseline),
            Columns =
            [
                .. reports[0].Columns.Select(column => column with
                {
                    GradientTimesInput = all.Average(columns => columns[column.Column].GradientTimesInput),
                    IntegratedGradients = all.Average(columns => columns[column.Column].IntegratedGradients),
                }).OrderByDescending(column => Math.Abs(column.IntegratedGradients)),
            ],
        };
    }

    /// <summary>Sums an attribution over the inputs of each column.</summary>
    /// <param name="attribution">The attribution of an output.</param>
    /// <param name="columns">The columns in the order of the inputs: name, value in the row, number of inputs.</param>
    /// <param name="scale">What an output of 1 is in the target's unit; −1 for the probability of the first of two classes that share an output.</param>
    /// <param name="offset">What an output of 0 is.</param>
    /// <param name="output">What is explained.</param>
    /// <param name="isProbability">Whether it is the probability of a class.</param>
    /// <param name="baselineWords">What the baseline is.</param>
    internal static WhyReport Of(
        Attribution attribution, IEnumerable<(string Name, string Value, int Inputs)> columns, double scale, double offset,
        string output, bool isProbability, string baselineWords)
    {
        ArgumentNullException.ThrowIfNull(attribution);
        ArgumentNullException.ThrowIfNull(columns);
        var sums = new List<ColumnAttribution>();
        int first = 0;
        foreach ((string name, string value, int inputs) in columns)
        {
            double Sum(IReadOnlyList<double> parts) => scale * parts.Skip(first).Take(inputs).Sum();
            sums.Add(new(name, value, Sum(attribution.GradientTimesInput), Sum(attribution.IntegratedGradients)));
            first += inputs;
        }
        if (first != attribution.IntegratedGradients.Count)
            throw new ArgumentException($"The columns have {first} inputs, but the network has {attribution.IntegratedGradients.Count}.", nameof(columns));
        return new WhyReport
        {
            Output = output,
            IsProbability = isProbability,
            Value = offset + scale * attribution.Value,
            Baseline = offset + scale * attribution.Baseline,
            BaselineWords = baselineWords,
            Columns = [.. sums.OrderByDescending(c => Math.Abs(c.IntegratedGradients))],
        };
    }
}
