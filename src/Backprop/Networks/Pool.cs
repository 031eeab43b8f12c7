using System.Collections.Concurrent;

namespace Backprop.Networks;

/// <summary>Passes that wait for their next use. One stands in a place of its own: a single thread then pays one exchange instead of a bag's search.</summary>
internal sealed class Pool
{
    private readonly ConcurrentBag<NetworkPass> others = [];
    private NetworkPass? first;

    /// <summary>A pass that nobody uses, or null.</summary>
    public NetworkPass? Take() => Interlocked.Exchange(ref first, null) ?? (others.TryTake(out var other) ? other : null);

    public void Put(NetworkPass pass)
    {
        if (Interlocked.CompareExchange(ref first, pass, null) is not null)
            others.Add(pass);
    }
}
