namespace Backprop.Tabular.Reading;

/// <summary>Values that come one by one, nobody knows how many: in blocks, so that none is copied again and again while they grow.</summary>
internal sealed class Growing<T>
{
    private const int BlockLength = 1 << 15;

    private readonly List<T[]> full = [];
    private T[] last = [];
    private int used;

    public int Count => full.Count * BlockLength + used;

    public void Add(T value)
    {
        if (used == last.Length)
            Extend();
        last[used++] = value;
    }

    /// <summary>All values in one array; afterwards there are none here.</summary>
    public T[] Take()
    {
        var all = GC.AllocateUninitializedArray<T>(Count);
        int place = 0;
        foreach (var block in full)
        {
            block.CopyTo(all, place);
            place += BlockLength;
        }
        last.AsSpan(0, used).CopyTo(all.AsSpan(place));
        full.Clear();
        (last, used) = ([], 0);
        return all;
    }

    // The first block grows by doubling: most tables are small, and some have very many columns.
    private void Extend()
    {
        if (last.Length < BlockLength)
        {
            Array.Resize(ref last, Math.Max(16, last.Length * 2));
            return;
        }
        full.Add(last);
        last = GC.AllocateUninitializedArray<T>(BlockLength);
        used = 0;
    }
}
