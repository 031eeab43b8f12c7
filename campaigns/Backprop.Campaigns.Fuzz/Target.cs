namespace Backprop.Campaigns.Fuzz;

/// <summary>Something that reads what strangers send, and inputs for it.</summary>
/// <param name="name">What the command line calls it.</param>
/// <param name="count">How many inputs a run tries where no number is given.</param>
internal abstract class Target(string name, int count)
{
    public string Name => name;

    public int Count => count;

    /// <summary>Makes one input; what the dice say is all that it depends on.</summary>
    public abstract Input Make(Dice dice);

    /// <summary>Whether an error is one that the documentation of what was called names.</summary>
    public abstract bool IsDocumented(Exception exception);
}

/// <summary>An input and what is done with it.</summary>
/// <param name="Content">The bytes, for whoever looks into a finding.</param>
/// <param name="Run">Reads them.</param>
internal sealed record Input(byte[] Content, Action Run)
{
    /// <summary>The bytes that the memory may grow with: those of the content, unpacked.</summary>
    public long Unpacked { get; init; } = Content.Length;
}

/// <summary>Something that was read without an error, and is wrong all the same.</summary>
internal sealed class FaultException(string message) : Exception(message);
