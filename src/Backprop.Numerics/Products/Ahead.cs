using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics.Products;

/// <summary>
/// What a product will read next from far away, fetched into the caches while tiles work on what is there: each large tile fetches one place for each k, and
/// the tiles go through the places one after another. Only time depends on it.
/// </summary>
/// <remarks>
/// The processor itself fetches along one stream inside one page. The weights of a wide layer and the deltas of its gradient lie in other pages
/// each time; waiting for them cost 5 to 9 % of the time.
/// </remarks>
internal unsafe struct Ahead
{
    /// <summary>Operands of fewer floats, half a megabyte, stay in the second-level cache anyway.</summary>
    public const int MinFloats = 131_072;

    public const int CacheLine = 16;

    private readonly nint tileJump, chunkJump;
    private readonly int tiles;
    private float* chunk;
    private int tilesLeft, chunksLeft;

    private Ahead(float* first, nint step, nint tileJump, int tiles, nint chunkJump, int chunks)
    {
        chunk = Start = first;
        Step = step;
        this.tileJump = tileJump;
        this.chunkJump = chunkJump;
        this.tiles = tilesLeft = tiles;
        chunksLeft = chunks;
    }

    /// <summary>Where the next tile begins to fetch.</summary>
    public float* Start { get; private set; }

    /// <summary>Floats from what is fetched at one k to the next; 0: nothing is fetched.</summary>
    public nint Step { get; private set; }

    /// <summary>A number of chunks of memory, spread evenly over the tiles, at most a cache line for each k.</summary>
    /// <param name="first">The first chunk.</param>
    /// <param name="length">Floats of a chunk.</param>
    /// <param name="jump">Floats from chunk to chunk.</param>
    /// <param name="chunks">How many chunks.</param>
    /// <param name="tiles">How many tiles there will be.</param>
    /// <param name="depth">Their number of k.</param>
    public static Ahead Chunks(float* first, nint length, nint jump, int chunks, int tiles, int depth)
    {
        if (tiles == 0 || depth == 0)
            return default;
        long places = (long)tiles * depth;
        nint step = (nint)Math.Min(CacheLine, (length * (long)chunks + places - 1) / places);
        nint tile = step * depth;
        return new Ahead(first, step, tile, (int)((length + tile - 1) / tile), jump, chunks);
    }

    /// <summary>Two cache lines side by side in each of many rows, a row for each k: one tile fetches the first, the next one the second.</summary>
    public static Ahead Lines(float* first, nint row) => new(first, row, CacheLine, tiles: 2, chunkJump: 0, chunks: 1);

    /// <summary>Begins to fetch a cache line; it need not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(float* place)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(place);
    }

    /// <summary>Begins to fetch the first cache line of each of six rows; they need not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SixRows(float* first, nint row)
    {
        float* fourth = first + 3 * row;
        Fetch(first);
        Fetch(first + row);
        Fetch(first + 2 * row);
        Fetch(fourth);
        Fetch(fourth + row);
        Fetch(fourth + 2 * row);
    }

    /// <summary>Advances to what the next tile fetches.</summary>
    public void Advance()
    {
        if (Step == 0)
            return;
        Start += tileJump;
        if (--tilesLeft > 0)
            return;
        tilesLeft = tiles;
        Start = chunk += chunkJump;
        if (--chunksLeft == 0)
            Step = 0;
    }
}
