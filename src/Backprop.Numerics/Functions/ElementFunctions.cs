namespace Backprop.Numerics.Functions;

/// <summary>The elementwise functions. The formulas are in the operators of this folder, one file each, h beside h'.</summary>
internal static class ElementFunctions
{
    /// <summary>h(a) = a.</summary>
    public static ElementFunction Identity { get; } = new ValueSlopeFunction<IdentityOperator>(default);

    /// <summary>h(a) = 1/(1 + exp(−a)), h' = z − z².</summary>
    public static ElementFunction Sigmoid { get; } = new ValueSlopeFunction<SigmoidOperator>(default);

    /// <summary>h(a) = tanh(a), h' = 1 − z².</summary>
    public static ElementFunction Tanh { get; } = new ValueSlopeFunction<TanhOperator>(default);

    /// <summary>h(a) = max(a, 0), h' = 1 for a &gt; 0, else 0.</summary>
    public static ElementFunction Relu { get; } = new ValueSlopeFunction<ReluOperator>(default);

    /// <summary>h(a) = λa for a &gt; 0, else λα(exp(a) − 1), with the λ = 1.0507… and α = 1.6732… of Klambauer et al. (2017).</summary>
    public static ElementFunction Selu { get; } =
        new ValueSlopeFunction<EluOperator>(new EluOperator(alpha: 1.6732632423543772, lambda: 1.0507009873554805));

    /// <summary>h(a) = a·Φ(a) with the normal distribution function Φ, not its tanh approximation.</summary>
    public static ElementFunction Gelu { get; } = new StoredSlopeFunction<GeluOperator>(default);

    /// <summary>h(a) = a/(1 + exp(−a)), also called swish.</summary>
    public static ElementFunction Silu { get; } = new StoredSlopeFunction<SiluOperator>(default);

    /// <summary>h(a) = a·tanh(ln(1 + exp(a))).</summary>
    public static ElementFunction Mish { get; } = new StoredSlopeFunction<MishOperator>(default);

    /// <summary>h(a) = ln(1 + exp(a)).</summary>
    public static ElementFunction Softplus { get; } = new StoredSlopeFunction<SoftplusOperator>(default);

    /// <summary>h(a) = a/(1 + |a|), h' = (1 − |z|)².</summary>
    public static ElementFunction Softsign { get; } = new ValueSlopeFunction<SoftsignOperator>(default);

    /// <summary>h(a) = exp(a), h' = z; infinite above 88.7.</summary>
    public static ElementFunction Exponential { get; } = new ValueSlopeFunction<ExponentialOperator>(default);

    /// <summary>h(a) = a for a &gt; 0, else slope·a; h' = 1 for a &gt; 0, else slope.</summary>
    /// <param name="slope">Positive and finite; usually 0.01.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is not positive or not finite: its sign could not be derived from z.</exception>
    public static ElementFunction LeakyRelu(float slope) => new ValueSlopeFunction<LeakyReluOperator>(new LeakyReluOperator(CheckPositive(slope, nameof(slope))));

    /// <summary>h(a) = a for a &gt; 0, else α(exp(a) − 1); h' = 1 for a &gt; 0, else z + α.</summary>
    /// <param name="alpha">Positive and finite; usually 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is not positive or not finite.</exception>
    public static ElementFunction Elu(float alpha) => new ValueSlopeFunction<EluOperator>(new EluOperator(CheckPositive(alpha, nameof(alpha)), lambda: 1));

    private static float CheckPositive(float value, string name) =>
        value > 0 && float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "The parameter must be positive and finite.");
}
