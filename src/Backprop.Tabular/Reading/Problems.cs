using System.Globalization;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Messages that several places need.</summary>
internal static class Problems
{
    /// <summary>A quoted field that does not end as it should.</summary>
    public static DataException Quote(string name, RecordReader records)
    {
        var (line, field, endLine, rest) = records.Broken!.Value;
        string where = $"{name}, line {line}: the quote that opens field {field + 1}";
        return new DataException(rest is null
            ? $"{where} is never closed. Close it, or remove it."
            : $"{where} is closed in line {endLine} before '{rest}', where the end of the field was expected. Close it where the field ends; a quote within a quoted field is written twice.");
    }

    /// <summary>A character that text cannot contain.</summary>
    public static DataException Nul(string name, int line) => new(
        $"{name}, line {line}: a NUL character (byte 0) found, which text cannot contain. The file is damaged, or not text: download it again, or remove the NUL characters.");

    /// <summary>More columns than allowed.</summary>
    public static DataException TooManyColumns(string where, int max) => new(string.Create(CultureInfo.InvariantCulture,
        $"{where}: more than {max:N0} fields found. Is the delimiter right? Give --max-columns to read wider tables."));

    /// <summary>A column that is not there.</summary>
    public static DataException NoColumn(string name, string wanted, IEnumerable<string> columns)
    {
        string[] all = columns.ToArray();
        string shown = string.Join(", ", all.Take(20)) + (all.Length > 20 ? $", … ({all.Length} in total)" : "");
        return new DataException($"{name}: there is no column '{wanted}'.{Nearest.Suggest(wanted, all)} Columns: {shown}.");
    }

    /// <summary>Such as <c>1 line</c> and <c>3 lines</c>.</summary>
    public static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    /// <summary>Such as <c>Line 1</c> and <c>Lines 1 to 3</c>.</summary>
    public static string Lines(int first, int last) => first == last ? $"Line {first}" : $"Lines {first} to {last}";

    /// <summary>A column of numbers whose commas may be decimal marks or separate thousands.</summary>
    public static DataException Ambiguous(string name, ColumnPlan plan)
    {
        string text = plan.AmbiguousNumber!;
        return new DataException($"{name}, column '{plan.Name}': '{text}' can be {text.Replace(",", "", StringComparison.Ordinal)} or {text.Replace(',', '.')}, and no other number in the file decides. "
            + "Give --decimal point if the comma separates thousands, or --decimal comma if it is the decimal mark.");
    }

    /// <summary>A text of a cell as a message shows it.</summary>
    public static string Shown(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : string.Concat(text[..40], "…");
}
