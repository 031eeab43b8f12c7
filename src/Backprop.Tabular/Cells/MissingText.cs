namespace Backprop.Tabular.Cells;

/// <summary>
/// The texts that stand for a missing value: nothing, NA, N/A, #N/A, NaN, ?, null, &lt;NA&gt; in any case, and those that are given; or in place of
/// this list another one.
/// </summary>
internal sealed class MissingText
{
    private static readonly string[] Default = ["NA", "N/A", "#N/A", "NaN", "?", "null", "<NA>"];

    // What people and programs write where there is no value; among numbers they rarely mean anything else.
    private static readonly HashSet<string> Suspects = new(StringComparer.OrdinalIgnoreCase)
    {
        ".", "..", "...", "-", "--", "---", "–", "—", "*", "**", "_", "n.a.", "n.a", "na.", "n/a.", "n.d.", "n.v.", "s/o", "k.A.", "none", "nil", "null", "nan", "na", "n/a", "unknown",
        "unk", "missing", "undefined", "not available", "not applicable", "no data", "nodata", "no value", "tbd", "tba", "void", "blank", "(blank)", "empty", "(empty)", "(null)",
        "<null>", "<none>", "\\N", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#N/A", "#ERROR!", "error", "inf", "-inf", "infinity", "-nan", "+nan",
        "NaT", "ND", "n/d", "n.s.", "s.d.", "--.--", "/", "not measured", "not recorded", "1.#QNAN", "-1.#QNAN", "1.#IND", "-1.#IND", "1.#INF", "-1.#INF",
        "#NV", "#WERT!", "#ZAHL!", "#BEZUG!", "#N/D", "#VALEUR!", "#NOMBRE!", "#REF", "#¡DIV/0!", "#¡VALOR!", "#¡NUM!",
    };

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>>? given;
    private readonly bool usual;

    /// <param name="added">Texts beside those of the list.</param>
    /// <param name="only">The list that replaces the default one; null for the default.</param>
    public MissingText(IEnumerable<string> added, IEnumerable<string>? only = null)
    {
        usual = only is null;
        var texts = added.Concat(only ?? []).Select(text => text.Trim()).Where(text => text.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (usual)
            texts.ExceptWith(Default);
        if (texts.Count > 0)
            given = texts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!usual || texts.Count > 0)
            Marks = usual ? [.. Default, .. texts] : [.. texts];
    }

    /// <summary>These and some more, for one column.</summary>
    public MissingText With(IReadOnlyList<string> more) => more.Count == 0 ? this : usual ? new([.. Marks ?? [], .. more]) : new(more, Marks);

    /// <summary>All texts besides the empty one; null for the default ones.</summary>
    public IReadOnlyList<string>? Marks { get; }

    /// <summary>Whether any text was given.</summary>
    public bool AnyDeclared => given is not null;

    /// <summary>Whether a text is among those that were given: then it is missing even if it is a number.</summary>
    public bool IsDeclared(ReadOnlySpan<char> text) => given is { } set && set.Contains(text);

    /// <summary>Whether a cell, without blanks around it, is missing.</summary>
    public bool Is(ReadOnlySpan<char> text) => text.IsEmpty || (usual && IsUsual(text)) || IsDeclared(text);

    /// <summary>Whether a text that is not a number probably stands for a missing one.</summary>
    public static bool IsSuspect(string text) => Suspects.Contains(text);

    private static bool IsUsual(ReadOnlySpan<char> text) => text.Length switch
    {
        1 => text[0] == '?',
        2 => Same(text, "NA"),
        3 => Same(text, "NaN") || Same(text, "N/A"),
        4 => Same(text, "null") || Same(text, "#N/A") || Same(text, "<NA>"),
        _ => false,
    };

    private static bool Same(ReadOnlySpan<char> text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);
}
