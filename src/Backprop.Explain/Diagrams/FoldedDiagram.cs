using System.Globalization;
using Backprop.Explain.Derivations;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Diagrams;

/// <summary>
/// A drawing with one line for all weights between two layers, and a table of each layer's numbers below. Units beyond the first few are
/// folded into one line; layers that do not fit beside each other go on below.
/// </summary>
internal sealed class FoldedDiagram(TextbookStep step, DiagramLabels labels, DiagramOptions options, TextOptions text)
{
    private const int Margin = 1, Top = 2;

    private readonly ShownUnits shown = ShownUnits.Of(step, options.MaxUnits, options.Units);

    /// <summary>A column of the drawing: its heading and a line for each unit shown.</summary>
    private sealed record UnitColumn(string Heading, string[] Units)
    {
        public int Width => Units.Max(u => u.Length);
    }

    public static IEnumerable<string> Draw(TextbookStep step, DiagramLabels labels, DiagramOptions options, TextOptions text) =>
        new FoldedDiagram(step, labels, options, text).Draw();

    private IEnumerable<string> Draw()
    {
        UnitColumn[] columns = [.. Columns(withActivations: true)];
        if (Margin + Spans(columns).Sum() > text.Width)
            columns = [.. Columns(withActivations: false)];
        for (int first = 0; first == 0 || first < columns.Length - 1;)
        {
            int last = first + 1;
            while (last + 1 < columns.Length && Margin + Spans(columns[first..(last + 2)]).Sum() <= text.Width)
                last++;
            foreach (string line in Band(columns[first..(last + 1)]))
                yield return line;
            yield return "";
            first = last;
        }
        for (int l = 0; l < step.Layers.Count; l++)
            foreach (string line in NumbersOf(l))
                yield return line;
    }

    private IEnumerable<UnitColumn> Columns(bool withActivations)
    {
        yield return new(step.Inputs.Length == 1 ? "input" : "inputs",
            Units(0, i => labels.Value("x", i, step.Inputs[i])));
        for (int l = 0; l < step.Layers.Count; l++)
        {
            TextbookLayerStep layer = step.Layers[l];
            string letter = l == step.Layers.Count - 1 ? "y" : "z";
            string[] units = Units(l + 1, j => labels.Value(letter, j, layer.Z[j]));
            if (withActivations)
            {
                string[] a = Units(l + 1, j => labels.Value("a", j, layer.A[j]));
                int width = a.Take(shown[l + 1].Count).Max(u => u.Length);
                for (int j = 0; j < shown[l + 1].Count; j++)
                    units[j] = a[j].PadRight(width + 2) + units[j];
            }
            yield return new(labels.Heading(l), units);
        }
    }

    private string[] Units(int column, Func<int, string> unit)
    {
        var units = shown[column].Select(unit);
        return [.. shown.LeftOut(column) > 0 ? units.Append(More("⋮ ", shown.LeftOut(column))) : units];
    }

    private string More(string sign, int count) => labels.Words(string.Create(CultureInfo.InvariantCulture, $"{sign}{count:N0} more"));

    /// <summary>The room of each column, with the line that leaves it on its right and the arrows that come in on its left.</summary>
    private static IEnumerable<int> Spans(UnitColumn[] columns)
    {
        for (int c = 0; c < columns.Length; c++)
        {
            int arrows = c == 0 ? 0 : 5, line = c == columns.Length - 1 ? 0 : 4;
            yield return arrows + Math.Max(columns[c].Width + line, columns[c].Heading.Length + (line == 0 ? 0 : 1 - arrows));
        }
    }

    private IEnumerable<string> Band(UnitColumn[] columns)
    {
        int height = columns.Max(c => c.Units.Length);
        int[] spans = [.. Spans(columns)];
        var canvas = new Canvas(text.Width + 40, Top + height);
        int Row(UnitColumn column, int j) => Top + (height - column.Units.Length) / 2 + j;
        int middle = Top + (height - 1) / 2;
        for (int c = 0, left = Margin; c < columns.Length; left += spans[c++])
        {
            UnitColumn column = columns[c];
            int words = c == 0 ? left : left + 5;
            canvas.Write(0, words, column.Heading);
            for (int j = 0; j < column.Units.Length; j++)
            {
                int row = Row(column, j);
                canvas.Write(row, words, column.Units[j]);
                if (c > 0)
                {
                    canvas.Across(row, left + 1, left + 3);
                    canvas.Write(row, left + 3, labels.Words("▶"));
                    canvas.Along(left + 1, row, middle);
                }
                if (c < columns.Length - 1)
                {
                    int trunk = words + column.Width + 2;
                    canvas.Across(row, words + column.Units[j].Length + 1, trunk);
                    canvas.Along(trunk, row, middle);
                }
            }
            if (c < columns.Length - 1)
                canvas.Across(middle, words + column.Width + 2, left + spans[c] + 1);
        }
        return canvas.Lines(text.Ascii);
    }

    /// <summary>A column for each unit; its bias, its weights, a, z and δ.</summary>
    private IEnumerable<string> NumbersOf(int l)
    {
        TextbookLayerStep layer = step.Layers[l];
        bool isOutput = l == step.Layers.Count - 1;
        var rows = new List<(string Name, Func<int, double>? Value)>();
        foreach (int from in shown[l].Select(i => i + 1).Prepend(0))
            rows.Add((labels.Symbol("w", Symbols.Nth(from), "j"), j => layer.Weights[from, j]));
        if (shown.LeftOut(l) > 0)
            rows.Add((More("⋮ ", shown.LeftOut(l)), null));
        rows.Add((labels.Symbol("a", "j"), j => layer.A[j]));
        rows.Add((labels.Symbol(isOutput ? "y" : "z", "j"), j => layer.Z[j]));
        if (options.Deltas && isOutput)
            rows.Add((labels.Symbol("t", "j"), j => step.Targets[j]));
        if (options.Deltas)
            rows.Add((labels.Symbol("δ", "j"), j => layer.Delta[j]));

        int[] units = [.. shown[l + 1]];
        string[] heads = [.. units.Select(j => string.Create(CultureInfo.InvariantCulture, $"j = {j + 1}"))];
        int first = rows.Max(r => r.Name.Length);
        int[] widths = [.. heads.Select((h, c) => Math.Max(h.Length, rows.Max(r => r.Value is null ? 0 : labels.Number(r.Value(units[c])).Length)))];
        int fitting = units.Length;
        while (fitting > 1 && 3 + first + widths.Take(fitting).Sum(w => w + 2) + 20 > text.Width)
            fitting--;
        string more = fitting < layer.A.Length ? More("   … ", layer.A.Length - fitting) : "";
        string Cells(Func<int, string> cell) => string.Concat(Enumerable.Range(0, fitting).Select(c => "  " + cell(c).PadLeft(widths[c])));
        yield return " " + labels.Heading(l);
        yield return "   " + new string(' ', first) + Cells(c => heads[c]) + more;
        foreach ((string name, Func<int, double>? value) in rows)
            yield return ("   " + name.PadRight(first) + (value is null ? "" : Cells(c => labels.Number(value(units[c]))))).TrimEnd();
        if (!isOutput)
            yield return "";
    }
}
