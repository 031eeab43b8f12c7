using Backprop.Tabular.Following;

namespace Backprop.Studio.Following;

/// <summary>What is known of a training that is followed.</summary>
public sealed record RunView
{
    /// <summary>What is trained; null before the training said so.</summary>
    internal RunDescription? Description { get; init; }

    /// <summary>Whether some of its rows are known.</summary>
    public bool HasSample { get; init; }

    /// <summary>Where it stands; null before its first step or so.</summary>
    internal RunMoment? Moment { get; init; }

    /// <summary>How it ended; null while it goes on.</summary>
    internal RunEnd? End { get; init; }

    /// <summary>Why it is no longer followed without having ended; null where it is.</summary>
    public string? Trouble { get; init; }

    /// <summary>How many networks have come.</summary>
    public int Networks { get; init; }

    /// <summary>Whether nothing more will come.</summary>
    public bool IsOver => End is not null || Trouble is not null;
}
