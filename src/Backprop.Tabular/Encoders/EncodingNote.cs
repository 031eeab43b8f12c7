using System.Globalization;

namespace Backprop.Tabular.Encoders;

/// <summary>What a note tells about rows that hold something the training rows did not have.</summary>
public enum EncodingNoteKind
{
    /// <summary>Labels that no training row had.</summary>
    UnseenLabels,

    /// <summary>Missing values in a column without a missing one in the training rows: the mean stands for a number, no input for a label.</summary>
    UnexpectedMissing,

    /// <summary>Rows without a target: they are left out.</summary>
    MissingTarget,

    /// <summary>Target labels that no training row had: such rows can only be wrong.</summary>
    UnseenTargetLabels,

    /// <summary>The column that weighed the training rows weighs these, too.</summary>
    RowWeights,

    /// <summary>Rows that the model was trained on: it knows them already. Of the whole table, so without a column.</summary>
    TrainingRows,
}

/// <summary>Something about encoded rows that their owner should know.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Column">The column's name; empty where it is no single one.</param>
/// <param name="Rows">How many of the encoded rows it concerns.</param>
/// <param name="Labels">The labels in question, in ordinal order, at most <see cref="MostLabels"/> of them.</param>
public sealed record EncodingNote(EncodingNoteKind Kind, string Column, int Rows, IReadOnlyList<string> Labels)
{
    /// <summary>Labels that a note names at most.</summary>
    public const int MostLabels = 10;

    /// <summary>One sentence for people.</summary>
    public override string ToString()
    {
        string rows = Rows == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{Rows} rows");
        string labels = string.Join(", ", Labels.Select(label => $"'{label}'")) + (Labels.Count == MostLabels ? ", …" : "");
        return Kind switch
        {
            EncodingNoteKind.UnseenLabels => $"column '{Column}': {rows} with labels that no training row had ({labels})",
            EncodingNoteKind.UnexpectedMissing => $"column '{Column}': {rows} without a value, where every training row had one",
            EncodingNoteKind.MissingTarget => $"target '{Column}': {rows} without a value, left out",
            EncodingNoteKind.RowWeights => $"column '{Column}' weighs the rows, as in training",
            EncodingNoteKind.TrainingRows => $"{rows} of these {(Rows == 1 ? "is a training row" : "are training rows")} of this model: expect worse metrics on new rows",
            _ => $"target '{Column}': {rows} with classes that no training row had ({labels}), always counted as wrong",
        };
    }
}
