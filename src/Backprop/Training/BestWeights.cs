using Backprop.Networks;
using Backprop.Numerics.Buffers;

namespace Backprop.Training;

/// <summary>
/// The weights of the epoch with the smallest validation error, of equal ones the earlier; without validation rows those of the last epoch, where they
/// are needed.
/// </summary>
internal sealed class BestWeights(Network network)
{
    private PanelMatrix[]? kept;

    /// <summary>The epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    public double Error { get; private set; } = double.PositiveInfinity;

    /// <summary>The weights of each layer; empty before the first epoch.</summary>
    public IReadOnlyList<PanelMatrix> Matrices => kept ?? [];

    /// <summary>Keeps the network's weights where its error is the smallest so far.</summary>
    public void Offer(int epoch, double error)
    {
        if (error < Error)
            Keep(epoch, error);
    }

    /// <summary>Keeps the network's weights in place of those kept before.</summary>
    public void Keep(int epoch, double error)
    {
        Set(epoch, error);
        for (int l = 0; l < kept!.Length; l++)
            kept[l].CopyFrom(network.Layers[l].Weights);
    }

    /// <summary>Says which epoch is the best, and makes the <see cref="Matrices"/>, to be filled by the caller.</summary>
    public void Set(int epoch, double error)
    {
        Epoch = epoch;
        Error = error;
        kept ??= network.Layers.Select(layer => new PanelMatrix(layer.Inputs, layer.Units)).ToArray();
    }

    /// <summary>Puts the kept weights back into the network.</summary>
    public void Restore()
    {
        for (int l = 0; l < kept?.Length; l++)
            network.Layers[l].Weights.CopyFrom(kept[l]);
    }
}
