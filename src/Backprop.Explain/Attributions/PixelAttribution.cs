namespace Backprop.Explain.Attributions;

/// <summary>What each pixel of an image did to a prediction.</summary>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Height">Pixels from top to bottom.</param>
/// <param name="Brightness">The image, row after row from the top left: 0 to 1.</param>
/// <param name="IntegratedGradients">What each pixel moved, in the same order.</param>
public sealed record PixelAttribution(int Width, int Height, IReadOnlyList<double> Brightness, IReadOnlyList<double> IntegratedGradients);
