using Backprop.Tabular.Following;

namespace Backprop.Studio.Following;

/// <summary>What is known of a followed training.</summary>
public sealed record RunView
{
    /// <summary>The description of the training; null before it has arrived.</summary>
    internal RunDescription? Description { get; init; }

    /// <summary>Whether some of its rows are known.</summary>
    public bool HasSample { get; init; }

    /// <summary>Its state; null before about its first step.</summary>
    internal RunMoment? Moment { get; init; }

    /// <summary>How it ended; null while it runs.</summary>
    internal RunEnd? End { get; init; }

    /// <summary>Why it is no longer followed without having ended; null where it is.</summary>
    public string? Trouble { get; init; }

    /// <summary>How many networks have arrived.</summary>
    public int Networks { get; init; }

    /// <summary>Whether nothing more will arrive.</summary>
    public bool IsOver => End is not null || Trouble is not null;
}
