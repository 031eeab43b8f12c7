using Backprop.Explain.Attributions;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Explain.Rows;

/// <summary>A row to be explained.</summary>
/// <param name="X">D inputs as the network takes them.</param>
/// <param name="T">K targets; null where none is asked for.</param>
/// <param name="Row">The row as a table of one row; null for plain numbers of a bare network.</param>
public sealed record ExplainedRow(double[] X, double[]? T, Table? Row)
{
    /// <summary>The data it is a row of, and their name; null where it stands alone.</summary>
    public (Table Table, string Name)? All { get; init; }

    /// <summary>Encodes a row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="row">A table of one row.</param>
    /// <param name="needsTarget">Whether its target is asked for, too.</param>
    /// <exception cref="DataException">A column is missing, a value cannot be encoded, or there is no target that the model knows.</exception>
    public static ExplainedRow Of(Model model, Table row, bool needsTarget)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(row);
        if (!needsTarget)
            return new(Doubles(model.Encode(row).Values.Row(0)), null, row);
        var examples = model.Examples(row);
        if (examples.Count == 0)
            throw new DataException($"The row has no target that the model knows: {string.Join(", ", model.Targets?.Columns ?? [])} is missing, or a class that no training row had.");
        var targets = new float[examples.Outputs];
        examples.CopyTargetsTo(0, targets);
        return new(Doubles(examples.Inputs.Row(0)), Doubles(targets), row);
    }

    /// <summary>Which columns moved the prediction: compared with the mean row of its data, or with a neutral row where it stands alone.</summary>
    /// <param name="model">The model.</param>
    /// <param name="of">The class or the target column; null for the predicted class or the first target.</param>
    /// <param name="meanRow">The mean row of the data where it is known already; null to work it out.</param>
    /// <exception cref="FormatException">There is no such class or target column; the message lists them.</exception>
    public WhyReport Why(Model model, string? of = null, double[]? meanRow = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        string ValueOf(string column) => Row?.Find(column) is { } found ? found.Text(0) : "";
        (double[] baseline, string words) = All is { } all
            ? (meanRow ?? ModelAttribution.MeanRow(model, all.Table), $"the mean row of {Path.GetFileName(all.Name)}")
            : (ModelAttribution.NeutralRow(model), model.IsBare ? "a row of zeros" : "a row with every number at its mean and the labels of every category in equal parts");
        return ModelAttribution.Why(model, X, baseline, words, ValueOf, of);
    }

    private static double[] Doubles(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), value => (double)value);
}
