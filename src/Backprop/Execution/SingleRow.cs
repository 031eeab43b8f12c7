using Backprop.Numerics.Chains;

namespace Backprop.Execution;

/// <summary>One row through small layers from start to finish, on the calling thread.</summary>
internal sealed class SingleRow : Strategy
{
    private readonly NetworkPass pass;
    private readonly RowChain chain;

    private SingleRow(NetworkPass pass, RowChain chain) => (this.pass, this.chain) = (pass, chain);

    /// <summary>Such a way, or null where the layers are too large for it or of other kinds.</summary>
    public static SingleRow? Of(NetworkPass pass)
    {
        var links = new List<ChainLayer>();
        foreach (var layer in pass.Layers)
            if (layer.ForChain() is { } link)
                links.Add(link);
        return links.Count == pass.Layers.Length && RowChain.Of(pass.Width, pass.Inputs, links) is { } chain ? new SingleRow(pass, chain) : null;
    }

    /// <summary>Every a and z.</summary>
    public void Forward()
    {
        pass.InputCopies?.FillFirst();
        chain.Forward();
    }

    public override double Propagate(int rows)
    {
        Forward();
        return pass.EvaluateErrors(0, rows);
    }

    public override void Differentiate(int rows, float scale) => chain.Backward(scale);
}
