using System.Globalization;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>The kind of a note about rows that contain something the training rows did not.</summary>
public enum EncodingNoteKind
{
    /// <summary>Labels that are in no training row.</summary>
    UnseenLabels,

    /// <summary>Missing values in a column without a missing one in the training rows: a number becomes the mean, and a label sets no input.</summary>
    UnexpectedMissing,

    /// <summary>Rows without a target: they are excluded.</summary>
    MissingTarget,

    /// <summary>Target labels that are in no training row: predictions for such rows are always wrong.</summary>
    UnseenTargetLabels,

    /// <summary>The column with the weights of the training rows has the weights of these, too.</summary>
    RowWeights,

    /// <summary>Numbers far outside those of the training rows: the network gets squashed values.</summary>
    FarValues,

    /// <summary>Predictions that are limited, because the network's own are too far from the training targets to be reliable.</summary>
    LimitedPredictions,

    /// <summary>Rows that the model was trained on. The note is about the whole table, so it has no column.</summary>
    TrainingRows,

    /// <summary>Numbers or dates that lie clearly elsewhere than those of the training rows.</summary>
    ShiftedValues,
}

/// <summary>Something about encoded rows that the user should know.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Column">The column's name; empty where it is not a single one.</param>
/// <param name="Rows">How many of the encoded rows it concerns.</param>
/// <param name="Labels">The labels in question, in ordinal order, at most <see cref="MaxLabels"/> of them; of far values the extremes.</param>
public sealed record EncodingNote(EncodingNoteKind Kind, string Column, int Rows, IReadOnlyList<string> Labels)
{
    /// <summary>The maximum number of labels that a note names.</summary>
    public const int MaxLabels = 10;

    /// <summary>The range of the training rows as text, such as <c>0 to 9.94</c>; null where the note is not about numbers.</summary>
    public string? Range { get; init; }

    /// <summary>The sentence of a note about shifted values.</summary>
    internal string? Detail { get; init; }

    /// <summary>One sentence for people.</summary>
    public override string ToString()
    {
        string rows = Rows == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{Rows} rows");
        string labels = string.Join(", ", Labels.Select(label => $"'{label}'")) + (Labels.Count == MaxLabels ? ", …" : "");
        return Kind switch
        {
            EncodingNoteKind.UnseenLabels => $"column '{Column}': {rows} with labels that are in no training row ({labels})",
            EncodingNoteKind.UnexpectedMissing => $"column '{Column}': {rows} without a value, where every training row had one",
            EncodingNoteKind.MissingTarget => $"target '{Column}': {rows} without a value, excluded",
            EncodingNoteKind.FarValues =>
                $"column '{Column}': {rows} with a value far outside the training rows' {Range} ({string.Join(" and ", Labels)}); the network gets a squashed value",
            EncodingNoteKind.LimitedPredictions =>
                $"target '{Column}': {(Rows == 1 ? "1 prediction" : string.Create(CultureInfo.InvariantCulture, $"{Rows} predictions"))} limited to a tenth beyond the range of the training targets, {Range}",
            EncodingNoteKind.RowWeights => $"column '{Column}' has the weights of the rows, as in training",
            EncodingNoteKind.TrainingRows => $"{rows} of these {(Rows == 1 ? "is a training row" : "are training rows")} of this model: expect worse metrics on new rows",
            EncodingNoteKind.ShiftedValues => Detail!,
            _ => $"target '{Column}': {rows} with classes that are in no training row ({labels}), always counted as wrong",
        };
    }

    /// <summary>A note about the values of a column that are far outside a range; null where there are none.</summary>
    internal static EncodingNote? OfFarValues(Column column, ReadOnlySpan<int> rows, ReadOnlySpan<double> values, TrainingRange range, ColumnKind kind)
    {
        int count = 0, lowest = -1, highest = -1;
        for (int n = 0; n < values.Length; n++)
        {
            if (!range.IsFar(values[n]))
                continue;
            count++;
            if (values[n] < range.Min && (lowest < 0 || values[n] < values[lowest]))
                lowest = n;
            if (values[n] > range.Max && (highest < 0 || values[n] > values[highest]))
                highest = n;
        }
        if (count == 0)
            return null;
        string[] extremes = [.. lowest < 0 ? Array.Empty<string>() : [column.Text(rows[lowest])], .. highest < 0 ? Array.Empty<string>() : [column.Text(rows[highest])]];
        return new EncodingNote(EncodingNoteKind.FarValues, column.Name, count, extremes)
        {
            Range = range.Text(value => ColumnValues.Text(value, kind)),
        };
    }
}
