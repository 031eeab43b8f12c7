using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Updates;

namespace Backprop.Training.Optimizers;

/// <summary>
/// Gradient descent with momentum (Polyak 1964): v ← μv + g, w ← w − ηv. As in PyTorch; Keras keeps ηv as its velocity instead, which
/// differs where η changes.
/// </summary>
public sealed record Momentum() : Optimizer(learningRate: 0.01)
{
    /// <inheritdoc/>
    public override string Name => "momentum";

    /// <summary>μ, from 0 to below 1: the share of the velocity kept. Default: 0.9.</summary>
    public double Coefficient { get; init; } = 0.9;

    /// <inheritdoc/>
    internal override IReadOnlyList<OptimizerParameter> Parameters => [new("momentum", Coefficient, MomentumMeaning)];

    /// <inheritdoc/>
    internal override Optimizer With(string parameter, double value) => parameter == "momentum" ? this with { Coefficient = value } : base.With(parameter, value);

    internal override OptimizerRun Start() => new OptimizerRun<Rule>((rate, _) => new Rule((float)-rate, (float)Coefficient));

    private readonly struct Rule(float minusRate, float mu) : IUpdateRule
    {
        public static int StateCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<V>(ref V weight, V gradient, ref V velocity, ref V unused) where V : struct, ILanes<V>
        {
            velocity = V.FusedMultiplyAdd(V.Broadcast(mu), velocity, gradient);
            weight = V.FusedMultiplyAdd(V.Broadcast(minusRate), velocity, weight);
        }
    }
}
