using Backprop.Explain.Derivations;

namespace Backprop.Explain.Drawings;

/// <summary>The words of a label before it has its place.</summary>
/// <param name="Runs">The words, piece by piece.</param>
/// <param name="Quantity">The number they tell; null for none.</param>
/// <param name="Room">Text that the last piece has room for at least.</param>
internal sealed record LabelText(IReadOnlyList<Run> Runs, Quantity? Quantity = null, string Room = "")
{
    public double Width(double size) => Runs.SkipLast(1).Sum(r => r.Width(size)) + Math.Max(Runs[^1].Width(size), new Run(Room).Width(size));
}
