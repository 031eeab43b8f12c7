using System.Globalization;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>Whether the numbers of a column lie clearly elsewhere than those of the training rows, of which a model knows mean and deviation, or median and quartiles.</summary>
/// <remarks>
/// A shift is reported where it is large in itself and more than chance gives, over at least 30 values: a mean that differs by more than two thirds of a standard deviation, or three quarters
/// of the values on one side of the training rows' median (the same for a normal distribution), and in either case by more than four standard errors. The number of training rows is not known
/// here, and taken to be no smaller.
/// </remarks>
internal static class DistributionShift
{
    private const int FewestValues = 30, MaxNotes = 5;

    private const double Deviations = 2.0 / 3, Beyond = 0.75, StandardErrors = 4;

    /// <summary>A note about a column whose mean has shifted; null where it has not.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="values">The values, NaN for missing ones.</param>
    /// <param name="training">Mean and deviation of the training rows.</param>
    /// <param name="range">The range of the training rows: a value far outside counts as what the network reads of it. Null for none.</param>
    /// <param name="kind">Numbers or dates.</param>
    public static EncodingNote? OfMean(string column, ReadOnlySpan<double> values, Standardization training, TrainingRange? range, ColumnKind kind = ColumnKind.Number)
    {
        double[] present = Present(values, value => range?.Squash(value) ?? value);
        if (present.Length < FewestValues)
            return null;
        var (mean, deviation) = Standardization.Fit(present) is { } found ? (found.Mean, found.Deviation) : (present[0], 0);
        double distance = Math.Abs(mean - training.Mean), error = Math.Max(deviation, training.Deviation) * Math.Sqrt(2.0 / present.Length);
        return distance > Deviations * training.Deviation && distance > StandardErrors * error
            ? Note(column, present.Length, $"have the mean {Text(mean, kind)}, those of the training rows {Text(training.Mean, kind)} with standard deviation {Text(training.Deviation)}")
            : null;
    }

    /// <summary>A note about a column whose median has shifted; null where it has not.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="values">The values, NaN for missing ones.</param>
    /// <param name="median">The median of the training rows.</param>
    public static EncodingNote? OfMedian(string column, ReadOnlySpan<double> values, double median)
    {
        double[] present = Present(values, value => value);
        if (present.Length < FewestValues)
            return null;
        // Values that equal the median are on neither side: at most half of the training rows are on one.
        int above = present.Count(value => value > median), below = present.Count(value => value < median);
        double share = (double)Math.Max(above, below) / present.Length;
        return share > Beyond && share - 0.5 > StandardErrors * 0.5 * Math.Sqrt(2.0 / present.Length)
            ? Note(column, present.Length, string.Create(CultureInfo.InvariantCulture, $"are to {100 * share:0} % {(above > below ? "above" : "below")} the median of the training rows, {Text(median)}"))
            : null;
    }

    /// <summary>The notes, with those about shifts of many columns as one after the first of them.</summary>
    public static IReadOnlyList<EncodingNote> Summarize(IReadOnlyList<EncodingNote> notes)
    {
        EncodingNote[] more = [.. notes.Where(note => note.Kind == EncodingNoteKind.ShiftedValues).Skip(MaxNotes)];
        return more.Length == 0 ? notes
            : [.. notes.Except(more), new EncodingNote(EncodingNoteKind.ShiftedValues, "", more.Max(note => note.Rows), []) { Detail = string.Create(CultureInfo.InvariantCulture, $"{more.Length} more columns differ as much from the training rows") }];
    }

    private static EncodingNote Note(string column, int rows, string what) => new(EncodingNoteKind.ShiftedValues, column, rows, [])
    {
        Detail = string.Create(CultureInfo.InvariantCulture, $"column '{column}': {rows} values {what}: the metrics of such rows can differ from those of training"),
    };

    private static double[] Present(ReadOnlySpan<double> values, Func<double, double> squash)
    {
        var present = new List<double>(values.Length);
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                present.Add(squash(value));
        }
        return [.. present];
    }

    private static string Text(double value, ColumnKind kind = ColumnKind.Number) =>
        kind == ColumnKind.Date ? ColumnValues.Text(Math.Floor(value), kind) : value.ToString("G4", CultureInfo.InvariantCulture);
}
