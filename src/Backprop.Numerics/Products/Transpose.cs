using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Products;

/// <summary>Turns weights so that the backward product reads them as the forward product does: for each unit j, 16 inputs i side by side.</summary>
internal static unsafe class Transpose
{
    /// <summary>
    /// Floats from one transposed panel to the next in the scratch memory; one row more than a block, so that panels do not compete for the
    /// same places in the cache.
    /// </summary>
    public const int PanelLength = (Order.LongestBlock + 1) * PanelMatrix.PanelColumns;

    /// <summary>The maximum number of panels transposed at once: see <see cref="Kernel.TurnedPanels"/>.</summary>
    public const int MaxPanels = 8;

    private const int Size = PanelMatrix.PanelColumns;

    [ThreadStatic]
    private static AlignedMemory? scratch;

    /// <summary>Space for <see cref="MaxPanels"/> transposed panels, one for each thread.</summary>
    public static AlignedMemory Scratch => scratch ??= new AlignedMemory(MaxPanels * PanelLength);

    /// <summary>
    /// Writes w_ij of the panels' inputs i (16 each, from <paramref name="input"/>, counted from 0 without the bias) and of units j from
    /// <paramref name="unit"/> (a multiple of 16), unit after unit; zeros where there are no more inputs.
    /// Units are written in fours, and transposed panels begin <paramref name="panelLength"/> floats apart.
    /// </summary>
    [SkipLocalsInit]
    public static void Run(
        VectorWidth width, PanelMatrix weights, int input, int panels, int unit, int units, float* destination, nint panelLength = PanelLength)
    {
        bool far = weights.Count >= Ahead.MinFloats;
        float* part = stackalloc float[Size * Size];
        for (int j = 0; j < units; j += Size)
        {
            float* source = weights.Pointer + (nint)((unit + j) / Size) * weights.PanelLength + (nint)(1 + input) * Size;
            int columns = Math.Min(Size, units - j);
            for (int p = 0; p < panels; p++, source += Size * Size)
            {
                int left = (weights.Inputs - input - p * Size) * Size;
                if (left < Size * Size)
                {
                    new ReadOnlySpan<float>(source, left).CopyTo(new Span<float>(part, Size * Size));
                    new Span<float>(part + left, Size * Size - left).Clear();
                    source = part;
                }
                if (far)
                {
                    for (int line = 0; line < Size; line++)
                        Ahead.Fetch(source + weights.PanelLength + line * Size);
                }
                Square.Transpose(width, source, destination + p * panelLength + j * Size, columns);
            }
        }
    }
}
