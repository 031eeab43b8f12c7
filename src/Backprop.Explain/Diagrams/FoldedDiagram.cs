using Backprop.Explain.Derivations;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Diagrams;

/// <summary>
/// A drawing with one line for all weights between two layers, and a table of each layer's numbers below. Units beyond the first few are
/// folded into one line; layers that do not fit beside each other continue below.
/// </summary>
internal sealed class FoldedDiagram(TextbookStep step, DiagramLabels labels, DiagramOptions options, TextOptions text)
{
    private const int Margin = 1, Top = 2;

    private readonly ShownUnits shown = ShownUnits.Of(step, options.MaxUnits, options.Units);
    private readonly UnitTables tables = new(step, labels, options, text.Width);

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
        {
            if (l > 0)
                yield return "";
            foreach (string line in tables.Lines(l))
                yield return line;
        }
    }

    private IEnumerable<UnitColumn> Columns(bool withActivations)
    {
        yield return new(step.Inputs.Length == 1 ? "input" : "inputs",
            Named(Units(0, i => labels.Value("x", i, step.Inputs[i])), 0, options.InputNames is null ? null : labels.InputName));
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
            if (l == step.Layers.Count - 1)
                units = Named(units, l + 1, options.OutputNames is null ? null : labels.OutputName);
            yield return new(labels.Heading(l), units);
        }
    }

    private string[] Units(int column, Func<int, string> unit)
    {
        var units = shown[column].Select(unit);
        return [.. shown.LeftOut(column) > 0 ? units.Append(labels.More("⋮ ", shown.LeftOut(column))) : units];
    }

    /// <summary>The units after their names.</summary>
    private string[] Named(string[] units, int column, Func<int, string>? name)
    {
        string[] names = name is null ? [] : [.. shown[column].Select(name)];
        return names.Length == 0 ? units : [.. units.Select((unit, n) => n < names.Length ? names[n].PadRight(names.Max(m => m.Length) + 2) + unit : unit)];
    }

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
        var canvas = new Canvas(Math.Max(text.Width, Margin + spans.Sum()) + 40, Top + height);
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
}
