using System.Runtime.CompilerServices;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Updates;

namespace Backprop.Training.Optimizers;

/// <summary>
/// Nesterov's momentum in the form of Sutskever et al. (2013), as in PyTorch: v ← μv + g, w ← w − η(g + μv): the step looks ahead along the velocity.
/// </summary>
public sealed record Nesterov() : Optimizer(learningRate: 0.01)
{
    /// <inheritdoc/>
    public override string Name => "nesterov";

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
            var share = V.Broadcast(mu);
            velocity = V.FusedMultiplyAdd(share, velocity, gradient);
            weight = V.FusedMultiplyAdd(V.Broadcast(minusRate), V.FusedMultiplyAdd(share, velocity, gradient), weight);
        }
    }
}
