namespace Backprop.Studio.Components.Charts;

/// <summary>A place on a curve.</summary>
/// <param name="X">Such as the steps done.</param>
/// <param name="Y">Such as the mean error.</param>
public readonly record struct ChartPoint(double X, double Y);
