namespace Backprop.Cli.Output;

/// <summary>Cells in columns, indented by two blanks: the first column is aligned left, the others right or left.</summary>
internal static class AlignedTable
{
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows, bool left = false)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(row => row[c].Length))];
        foreach (string[] row in rows)
            output.WriteLine(("  " + string.Join("  ", row.Select((cell, c) => left || c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c])))).TrimEnd());
    }
}
