using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Updates;

namespace Backprop.Training.Optimizers;

/// <summary>
/// RMSProp (Tieleman and Hinton 2012): s ← ρs + (1 − ρ)g², w ← w − ηg/(√s + ε). ε is outside the root, as in PyTorch, whose ρ is 0.99;
/// Keras has it inside.
/// </summary>
public sealed record RmsProp() : Optimizer(learningRate: 0.001)
{
    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <summary>ρ, from 0 to below 1: the share of the mean square kept. Default: 0.9, as in Hinton's lecture.</summary>
    public double Decay { get; init; } = 0.9;

    /// <summary>ε, above 0: keeps the step finite where the mean square is 0. Default: 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <inheritdoc/>
    internal override IReadOnlyList<OptimizerParameter> Parameters => [new("decay", Decay, "the share of the mean square kept from step to step"), new("epsilon", Epsilon, EpsilonMeaning)];

    /// <inheritdoc/>
    internal override Optimizer With(string parameter, double value) => parameter switch
    {
        "decay" => this with { Decay = value },
        "epsilon" => this with { Epsilon = value },
        _ => base.With(parameter, value),
    };

    internal override OptimizerRun Start() =>
        new OptimizerRun<Rule>((rate, _) => new Rule((float)rate, (float)Decay, (float)(1 - Decay), (float)Epsilon));

    private readonly struct Rule(float rate, float rho, float oneMinusRho, float epsilon) : IUpdateRule
    {
        public static int StateCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<V>(ref V weight, V gradient, ref V meanSquare, ref V unused) where V : struct, ILanes<V>
        {
            meanSquare = V.FusedMultiplyAdd(V.Broadcast(rho), meanSquare, V.Broadcast(oneMinusRho) * gradient * gradient);
            weight -= V.Broadcast(rate) * gradient / (V.Sqrt(meanSquare) + V.Broadcast(epsilon));
        }
    }
}
