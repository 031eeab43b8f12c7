using Backprop.Networks;
using Backprop.Parameters;

namespace Backprop.Training;

/// <summary>
/// The weights of the epoch with the smallest validation error, of equal ones the earlier or as the measure wants it; without validation rows those of the last epoch, where they
/// are needed.
/// </summary>
internal sealed class BestWeights(Network network)
{
    /// <summary>The epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    public double Error { get; private set; } = double.PositiveInfinity;

    /// <summary>The weights; null before the first epoch.</summary>
    public ParameterValues? Values { get; private set; }

    /// <summary>Keeps the network's weights where its error is the smallest so far, or with <paramref name="takesEqual"/> no larger than that.</summary>
    public void Offer(int epoch, double error, bool takesEqual = false)
    {
        if (error < Error || (takesEqual && error == Error))
            Keep(epoch, error);
    }

    /// <summary>Keeps the network's weights in place of those kept before.</summary>
    public void Keep(int epoch, double error)
    {
        Set(epoch, error);
        Values!.CopyFrom(network.Parameters.Values);
    }

    /// <summary>Says which epoch is the best, and makes the <see cref="Values"/>, to be filled by the caller.</summary>
    public void Set(int epoch, double error)
    {
        Epoch = epoch;
        Error = error;
        Values ??= network.Parameters.Values.Zeros();
    }

    /// <summary>Keeps what the best weights of a network of the same shape are.</summary>
    public void CopyFrom(BestWeights other)
    {
        if (other.Values is not { } kept)
            return;
        Set(other.Epoch, other.Error);
        Values!.CopyFrom(kept);
    }

    /// <summary>Puts the kept weights back into the network.</summary>
    public void Restore() => CopyTo(network);

    /// <summary>Puts the kept weights, if there are any, into a network of the same shape.</summary>
    public void CopyTo(Network other)
    {
        if (Values is { } kept)
            other.Parameters.Values.CopyFrom(kept);
    }
}
