using System.Buffers;
using System.Globalization;
using System.Text;
using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// Writes CSV, field by field or a table at once: lines end with LF, numbers are in the invariant culture and come back bit for bit, a field
/// is quoted where necessary.
/// </summary>
/// <remarks>
/// What is written is read back by <c>Table.Read</c>, control characters and a byte order mark that begins a name included, with these
/// exceptions: blanks around a text are not part of it; line ends in the name of a column come back as LF; a label that stands for a missing value
/// there, such as NA, comes back as one; and what looks like a title, a total or a remark at the edge of a table is skipped.
/// </remarks>
/// <param name="text">Where to write; not closed.</param>
/// <param name="delimiter">The text between fields.</param>
public sealed class CsvWriter(TextWriter text, char delimiter = ',')
{
    /// <summary>All characters that separate fields or records, and all control characters: outside quotes, these are taken for binary data.</summary>
    private readonly SearchValues<char> special = SearchValues.Create([delimiter, '"', .. Enumerable.Range(0, ' ').Select(c => (char)c)]);
    private int fields;
    private bool begun, lastEmpty;

    /// <summary>
    /// Whether an apostrophe goes before each text that a spreadsheet program would take for a formula: one that begins with = + - @, their full-width
    /// forms, a tab or a line end, after any blanks. Numbers are not changed. Such a text is read back with its apostrophe. Default: false.
    /// </summary>
    public bool SafeForSpreadsheets { get; init; }

    /// <summary>Writes a field; nothing, or an empty text, stands for a missing value.</summary>
    /// <exception cref="DataException">The text has a NUL character or half of a surrogate pair, which a text file cannot contain.</exception>
    public void Write(ReadOnlySpan<char> field)
    {
        Require(field);
        WriteField(SafeForSpreadsheets && IsFormula(field) ? $"'{field}" : field);
    }

    /// <summary>Writes a number with the fewest digits that read back the same; NaN as a missing value.</summary>
    public void Write(float number)
    {
        Span<char> digits = stackalloc char[32];
        int length = 0;
        if (!float.IsNaN(number))
            number.TryFormat(digits, out length, "R", CultureInfo.InvariantCulture);
        WriteField(digits[..length]);
    }

    /// <summary>Writes a number with the fewest digits that read back the same; NaN as a missing value.</summary>
    public void Write(double number)
    {
        Span<char> digits = stackalloc char[32];
        int length = 0;
        if (!double.IsNaN(number))
            number.TryFormat(digits, out length, "R", CultureInfo.InvariantCulture);
        WriteField(digits[..length]);
    }

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        // An empty line would not be a row.
        if (fields == 1 && lastEmpty)
            text.Write("\"\"");
        text.Write('\n');
        fields = 0;
    }

    /// <summary>Writes the names of a table's columns, then its rows.</summary>
    public void Write(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        foreach (var column in table.Columns)
            Write(column.Name);
        EndRow();
        for (int row = 0; row < table.Rows; row++)
        {
            foreach (var column in table.Columns)
            {
                if (column is NumberColumn numbers)
                    Write(numbers.Values[row]);
                else
                    Write(column.Text(row));
            }
            EndRow();
        }
    }

    private void WriteField(ReadOnlySpan<char> field)
    {
        if (fields++ > 0)
            text.Write(delimiter);
        lastEmpty = field.IsEmpty;
        if (!lastEmpty && (field.ContainsAny(special) || char.IsWhiteSpace(field[0]) || char.IsWhiteSpace(field[^1]) || (!begun && MayBeMark(field[0]))))
        {
            text.Write('"');
            text.Write(field.ToString().Replace("\"", "\"\"", StringComparison.Ordinal));
            text.Write('"');
        }
        else
            text.Write(field);
        begun = true;
    }

    // Such a character at the beginning of a file can mark a comment, an encoding, or a file of another kind.
    private static bool MayBeMark(char first) => !char.IsLetterOrDigit(first) && first != '_';

    private static bool IsFormula(ReadOnlySpan<char> field)
    {
        var trimmed = field.TrimStart();
        return !field.IsEmpty && (field[0] is '\t' or '\r' or '\n' || (!trimmed.IsEmpty && trimmed[0] is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠'))
            && !(NumberText.TryParse(field, '.', out double number) && double.IsFinite(number));
    }

    private static void Require(ReadOnlySpan<char> field)
    {
        if (field.Contains('\0'))
            throw new DataException($"'{Problems.Shown(field)}' has a NUL character, which a text file cannot contain. Remove it from the name or the label.");
        for (var rest = field; rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var place; rest = rest[(place + 2)..])
        {
            if (Rune.DecodeFromUtf16(rest[place..], out _, out _) != OperationStatus.Done)
                throw new DataException($"'{Problems.Shown(field)}' has half of a surrogate pair, which a text file cannot contain. Remove it from the name or the label.");
        }
    }
}
