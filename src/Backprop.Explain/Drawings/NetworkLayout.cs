using System.Globalization;
using Backprop.Explain.Derivations;
using Backprop.Textbook;

namespace Backprop.Explain.Drawings;

/// <summary>
/// Columns of boxes from left to right. Before each unit, every weight into it has its own row: its line comes to the row's beginning,
/// runs under its numbers and into the unit, so that no line crosses a number and no two numbers meet.
/// </summary>
internal sealed class NetworkLayout(TextbookStep step, DrawingOptions options)
{
    private const double Margin = 8, Text = 13, Small = 11.5, Line = 17, Pad = 9, LineInRow = 17, Gap = 18, Top = 34, Arrow = 9, BiasStub = 16;

    private readonly DrawingLabels labels = new(step, options);
    private readonly ShownUnits shown = ShownUnits.Of(step, options.MaxUnits, options.Units);
    private readonly List<Shape> edges = [], boxes = [];
    private readonly int layers = step.Layers.Count;
    private readonly bool isBelow = options is { Derivatives: true, DerivativesBelow: true };

    /// <summary>A column while it is laid out: its boxes' words, sizes and places, and the picture of a folded column.</summary>
    private sealed class Column
    {
        public required LabelText[][] Words { get; init; }
        public required double[] Heights { get; init; }
        public required double Width { get; init; }
        public required CellPicture? Picture { get; init; }
        public double Left { get; set; }
        public double[] Tops { get; set; } = [];
        public double PictureTop { get; set; }
        public double Right => Left + Width;
        public double Height => Heights.Sum() + (Heights.Length - 1) * Gap + (Picture is null ? 0 : Gap + Picture.Height);
    }

    public NetworkDrawing Draw()
    {
        Column[] columns = [.. Enumerable.Range(0, layers + 1).Select(Measure)];
        double height = columns.Max(c => c.Height), at = Margin, width = 0;
        for (int c = 0; c <= layers; c++)
        {
            Column column = columns[c];
            if (c > 0)
                at += Fan(c) + Rows(c - 1).Width + Arrow;
            column.Left = at;
            Place(column, height);
            string heading = c > 0 ? labels.Heading(c - 1) : step.Inputs.Length == 1 ? "input" : "inputs";
            var label = new Label(at, Margin + Text, Text, [new Run(heading)], IsFaint: true);
            boxes.Add(label);
            width = Math.Max(width, at + Math.Max(column.Width, label.Width));
            at = column.Right;
            if (c > 0)
                Wire(columns[c - 1], column, c - 1);
            Boxes(column, c);
        }
        string sizes = string.Join('-', step.Layers.Select(l => l.A.Length).Prepend(step.Inputs.Length));
        string description = $"Network {sizes} with its inputs, weights, activations and outputs{(options.Deltas ? ", deltas" : "")}{(options.Derivatives ? " and derivatives" : "")}.";
        return new(Math.Ceiling(width + Margin), Math.Ceiling(Top + height + Margin), [.. edges, .. boxes], description);
    }

    private Column Measure(int c)
    {
        LabelText[][] words = [.. shown[c].Select(u => (c == 0 ? labels.Input(u) : labels.Unit(c - 1, u)).ToArray())];
        double incoming = c == 0 ? 0 : RowCount(c - 1) * Row;
        CellPicture? picture = shown.LeftOut(c) == 0 ? null : new CellPicture(c == 0 ? step.Inputs : step.Layers[c - 1].Z, shown[c], u => UnitOf(c, u));
        return new Column
        {
            Words = words,
            Heights = [.. words.Select(w => Math.Max(w.Length * Line + 2 * Pad - 4, incoming))],
            Width = Math.Max(words.SelectMany(w => w).Max(w => w.Width(Text)) + 2 * Pad, picture?.Width ?? 0),
            Picture = picture,
        };
    }

    /// <summary>The height of the row of a weight: its numbers, its line, and a derivative below, if it is there.</summary>
    private double Row => isBelow ? 34 : 20;

    /// <summary>Rows before a unit of a layer: one for each source, one for the sources that are folded, one for the bias.</summary>
    private int RowCount(int l) => shown[l].Count + (shown.LeftOut(l) > 0 ? 1 : 0) + 1;

    /// <summary>Room for curves, the more the more of them cross.</summary>
    private double Fan(int c) => Math.Clamp(60 + 9 * shown[c - 1].Count + 3 * shown[c].Count, 80, 130);

    /// <summary>The position of the derivative in a row, and the row's width.</summary>
    private (double Derivative, double Width) Rows(int l)
    {
        double Widest(Func<int, int, LabelText> words) =>
            shown[l + 1].Max(j => shown[l].Select(i => i + 1).Prepend(0).Max(i => words(i, j).Width(Small)));
        double weight = BiasStub + Widest((i, j) => labels.Weight(l, i, j)) + 12;
        double rest = shown.LeftOut(l) == 0 ? 0 : shown[l + 1].Max(j => labels.Rest(shown.LeftOut(l), Rest(l, j)).Width(Small)) + BiasStub;
        double at = isBelow ? BiasStub : weight, derivative = options.Derivatives ? at + Widest((i, j) => labels.Derivative(l, i, j)) : 0;
        return (at, Math.Max(rest, Math.Max(weight, derivative)) + 4);
    }

