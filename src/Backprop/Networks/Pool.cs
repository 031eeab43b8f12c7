using System.Collections.Concurrent;

namespace Backprop.Networks;

/// <summary>Things that wait for their next use. One stands in a place of its own: a single thread then pays one exchange instead of a bag's search.</summary>
internal sealed class Pool<T> where T : class
{
    private readonly ConcurrentBag<T> others = [];
    private T? first;

    /// <summary>One that nobody uses, or null.</summary>
    public T? Take() => Interlocked.Exchange(ref first, null) ?? (others.TryTake(out var other) ? other : null);

    public void Put(T thing)
    {
        if (Interlocked.CompareExchange(ref first, thing, null) is not null)
            others.Add(thing);
    }
}
