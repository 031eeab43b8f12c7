using Backprop.Studio.Components.Charts;
using System.Globalization;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Models;

namespace Backprop.Studio.Inspecting;

/// <summary>A part of a chart, as a filter for its rows.</summary>
public abstract record RowFilter
{
    /// <summary>Whether a row belongs to it.</summary>
    internal abstract bool Has(RowResults results, int row);

    /// <summary>What its rows have in common.</summary>
    public abstract string Words(Model model);
}

/// <summary>The rows of a true class with some predicted class.</summary>
public sealed record ConfusionCell(int True, int Predicted) : RowFilter
{
    internal override bool Has(RowResults results, int row) => results.TrueClass(row) == True && results.Decided[row] == Predicted;

    /// <inheritdoc/>
    public override string Words(Model model) =>
        True == Predicted ? $"{model.Labels[True]}, predicted correctly" : $"{model.Labels[True]}, predicted as {model.Labels[Predicted]}";
}

/// <summary>The rows with a truth whose predicted class has a probability within a bin.</summary>
public sealed record CalibrationRows(int Bin) : RowFilter
{
    internal override bool Has(RowResults results, int row) => results.HasTruth(row) && Calibration.BinOf(results.Confidence[row]) == Bin;

    /// <inheritdoc/>
    public override string Words(Model model) => string.Create(CultureInfo.InvariantCulture,
        $"predicted with a probability from {Bin * 100 / Calibration.DefaultBins} to {(Bin + 1) * 100 / Calibration.DefaultBins} %");
}

/// <summary>The rows whose prediction minus target, of the first target, is within a range.</summary>
public sealed record ResidualRows(RangeCounts Counts, int Bin) : RowFilter
{
    internal override bool Has(RowResults results, int row) => Off(results, row) is var off && double.IsFinite(off) && Counts.Bins.Of(off) == Bin;

    /// <inheritdoc/>
    public override string Words(Model model) => "predicted minus true " + Counts.Bins.Words(Bin);

    /// <summary>Prediction minus target of a row; NaN where there is no truth.</summary>
    internal static double Off(RowResults results, int row)
    {
        ArgumentNullException.ThrowIfNull(results);
        return results.Values[row * results.Outputs] - results.TrueValue(row);
    }
}

/// <summary>The rows whose true and predicted numbers, of the first target, are within ranges.</summary>
public sealed record ScatterRows(NumberBins Bins, int Across, int Up) : RowFilter
{
    internal override bool Has(RowResults results, int row) => results.HasTruth(row)
        && Bins.Of(results.TrueValue(row)) == Across && Bins.Of(results.Values[row * results.Outputs]) == Up;

    /// <inheritdoc/>
    public override string Words(Model model) => $"true {Bins.Words(Across)}, predicted {Bins.Words(Up)}";
}
