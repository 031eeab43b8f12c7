using Backprop.Numerics.Lanes;
using Backprop.Numerics.Updates;

namespace Backprop.Training.Optimizers;

/// <summary>An optimizer at work: its scalars at the current step, and its arithmetic over spans of weights.</summary>
internal abstract class OptimizerRun(double[] scalars)
{
    /// <summary>What changes from step to step beside the moments, such as Adam's βᵗ; belongs into a checkpoint.</summary>
    public double[] Scalars { get; } = scalars;

    /// <summary>Numbers kept beside each weight from step to step: 0, 1 or 2.</summary>
    public abstract int Moments { get; }

    /// <summary>Begins a step with learning rate η.</summary>
    public abstract void Begin(double learningRate);

    /// <summary>Updates weights of any number, element by element; the regularization leaves biases alone where told so.</summary>
    public abstract void Update(
        VectorWidth width, in Regularization regularization, Span<float> weights, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second);
}

/// <summary>The run of an optimizer whose arithmetic is <typeparamref name="TRule"/>.</summary>
/// <param name="next">The rule of the next step from η and the scalars, which it may change.</param>
/// <param name="scalars">The scalars before the first step.</param>
internal sealed class OptimizerRun<TRule>(Func<double, double[], TRule> next, params double[] scalars) : OptimizerRun(scalars)
    where TRule : struct, IUpdateRule
{
    private TRule rule;

    public override int Moments => TRule.StateCount;

    public override void Begin(double learningRate) => rule = next(learningRate, Scalars);

    public override void Update(
        VectorWidth width, in Regularization regularization, Span<float> weights, ReadOnlySpan<float> gradients, Span<float> first, Span<float> second)
    {
        if (regularization.IsNone)
            Numerics.Updates.Update.Run(width, rule, weights, gradients, first, second);
        else
            Numerics.Updates.Update.Run(width, new RegularizedRule<TRule>(rule, regularization), weights, gradients, first, second);
    }
}
