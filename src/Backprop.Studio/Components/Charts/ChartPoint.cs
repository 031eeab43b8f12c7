namespace Backprop.Studio.Components.Charts;

/// <summary>A point of a curve.</summary>
/// <param name="X">For example the steps done.</param>
/// <param name="Y">For example the mean error.</param>
public readonly record struct ChartPoint(double X, double Y);
