using System.Globalization;
using Backprop.Explain.Derivations;
using Backprop.Textbook;

namespace Backprop.Explain.Diagrams;

/// <summary>The numbers of a layer as a table: a column for each unit with its bias, its weights, a, z and δ; as many tables as the width asks for.</summary>
internal sealed class UnitTables(TextbookStep step, DiagramLabels labels, DiagramOptions options, int width)
{
    private const string Margin = "   ";

    private readonly ShownUnits shown = ShownUnits.Of(step, options.MaxUnits, options.Units);

    private sealed record Row(string Name, Func<int, double>? Value);

    /// <summary>The tables of a layer under its heading.</summary>
    public IEnumerable<string> Lines(int l)
    {
        Row[] rows = [.. Rows(l)];
        int first = rows.Max(r => r.Name.Length);
        string more = shown.LeftOut(l + 1) > 0 ? labels.More("   … ", shown.LeftOut(l + 1)) : "";
        int[] units = [.. shown[l + 1]], widths = [.. units.Select(j => Math.Max(Head(j).Length, rows.Max(r => r.Value is null ? 0 : labels.Number(r.Value(j)).Length)))];
        yield return " " + labels.Heading(l);
        for (int from = 0, to; from < units.Length; from = to)
        {
            int used = Margin.Length + first + more.Length;
            for (to = from; to < units.Length && (to == from || used + widths[to] + 2 <= width); to++)
                used += widths[to] + 2;
            Range part = from..to;
            string Cells(Func<int, string> cell) => string.Concat(units[part].Zip(widths[part], (j, w) => "  " + cell(j).PadLeft(w)));
            yield return Margin + new string(' ', first) + Cells(Head) + (to == units.Length ? more : "");
            foreach (Row row in rows)
                yield return (Margin + row.Name.PadRight(first) + (row.Value is { } value ? Cells(j => labels.Number(value(j))) : "")).TrimEnd();
        }
    }

    private static string Head(int unit) => string.Create(CultureInfo.InvariantCulture, $"j = {unit + 1}");

    private IEnumerable<Row> Rows(int l)
    {
        TextbookLayerStep layer = step.Layers[l];
        bool isOutput = l == step.Layers.Count - 1;
        foreach (int from in shown[l].Select(i => i + 1).Prepend(0))
            yield return new(labels.Symbol("w", Symbols.Nth(from), "j"), j => layer.Weights[from, j]);
        if (shown.LeftOut(l) > 0)
            yield return new(labels.More("⋮ ", shown.LeftOut(l)), null);
        yield return new(labels.Symbol("a", "j"), j => layer.A[j]);
        yield return new(labels.Symbol(isOutput ? "y" : "z", "j"), j => layer.Z[j]);
        if (options.Deltas && isOutput)
            yield return new(labels.Symbol("t", "j"), j => step.Targets[j]);
        if (options.Deltas)
            yield return new(labels.Symbol("δ", "j"), j => layer.Delta[j]);
    }
}
