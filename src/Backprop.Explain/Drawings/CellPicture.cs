using System.Globalization;
using Backprop.Explain.Derivations;

namespace Backprop.Explain.Drawings;

/// <summary>
/// All values of a folded column as cells, row after row; as a square where they are a square's number, so that images are seen. Beyond
/// <see cref="MaxCells"/>, neighbours share a cell, which shows the largest.
/// </summary>
internal sealed class CellPicture
{
    private const int MaxCells = 1024;
    private const double Words = 18;

    private readonly double[] values;
    private readonly HashSet<int> shown;
    private readonly int columns, rows, total, share;
    private readonly Func<int, Quantity> quantity;
    private readonly double size;

    public CellPicture(double[] all, IReadOnlyList<int> shown, Func<int, Quantity> quantity)
    {
        this.quantity = quantity;
        total = all.Length;
        share = (all.Length + MaxCells - 1) / MaxCells;
        values = [.. all.Chunk(share).Select(chunk => chunk.MaxBy(v => double.IsFinite(v) ? Math.Abs(v) : -1))];
        this.shown = [.. shown.Select(u => u / share)];
        int root = (int)Math.Round(Math.Sqrt(values.Length));
        columns = root * root == values.Length && root > 4 ? root : Math.Min(values.Length, values.Length > 128 ? 32 : 16);
        rows = (values.Length + columns - 1) / columns;
        size = columns > 16 ? 4 : 7;
    }

    public double Width => Math.Max(columns * size, 100);

    public double Height => Words + rows * size;

    public IEnumerable<Shape> Draw(double left, double top, double text)
    {
        yield return new Label(left, top + text, text, [new Run(string.Create(CultureInfo.InvariantCulture, $"all {total:N0}:"))], IsFaint: true);
        yield return new Border(left, top + Words, columns * size, rows * size);
        double largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int n = 0; n < values.Length; n++)
        {
            double depth = largest > 0 && double.IsFinite(values[n]) ? Math.Abs(values[n]) / largest : 0;
            Tone tone = values[n] > 0 ? Tone.Positive : values[n] < 0 ? Tone.Negative : Tone.Neutral;
            yield return new Cell(left + n % columns * size, top + Words + n / columns * size, size, depth, tone, shown.Contains(n)) { Quantity = quantity(n * share) };
        }
    }
}
