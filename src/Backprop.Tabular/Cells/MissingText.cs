namespace Backprop.Tabular.Cells;

/// <summary>The texts that stand for a missing value: nothing, NA, N/A, #N/A, NaN, ?, null, &lt;NA&gt; in any case, and those that are said.</summary>
internal sealed class MissingText
{
    private static readonly string[] Usual = ["NA", "N/A", "#N/A", "NaN", "?", "null", "<NA>"];

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>>? said;

    public MissingText(IEnumerable<string> said)
    {
        var texts = said.Select(text => text.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (texts.Count > 0)
        {
            this.said = texts.GetAlternateLookup<ReadOnlySpan<char>>();
            Marks = [.. Usual, .. texts.Except(Usual, StringComparer.OrdinalIgnoreCase)];
        }
    }

    /// <summary>The texts that are given, and those in force for earlier data (null: the usual ones).</summary>
    public static MissingText Of(IReadOnlyList<string> given, IReadOnlyList<string>? earlier) =>
        new(given.Concat((earlier ?? []).Except(Usual, StringComparer.OrdinalIgnoreCase)));

    /// <summary>These and some more, for one column.</summary>
    public MissingText With(IReadOnlyList<string> more) => more.Count == 0 ? this : new([.. Marks ?? [], .. more]);

    /// <summary>All texts beside the empty one; null for the usual ones.</summary>
    public IReadOnlyList<string>? Marks { get; }

    /// <summary>Whether any text was said.</summary>
    public bool AnySaid => said is not null;

    /// <summary>Whether a text is among those that were said: these win over its being a number.</summary>
    public bool IsSaid(ReadOnlySpan<char> text) => said is { } set && set.Contains(text);

    /// <summary>Whether a cell, without blanks around it, is missing.</summary>
    public bool Is(ReadOnlySpan<char> text) => IsUsual(text) || IsSaid(text);

    private static bool IsUsual(ReadOnlySpan<char> text) => text.Length switch
    {
        0 => true,
        1 => text[0] == '?',
        2 => Same(text, "NA"),
        3 => Same(text, "NaN") || Same(text, "N/A"),
        4 => Same(text, "null") || Same(text, "#N/A") || Same(text, "<NA>"),
        _ => false,
    };

    private static bool Same(ReadOnlySpan<char> text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);
}
