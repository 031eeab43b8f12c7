using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Messages that more than one place needs.</summary>
internal static class Problems
{
    /// <summary>A quoted field that does not end as it should.</summary>
    public static DataException Quote(string name, RecordReader records)
    {
        var (line, field, endLine, rest) = records.Broken!.Value;
        string where = $"{name}, line {line}: the quote that opens field {field + 1}";
        return new DataException(rest is null
            ? $"{where} is never closed. Close it, or take it away."
            : $"{where} is closed in line {endLine} before '{rest}', where the end of the field is expected. Close it where the field ends; a quote within a quoted field is written twice.");
    }

    /// <summary>A column that is not there.</summary>
    public static DataException NoColumn(string name, string wanted, IEnumerable<string> columns)
    {
        string[] all = columns.ToArray();
        string shown = string.Join(", ", all.Take(20)) + (all.Length > 20 ? $", … ({all.Length} in all)" : "");
        return new DataException($"{name}: there is no column '{wanted}'.{Nearest.Suggest(wanted, all)} Columns: {shown}.");
    }

    /// <summary>A column of numbers whose commas may be decimal marks or stand between thousands.</summary>
    public static DataException Ambiguous(string name, ColumnPlan plan)
    {
        string text = plan.AmbiguousNumber!;
        return new DataException($"{name}, column '{plan.Name}': '{text}' can be {text.Replace(",", "", StringComparison.Ordinal)} or {text.Replace(',', '.')}, and no other number in the file decides. "
            + "Give --decimal point if the comma stands between thousands, or --decimal comma if it is the decimal mark.");
    }

    /// <summary>A text of a cell as a message shows it.</summary>
    public static string Shown(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : string.Concat(text[..40], "…");
}
