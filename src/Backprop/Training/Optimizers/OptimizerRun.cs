using Backprop.Numerics.Lanes;
using Backprop.Numerics.Updates;

namespace Backprop.Training.Optimizers;

/// <summary>An optimizer at work: its scalars at the current step, and its arithmetic over spans of weights.</summary>
internal abstract class OptimizerRun(double[] scalars)
{
    /// <summary>The state that changes from step to step besides the moments, such as Adam's βᵗ; part of a checkpoint.</summary>
    public double[] Scalars { get; } = scalars;

    /// <summary>The number of moments of each weight: 0, 1 or 2.</summary>
    public abstract int Moments { get; }

    /// <summary>Begins a step.</summary>
    /// <param name="learningRates">η of each rule.</param>
    public abstract void Begin(ReadOnlySpan<double> learningRates);

    /// <summary>Updates weights of any number, element by element, by one of the step's rules.</summary>
    public abstract void Update(
        VectorWidth width, int rule, in Regularization regularization, Span<float> weights, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second);
}

/// <summary>The run of an optimizer whose arithmetic is <typeparamref name="TRule"/>.</summary>
/// <param name="make">The rule of a step from η and the scalars.</param>
/// <param name="advance">Moves the scalars to the next step; null where there are none.</param>
/// <param name="scalars">The scalars before the first step.</param>
internal sealed class OptimizerRun<TRule>(Func<double, double[], TRule> make, Action<double[]>? advance = null, params double[] scalars) : OptimizerRun(scalars)
    where TRule : struct, IUpdateRule
{
    private TRule[] rules = [];

    public override int Moments => TRule.StateCount;

    public override void Begin(ReadOnlySpan<double> learningRates)
    {
        advance?.Invoke(Scalars);
        if (rules.Length != learningRates.Length)
            rules = new TRule[learningRates.Length];
        for (int i = 0; i < rules.Length; i++)
            rules[i] = make(learningRates[i], Scalars);
    }

    public override void Update(
        VectorWidth width, int rule, in Regularization regularization, Span<float> weights, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second)
    {
        if (regularization.IsNone)
            Numerics.Updates.Update.Run(width, rules[rule], weights, gradients, first, second);
        else
            Numerics.Updates.Update.Run(width, new RegularizedRule<TRule>(rules[rule], regularization), weights, gradients, first, second);
    }
}
