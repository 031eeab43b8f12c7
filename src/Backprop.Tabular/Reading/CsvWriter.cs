using System.Globalization;
using System.Buffers;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// Writes CSV, field by field or a table at once: lines end with LF, numbers are in the invariant culture and come back to the bit, a field
/// stands in quotes where it needs to. What is written is read back by <c>Table.Read</c>.
/// </summary>
/// <param name="text">Where to write; not closed.</param>
/// <param name="delimiter">What stands between fields.</param>
public sealed class CsvWriter(TextWriter text, char delimiter = ',')
{
    private readonly SearchValues<char> special = SearchValues.Create([delimiter, '"', '\r', '\n']);
    private int fields;
    private bool lastEmpty;

    /// <summary>Writes a field; nothing, or an empty text, stands for a missing value.</summary>
    public void Write(ReadOnlySpan<char> field)
    {
        if (fields++ > 0)
            text.Write(delimiter);
        lastEmpty = field.IsEmpty;
        if (!lastEmpty && (field.ContainsAny(special) || char.IsWhiteSpace(field[0]) || char.IsWhiteSpace(field[^1])))
        {
            text.Write('"');
            text.Write(field.ToString().Replace("\"", "\"\"", StringComparison.Ordinal));
            text.Write('"');
        }
        else
            text.Write(field);
    }

    /// <summary>Writes a number by the fewest digits that give it back; NaN as a missing value.</summary>
    public void Write(float number)
    {
        Span<char> digits = stackalloc char[32];
        int length = 0;
        if (!float.IsNaN(number))
            number.TryFormat(digits, out length, "R", CultureInfo.InvariantCulture);
        Write(digits[..length]);
    }

    /// <summary>Writes a number by the fewest digits that give it back; NaN as a missing value.</summary>
    public void Write(double number)
    {
        Span<char> digits = stackalloc char[32];
        int length = 0;
        if (!double.IsNaN(number))
            number.TryFormat(digits, out length, "R", CultureInfo.InvariantCulture);
        Write(digits[..length]);
    }

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        // An empty line would be no row at all.
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
}
