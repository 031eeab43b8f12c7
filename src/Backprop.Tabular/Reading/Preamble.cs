using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>The lines above a table that are recognized by their first characters: Excel's <c>sep=;</c> and comments.</summary>
/// <param name="Lines">The number of lines to skip.</param>
/// <param name="Delimiter">The delimiter, where a line gives it.</param>
/// <param name="LastComment">The last comment, which may be a header that begins with the mark, and its line; null where there is none.</param>
/// <param name="Mark">What the comments begin with; null where there are none.</param>
/// <param name="Comments">How many comments there are.</param>
/// <param name="Notes">Notes about other skipped lines.</param>
internal sealed record Preamble(int Lines, char? Delimiter, (int Line, string Text)? LastComment, string? Mark, int Comments, IReadOnlyList<string> Notes)
{
    private static readonly string[] Marks = ["#", "%", "//"];

    /// <summary>Inspects the first lines of a text.</summary>
    /// <param name="sample">The first part of the text.</param>
    /// <param name="options">How many lines to skip, where that is known.</param>
    public static Preamble Of(string sample, ReadOptions options)
    {
        if (options.Skip is { } skip)
            return skip >= 0 ? new(skip, null, null, null, 0, []) : throw new DataException($"The number of lines to skip is {skip}, but it cannot be below 0.");
        var notes = new List<string>();
        char? delimiter = null;
        string? mark = null;
        (int, string)? last = null;
        int lines = 0, line = 0, at = 0, comments = 0;
        while (at < sample.Length)
        {
            string text = NextLine(sample, ref at).Trim();
            line++;
            if (line == 1 && Separator(text) is { } declared)
            {
                delimiter = declared;
                lines = line;
                notes.Add($"Line 1 ('{Problems.Shown(text)}') names the delimiter; it was skipped.");
                continue;
            }
            if (text.Length == 0)
                continue;
            if ((mark ?? Marks.FirstOrDefault(known => text.StartsWith(known, StringComparison.Ordinal))) is not { } found || !text.StartsWith(found, StringComparison.Ordinal))
                break;
            (mark, last, lines) = (found, (line, text), line);
            comments++;
        }
        // A text of such lines alone is a table whose first column begins with the mark.
        return at >= sample.Length && comments > 0 ? new(delimiter is null ? 0 : 1, delimiter, null, null, 0, notes) : new(lines, delimiter, last, mark, comments, notes);
    }

    /// <summary>The number of characters of the lines to skip.</summary>
    public int Length(string sample)
    {
        int at = 0;
        for (int line = 0; line < Lines && at < sample.Length; line++)
            NextLine(sample, ref at);
        return at;
    }

    /// <summary>The next line of a text, without its end.</summary>
    private static string NextLine(string text, ref int at)
    {
        int length = text.AsSpan(at).IndexOfAny('\r', '\n');
        string line = length < 0 ? text[at..] : text.Substring(at, length);
        at += line.Length;
        if (at < text.Length && text[at++] == '\r' && at < text.Length && text[at] == '\n')
            at++;
        return line;
    }

    // sep=; as Excel writes it, also in quotes, and filled up with delimiters by programs that take it for a row.
    private static char? Separator(string line)
    {
        string text = line.Trim('"');
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            return null;
        string rest = text[4..];
        // Trimming took a tab away.
        if (rest.Length == 0)
            return '\t';
        return rest.All(c => c == rest[0]) && !char.IsLetterOrDigit(rest[0]) && rest[0] != Dialect.Quote ? rest[0] : null;
    }
}
