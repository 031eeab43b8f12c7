using Backprop.Explain.Derivations;

namespace Backprop.Explain.Drawings;

/// <summary>The words of a label before it has its place.</summary>
/// <param name="Runs">The words, piece by piece.</param>
/// <param name="Quantity">The number they show; null for none.</param>
/// <param name="Room">A text for which the last piece reserves space.</param>
internal sealed record LabelText(IReadOnlyList<Run> Runs, Quantity? Quantity = null, string Room = "")
{
    public double Width(double size) => Runs.SkipLast(1).Sum(r => r.Width(size)) + Math.Max(Runs[^1].Width(size), new Run(Room).Width(size));
}
