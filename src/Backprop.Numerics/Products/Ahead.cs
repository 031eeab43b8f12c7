using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics.Products;

/// <summary>
/// What the product will read next, fetched into the second-level cache while tiles work on what is there: each tile fetches one place for each k, and
/// the tiles one after another go through the places. Only the time depends on it.
/// </summary>
internal unsafe struct Ahead
{
    private const int CacheLine = 16;

    private float* chunk;
    private nint tileJump, chunkJump;
    private int tiles, tilesLeft, chunksLeft;

    /// <summary>Where the next tile begins to fetch, and the distance from k to k; 0 where nothing is to be fetched.</summary>
    public float* Start;
    public nint Step;

    /// <summary>Chunks of memory one after another, so that so many tiles of so many k go through all of them, unless there is too much.</summary>
    public static Ahead Chunks(float* first, nint length, nint jump, int chunks, long tiles, int depth)
    {
        if (tiles == 0)
            return default;
        nint step = (nint)Math.Min(CacheLine, (length * chunks + tiles * depth - 1) / (tiles * depth));
        nint tile = step * depth;
        return new Ahead(first, step, tile, (int)((length + tile - 1) / tile), jump, chunks);
    }

    /// <summary>Two cache lines side by side in each of many rows, one row for each k: one tile fetches the first, the next the second.</summary>
    public static Ahead Pair(float* first, nint row) => new(first, row, CacheLine, 2, 0, 1);

    private Ahead(float* first, nint step, nint tileJump, int tiles, nint chunkJump, int chunks)
    {
        chunk = Start = first;
        Step = step;
        this.tileJump = tileJump;
        this.chunkJump = chunkJump;
        this.tiles = tilesLeft = tiles;
        chunksLeft = chunks;
    }

    /// <summary>Begins to bring the cache line of an address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch(float* place)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1(place);
    }

    /// <summary>Goes on to what the next tile fetches.</summary>
    public void Advance()
    {
        if (Step == 0)
            return;
        Start += tileJump;
        if (--tilesLeft > 0)
            return;
        Start = chunk += chunkJump;
        tilesLeft = tiles;
        if (--chunksLeft == 0)
            Step = 0;
    }
}
