using Backprop.Tabular.Encoders;

namespace Backprop.Studio.Data;

/// <summary>An input that a surface or a curve can be drawn over.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Input">Its place among the D inputs.</param>
/// <param name="Min">Where drawings begin, as the network sees it.</param>
/// <param name="Max">Where they end.</param>
public sealed record Feature(string Name, int Input, double Min, double Max)
{
    /// <summary>What takes the network's numbers to the column's own.</summary>
    internal Standardization Scale { get; init; } = Standardization.None;
}
