using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Diagrams;

/// <summary>
/// A drawing with a line for each weight: boxes in columns; from each box a line to the right, down its own trunk, and from the trunk a
/// line into every unit of the next column, with its weight on it.
/// </summary>
internal static class WiredDiagram
{
    private const int Top = 2, Gap = 1;

    /// <summary>The drawing, or null where it would be too wide, too high or impossible to follow.</summary>
    public static IEnumerable<string>? Draw(TextbookStep step, DiagramLabels labels, DiagramOptions options, TextOptions text)
    {
        int layers = step.Layers.Count;
        if (step.Inputs.Length > options.MaxUnits || step.Layers.Any(l => l.A.Length > options.MaxUnits))
            return null;

        // Boxes and weights first: they say how large everything is.
        string[][] inputs = [.. step.Inputs.Select((_, i) => new[] { labels.Input(i) })];
        IReadOnlyList<string>[][] units =
            [inputs, .. step.Layers.Select((l, layer) => Enumerable.Range(0, l.A.Length).Select(j => labels.Unit(layer, j)).ToArray())];
        int[] inner = [1, .. step.Layers.Select((_, l) => Math.Max(units[l + 1][0].Count, step.InputsOf(l).Length + 1))];
        string[][,] weights = [.. step.Layers.Select((l, layer) => Weights(labels, l, layer, options.Derivatives))];

        int[] left = new int[layers + 1], right = new int[layers + 1];
        for (int c = 0, at = 1; c <= layers; c++)
        {
            if (c > 0)
                at += 2 * units[c - 1].Length + 7 + weights[c - 1].Cast<string>().Max(w => w.Length);
            left[c] = at;
            right[c] = at + 3 + units[c].SelectMany(u => u).Max(u => u.Length);
            at = right[c] + 1;
        }
        int width = Math.Max(right[^1] + 1, Enumerable.Range(0, layers).Max(l => left[l + 1] + labels.Heading(l).Length));
        if (width > text.Width || Place(units, inner, options.MaxHeight) is not var (tops, height))
            return null;

        var canvas = new Canvas(width, height + Top);
        canvas.Write(0, left[0], step.Inputs.Length == 1 ? "input" : "inputs");
        for (int c = 0; c <= layers; c++)
        {
            if (c > 0)
            {
                canvas.Write(0, left[c], labels.Heading(c - 1));
                Wire(canvas, units[c - 1], tops[c - 1], inner[c - 1], right[c - 1], tops[c], inner[c], left[c], weights[c - 1], labels);
            }
            for (int j = 0; j < units[c].Length; j++)
                canvas.Box(Top + tops[c][j], left[c], Top + tops[c][j] + inner[c] + 1, right[c], units[c][j]);
        }
        return canvas.Lines(text.Ascii);
    }

    private static string[,] Weights(DiagramLabels labels, TextbookLayerStep layer, int l, bool derivatives)
    {
        var words = new string[layer.Weights.GetLength(0), layer.A.Length];
        for (int i = 0; i < words.GetLength(0); i++)
            for (int j = 0; j < words.GetLength(1); j++)
                words[i, j] = labels.Weight(l, i, j, derivatives);
        return words;
    }

    /// <summary>Rows for the boxes such that no two lines run in the same row, in as few rows as may be; null where there are none.</summary>
    private static (int[][] Tops, int Height)? Place(IReadOnlyList<string>[][] units, int[] inner, int maxHeight)
    {
        int least = Enumerable.Range(0, units.Length).Max(c => units[c].Length * (inner[c] + 2 + Gap) - Gap);
        for (int height = least; height <= Math.Min(maxHeight, least + 8); height += 2)
            if (PlaceUnits(units, inner, height) is { } tops && PlaceInputs(tops, units, inner, height))
                return (tops, height);
        return null;
    }

