namespace Backprop.Training.Optimizers;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2017): w ← w(1 − ηλ), then Adam's step. λ = 0.01 unless the options say otherwise; as in
/// PyTorch, except that biases are left alone.
/// </summary>
public sealed record AdamW : Adam
{
    /// <inheritdoc/>
    public override string Name => "adamw";

    internal override double DefaultWeightDecay => 0.01;

    internal override bool DecoupledByDefault => true;
}
