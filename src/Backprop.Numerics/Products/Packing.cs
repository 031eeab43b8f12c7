using Backprop.Numerics.Buffers;

namespace Backprop.Numerics.Products;

/// <summary>Puts a slab of the inputs of a batch close together, where its rows would lie in a page each: more pages than the processor's TLB holds.</summary>
internal static unsafe class Packing
{
    /// <summary>With fewer rows than this, packing is not worthwhile.</summary>
    private const int MinRows = 128;

    /// <summary>With fewer panels than this, the copy would cost more than it saves.</summary>
    private const int MinPanels = 16;

    private const int Page = 1024;
    private const int CacheLine = 16;

    [ThreadStatic]
    private static AlignedMemory? scratch;

    /// <summary>Whether it is worthwhile to pack the inputs of that many rows for the derivatives of that many panels.</summary>
    public static bool Pays(Matrix inputs, int rows, int panels) =>
        rows is > MinRows and <= Order.GradientBlock && panels >= MinPanels && inputs.Stride >= Page;

    /// <summary>
    /// Copies the columns from <paramref name="first"/> of the first rows, row after row, an odd number of cache lines apart; the memory is
    /// good until the next call on the same thread.
    /// </summary>
    /// <param name="inputs">X.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="first">The first column.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="most">The maximum number of floats that rows times columns can be here.</param>
    /// <param name="stride">Floats from row to row.</param>
    public static AlignedMemory Run(Matrix inputs, int rows, int first, int columns, int most, out int stride)
    {
        scratch ??= new AlignedMemory(most + 2 * CacheLine * Order.GradientBlock);
        stride = ((columns + CacheLine - 1) / CacheLine | 1) * CacheLine;
        float* source = inputs.Pointer + first, destination = scratch.Pointer;
        for (int n = 0; n < rows; n++, source += inputs.Stride, destination += stride)
            new ReadOnlySpan<float>(source, columns).CopyTo(new Span<float>(destination, columns));
        GC.KeepAlive(inputs);
        return scratch;
    }
}
