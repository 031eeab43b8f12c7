using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Updates;

namespace Backprop.Training.Optimizers;

/// <summary>Gradient descent, the lecture's: w ← w − ηg.</summary>
public sealed record Sgd() : Optimizer(learningRate: 0.01)
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    internal override OptimizerRun Start() => new OptimizerRun<Rule>((rate, _) => new Rule((float)-rate));

    private readonly struct Rule(float minusRate) : IUpdateRule
    {
        public static int StateCount => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<V>(ref V weight, V gradient, ref V first, ref V second) where V : struct, ILanes<V> =>
            weight = V.FusedMultiplyAdd(V.Broadcast(minusRate), gradient, weight);
    }
}
