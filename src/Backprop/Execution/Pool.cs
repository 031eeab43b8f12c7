using System.Collections.Concurrent;

namespace Backprop.Execution;

/// <summary>A pool of reusable objects. One has a separate slot: a single thread then needs one exchange instead of a bag's search.</summary>
internal sealed class Pool<T> where T : class
{
    private readonly ConcurrentBag<T> others = [];
    private T? first;

    /// <summary>An unused one, or null.</summary>
    public T? Take() => Interlocked.Exchange(ref first, null) ?? (others.TryTake(out var other) ? other : null);

    public void Put(T thing)
    {
        if (Interlocked.CompareExchange(ref first, thing, null) is not null)
            others.Add(thing);
    }
}