    private static void Place(Column column, double height)
    {
        double y = Top + (height - column.Height) / 2;
        column.Tops = new double[column.Heights.Length];
        for (int j = 0; j < column.Heights.Length; j++, y += Gap)
        {
            column.Tops[j] = y;
            y += column.Heights[j];
        }
        column.PictureTop = y;
    }

    private void Boxes(Column column, int c)
    {
        for (int j = 0; j < column.Words.Length; j++)
        {
            int unit = shown[c][j];
            boxes.Add(new Frame(column.Left, column.Tops[j], column.Width, column.Heights[j], Title(c, unit))
            {
                Quantity = UnitOf(c, unit),
            });
            double y = column.Tops[j] + (column.Heights[j] - column.Words[j].Length * Line) / 2 + Text;
            foreach (LabelText words in column.Words[j])
            {
                boxes.Add(Words(column.Left + Pad, y, Text, words));
                y += Line;
            }
        }
        if (column.Picture is { } picture)
            boxes.AddRange(picture.Draw(column.Left, column.PictureTop, Small));
    }

    private string Title(int c, int unit)
    {
        string name = labels.Name(c, unit), place = FormattableString.Invariant($"{unit + 1}{(name.Length > 0 ? " (" + name + ")" : "")}");
        return c == 0
            ? string.Create(CultureInfo.InvariantCulture, $"input {place}: {step.Inputs[unit]:R}")
            : string.Create(CultureInfo.InvariantCulture,
                $"layer {c}, unit {place}: a {step.Layers[c - 1].A[unit]:R}, z {step.Layers[c - 1].Z[unit]:R}, δ {step.Layers[c - 1].Delta[unit]:R}");
    }

    private void Wire(Column from, Column to, int l)
    {
        (double derivativeAt, double rowWidth) = Rows(l);
        double left = to.Left - Arrow - rowWidth;
        double[,] w = Weights(l);
        for (int j = 0; j < to.Words.Length; j++)
        {
            int unit = shown[l + 1][j], rows = RowCount(l);
            double first = to.Tops[j] + (to.Heights[j] - rows * Row) / 2 + LineInRow;
            for (int r = 0; r < rows; r++)
            {
                double y = first + r * Row, words = left + BiasStub;
                if (r == shown[l].Count && rows > shown[l].Count + 1)
                {
                    double middle = from.PictureTop + from.Picture!.Height / 2;
                    edges.Add(new Edge(from.Right, middle, left, to.Left, y, 1, Tone.Neutral, "all the others"));
                    boxes.Add(Words(words, y - 6.5, Small, labels.Rest(shown.LeftOut(l), Rest(l, unit)), isFaint: true));
                    continue;
                }
                bool isBias = r == rows - 1;
                int i = isBias ? 0 : shown[l][r] + 1;
                LabelText weight = labels.Weight(l, i, unit);
                double x = isBias ? left + BiasStub / 2 : from.Right, start = isBias ? y : from.Tops[r] + from.Heights[r] / 2;
                edges.Add(new Edge(x, start, isBias ? x : left, to.Left, y, LineWidth(w[i, unit]), ToneOf(w[i, unit]), labels.Title(l, i, unit)) { Quantity = weight.Quantity });
                if (isBias)
                    boxes.Add(new Dot(x, y, 3));
                boxes.Add(Words(words, y - 6.5, Small, weight));
                if (options.Derivatives)
                    boxes.Add(Words(left + derivativeAt, isBelow ? y + 12 : y - 6.5, Small, labels.Derivative(l, i, unit), isFaint: true));
            }
        }
    }

    private static Quantity UnitOf(int column, int unit) => column == 0 ? new(QuantityKind.Input, To: unit) : new(QuantityKind.Unit, column - 1, To: unit);

    private static Label Words(double x, double y, double size, LabelText words, bool isFaint = false) =>
        new(x, y, size, words.Runs, isFaint) { Quantity = words.Quantity };

    /// <summary>What the sources that are not shown add to the activation of a unit.</summary>
    private double Rest(int l, int unit)
    {
        double[] z = step.InputsOf(l);
        return Enumerable.Range(0, z.Length).Except(shown[l]).Sum(i => Weights(l)[i + 1, unit] * z[i]);
    }

    private double[,] Weights(int l) => options.Updated ? step.Layers[l].Updated : step.Layers[l].Weights;

    private double LineWidth(double weight) => double.IsFinite(weight) ? 0.7 + 3.3 * Math.Min(1, Math.Abs(weight) / Largest) : 0.7;

    private double Largest => field == 0 ? field = Math.Max(options.LargestWeight ?? LargestShown(), double.Epsilon) : field;

    private double LargestShown() => Enumerable.Range(0, layers)
        .SelectMany(l => shown[l + 1].SelectMany(j => shown[l].Select(i => i + 1).Prepend(0).Select(i => Math.Abs(step.Layers[l].Weights[i, j]))))
        .Where(double.IsFinite).DefaultIfEmpty(1).Max();

    private static Tone ToneOf(double value) => value > 0 ? Tone.Positive : value < 0 ? Tone.Negative : Tone.Neutral;
}
