namespace Backprop.Tabular.Encoders;

/// <summary>A column that is no input although nobody asked to leave it out, and why.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Reason">The reason in a few words, such as <c>one value only, '0'</c>.</param>
public sealed record IgnoredColumn(string Column, string Reason)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => $"column '{Column}' is left out: {Reason}";
}
