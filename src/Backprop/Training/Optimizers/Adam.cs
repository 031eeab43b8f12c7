using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Updates;

namespace Backprop.Training.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2014): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − η·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ) at
/// step t from 1. As in PyTorch and Keras (whose ε is 1e-7).
/// </summary>
public record Adam() : Optimizer(learningRate: 0.001)
{
    /// <inheritdoc/>
    public override string Name => "adam";

    /// <summary>β₁, from 0 to below 1: the share of the mean gradient kept; 0.9 averages over about 10 steps. Default: 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂, from 0 to below 1: the share of the mean square kept; 0.999 averages over about 1,000 steps. Default: 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε, above 0: keeps the step finite where the mean square is 0. Default: 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    internal override IReadOnlyList<OptimizerParameter> Parameters =>
    [
        new("beta1", Beta1, "the share of the mean gradient kept from step to step"), new("beta2", Beta2, "the share of the mean square kept from step to step"),
        new("epsilon", Epsilon, EpsilonMeaning),
    ];

    /// <inheritdoc/>
    internal override Optimizer With(string parameter, double value) => parameter switch
    {
        "beta1" => this with { Beta1 = value },
        "beta2" => this with { Beta2 = value },
        "epsilon" => this with { Epsilon = value },
        _ => base.With(parameter, value),
    };

    // βᵗ are running products: a power function would have to give the same bits everywhere.
    internal override OptimizerRun Start() => new OptimizerRun<Rule>(
        (rate, powers) => new Rule((float)(rate / (1 - powers[0])), (float)(1 / Math.Sqrt(1 - powers[1])), this),
        powers =>
        {
            powers[0] *= Beta1;
            powers[1] *= Beta2;
        },
        1, 1);

    private readonly struct Rule(float rate, float rootScale, Adam adam) : IUpdateRule
    {
        private readonly float beta1 = (float)adam.Beta1, oneMinusBeta1 = (float)(1 - adam.Beta1);
        private readonly float beta2 = (float)adam.Beta2, oneMinusBeta2 = (float)(1 - adam.Beta2);
        private readonly float epsilon = (float)adam.Epsilon;

        public static int StateCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<V>(ref V weight, V gradient, ref V mean, ref V meanSquare) where V : struct, ILanes<V>
        {
            mean = V.FusedMultiplyAdd(V.Broadcast(beta1), mean, V.Broadcast(oneMinusBeta1) * gradient);
            meanSquare = V.FusedMultiplyAdd(V.Broadcast(beta2), meanSquare, V.Broadcast(oneMinusBeta2) * gradient * gradient);
            weight -= V.Broadcast(rate) * mean / V.FusedMultiplyAdd(V.Sqrt(meanSquare), V.Broadcast(rootScale), V.Broadcast(epsilon));
        }
    }
}
