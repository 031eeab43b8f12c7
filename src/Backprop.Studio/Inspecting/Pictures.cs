namespace Backprop.Studio.Inspecting;

/// <summary>Images of a data set, and numbers that belong to their pixels, as pictures.</summary>
public static class Pictures
{
    private const int Depths = 127;

    private static readonly (byte, byte, byte, byte)[] Greys = [.. Enumerable.Range(0, 256).Select(v => ((byte)v, (byte)v, (byte)v, (byte)255))];

    // Blue above zero and orange below, as everywhere; transparent at zero, so that they suit light and dark backgrounds, and images.
    private static readonly (byte, byte, byte, byte)[] Signed =
    [
        .. Enumerable.Range(0, Depths + 1).Select(depth => ((byte)0x2B, (byte)0x7F, (byte)0xE0, (byte)(depth * 255 / Depths))),
        .. Enumerable.Range(1, Depths).Select(depth => ((byte)0xE0, (byte)0x6A, (byte)0x0A, (byte)(depth * 255 / Depths))),
    ];

    /// <summary>A grey image, black at 0.</summary>
    public static string Grey(int width, int height, ReadOnlySpan<byte> pixels) => PalettePng.Address(width, height, pixels, Greys);

    /// <summary>Numbers as blue (above zero) and orange (below), the more opaque the larger; transparent at zero.</summary>
    /// <param name="width">Pixels from left to right.</param>
    /// <param name="height">Pixels from top to bottom.</param>
    /// <param name="values">A number for each pixel, row after row.</param>
    public static string OfNumbers(int width, int height, ReadOnlySpan<double> values)
    {
        var pixels = new byte[values.Length];
        Paint(values, pixels, width, width);
        return PalettePng.Address(width, height, pixels, Signed);
    }

    /// <summary>Several of them in one picture, a pixel apart, from left to right and from top to bottom; each has its own scale.</summary>
    /// <param name="width">Pixels of each from left to right.</param>
    /// <param name="height">Pixels of each from top to bottom.</param>
    /// <param name="across">How many there are side by side.</param>
    /// <param name="values">The numbers of each.</param>
    public static string OfNumbers(int width, int height, int across, IReadOnlyList<double[]> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int stride = across * (width + 1) - 1, rows = (values.Count + across - 1) / across * (height + 1) - 1;
        var pixels = new byte[stride * rows];
        for (int n = 0; n < values.Count; n++)
            Paint(values[n], pixels.AsSpan(n / across * (height + 1) * stride + n % across * (width + 1)), width, stride);
        return PalettePng.Address(stride, rows, pixels, Signed);
    }

    private static void Paint(ReadOnlySpan<double> values, Span<byte> pixels, int width, int stride)
    {
        double largest = 0;
        foreach (double value in values)
            largest = double.IsFinite(value) ? Math.Max(largest, Math.Abs(value)) : largest;
        for (int n = 0; n < values.Length; n++)
        {
            int depth = largest > 0 && double.IsFinite(values[n]) ? (int)Math.Round(Math.Abs(values[n]) / largest * Depths) : 0;
            pixels[n / width * stride + n % width] = (byte)(values[n] < 0 && depth > 0 ? Depths + depth : depth);
        }
    }
}
