using Backprop.Numerics.Updates;

namespace Backprop.Training.Optimizers;

/// <summary>Gradient descent, the lecture's: w ← w − ηg.</summary>
public sealed record Sgd() : Optimizer(learningRate: 0.01)
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    internal override int Moments => 0;

    internal override OptimizerRun Start() => new OptimizerRun<Rule>((rate, _) => new Rule((float)-rate));

    private readonly struct Rule(float minusRate) : IUpdateRule
    {
        public void Update<V>(ref V weight, V gradient, ref V first, ref V second) where V : struct, Numerics.Lanes.ILanes<V> =>
            weight = V.FusedMultiplyAdd(V.Broadcast(minusRate), gradient, weight);
    }
}