    private static int[][]? PlaceUnits(IReadOnlyList<string>[][] units, int[] inner, int height)
    {
        var tops = new int[units.Length][];
        for (int c = 1; c < units.Length; c++)
        {
            int block = inner[c] + 2 + Gap, spare = height - (units[c].Length * block - Gap);
            int[]? Shifted(int start) => [.. Enumerable.Range(0, units[c].Length).Select(j => start + j * block)];
            int[]? found = Enumerable.Range(0, spare + 1).OrderBy(start => Math.Abs(2 * start - spare)).Select(Shifted)
                .FirstOrDefault(rows => c == 1 || Fits(tops[c - 1].Select(top => Exit(top, inner[c - 1], units[c - 1][0].Count)), rows!, inner[c]));
            if (found is null)
                return null;
            tops[c] = found;
        }
        return tops;
    }

    /// <summary>Inputs have no lines coming in, so each goes where it is not in the way.</summary>
    private static bool PlaceInputs(int[][] tops, IReadOnlyList<string>[][] units, int[] inner, int height)
    {
        int count = units[0].Length, next = 0;
        tops[0] = new int[count];
        for (int i = 0; i < count; i++)
        {
            double ideal = (i + 0.5) * height / count - 1;
            int input = i;
            int[] rows = [.. Enumerable.Range(next, Math.Max(0, height - 2 - next)).Where(top => Fits([top + 1], tops[1], inner[1], input, count))
                .OrderBy(top => Math.Abs(top - ideal))];
            if (rows.Length == 0)
                return false;
            tops[0][i] = rows[0];
            next = rows[0] + 3;
        }
        return true;
    }

    /// <summary>Whether no line that leaves a box runs in the row of a line into the next column, except straight into a single unit.</summary>
    private static bool Fits(IEnumerable<int> exits, int[] tops, int inner, int first = 0, int? sources = null)
    {
        int[] rows = [.. exits];
        int count = sources ?? rows.Length;
        return !rows.Index().Any(exit => tops.Any(top => Enumerable.Range(0, count + 1).Any(
            e => exit.Item == Arrival(top, inner, count, e) && !(tops.Length == 1 && e == first + exit.Index))));
    }

    /// <summary>The row at which the line of a box leaves to the right: that of its second number, z.</summary>
    private static int Exit(int top, int inner, int lines) => top + 1 + (inner - lines) / 2 + Math.Min(1, lines - 1);

    /// <summary>The row of the line from source e (counted from 0; the bias last) into a box.</summary>
    private static int Arrival(int top, int inner, int sources, int e) => top + 1 + (inner - sources - 1) / 2 + e;

    private static void Wire(
        Canvas canvas, IReadOnlyList<string>[] sources, int[] fromTops, int fromInner, int fromRight,
        int[] toTops, int toInner, int toLeft, string[,] weights, DiagramLabels labels)
    {
        int words = toLeft - 4 - weights.Cast<string>().Max(w => w.Length) + 1;
        for (int i = 0; i < sources.Length; i++)
        {
            int exit = Top + Exit(fromTops[i], fromInner, sources[i].Count);
            int trunk = fromRight + 2 + 2 * i;
            canvas.Across(exit, fromRight, trunk);
            foreach (int top in toTops)
            {
                int entry = Top + Arrival(top, toInner, sources.Length, i);
                canvas.Along(trunk, exit, entry);
                canvas.Across(entry, trunk, toLeft - 1);
            }
        }
        for (int j = 0; j < toTops.Length; j++)
        {
            for (int i = 0; i <= sources.Length; i++)
            {
                int entry = Top + Arrival(toTops[j], toInner, sources.Length, (i + sources.Length) % (sources.Length + 1));
                if (i == 0)
                {
                    canvas.Write(entry, words - 3, "1");
                    canvas.Across(entry, words - 3, toLeft - 1);
                }
                canvas.Write(entry, words - 1, " " + weights[i, j] + " ");
                canvas.Write(entry, toLeft - 1, labels.Words("▶"));
            }
        }
    }
}
