namespace Backprop.Tabular.Reading;

/// <summary>Values that come one by one, nobody knows how many: in blocks, so that none is copied again and again while they grow.</summary>
/// <param name="expected">About how many will come; 0 where nothing is known. Where it is right, they are not copied at all.</param>
internal sealed class Growing<T>(int expected = 0)
{
    private const int BlockLength = 1 << 15;

    /// <summary>A block is taken as it is where at most this part of it is empty: memory that nobody has written to costs next to nothing.</summary>
    private const int MaxEmpty = 8;

    private readonly List<T[]> full = [];
    private T[] last = [];
    private int used, before;

    public int Count => before + used;

    public void Add(T value)
    {
        if (used == last.Length)
            Extend();
        last[used++] = value;
    }

    /// <summary>Room for some of the values that come next, at least one; <see cref="Keep"/> says how many of them there are.</summary>
    public Span<T> Room(int count)
    {
        if (used == last.Length)
            Extend();
        return last.AsSpan(used, Math.Min(count, last.Length - used));
    }

    /// <summary>Keeps so many values that were written to <see cref="Room"/>.</summary>
    public void Keep(int count) => used += count;

    /// <summary>All values one after another; afterwards there are none here.</summary>
    public Memory<T> Take()
    {
        Memory<T> all = last.AsMemory(0, used);
        if (full.Count > 0 || last.Length - used > last.Length / MaxEmpty)
        {
            all = GC.AllocateUninitializedArray<T>(Count);
            int place = 0;
            foreach (T[] block in full)
            {
                block.CopyTo(all[place..]);
                place += block.Length;
            }
            last.AsMemory(0, used).CopyTo(all[place..]);
        }
        full.Clear();
        (last, used, before) = ([], 0, 0);
        return all;
    }

    // The first block is as long as expected, or grows by doubling: most tables are small, and some have very many columns.
    private void Extend()
    {
        if (last.Length == 0 && expected > BlockLength)
        {
            last = GC.AllocateUninitializedArray<T>(expected);
            return;
        }
        if (last.Length < BlockLength)
        {
            Array.Resize(ref last, Math.Max(16, last.Length * 2));
            return;
        }
        full.Add(last);
        before += used;
        last = GC.AllocateUninitializedArray<T>(BlockLength);
        used = 0;
    }
}
