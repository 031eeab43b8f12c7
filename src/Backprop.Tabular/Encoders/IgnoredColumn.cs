namespace Backprop.Tabular.Encoders;

/// <summary>A column that is not an input although nobody asked to exclude it, and why.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Reason">The reason in a few words, such as <c>one value only, '0'</c>.</param>
internal sealed record IgnoredColumn(string Column, string Reason)
{
    /// <summary>
    /// Whether <see cref="EncodingOptions.Keep"/> makes it an input: it looks like an identifier or like names. False where it says nothing, and where
    /// the encoder comes from a file.
    /// </summary>
    public bool CanBeKept { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString() => $"column '{Column}' is excluded: {Reason}";
}
