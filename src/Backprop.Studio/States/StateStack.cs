namespace Backprop.Studio.States;

/// <summary>States to return to, the latest first: as many as fit into the memory limit, and always the latest.</summary>
internal sealed class StateStack
{
    private const int MaxStates = 200;

    /// <summary>64 MB of weights.</summary>
    private const long MaxWeights = 8 << 20;

    private readonly LinkedList<StudioState> states = [];

    /// <summary>How many there are.</summary>
    public int Count => states.Count;

    /// <summary>Pushes a state; the oldest are dropped.</summary>
    public void Push(StudioState state)
    {
        states.AddLast(state);
        while (states.Count > 1 && (states.Count > MaxStates || Weights > MaxWeights))
            states.RemoveFirst();
    }

    /// <summary>Pops the latest.</summary>
    public StudioState Pop()
    {
        StudioState latest = states.Last!.Value;
        states.RemoveLast();
        return latest;
    }

    /// <summary>Removes all.</summary>
    public void Clear() => states.Clear();

    /// <summary>States share the weights that did not change between them.</summary>
    private long Weights => states.SelectMany(state => state.Lesson.Network.Layers).Select(layer => layer.Weights).Distinct().Sum(weights => weights.LongLength);
}
