using Backprop.Networks;
using Backprop.Parameters;
using Backprop.Training.Optimizers;

namespace Backprop.Training;

/// <summary>How training treats some parameters: their factor on the learning rate, their decay and penalty, and what follows from these in the current step.</summary>
/// <param name="factor">What η is multiplied by.</param>
/// <param name="weightDecay">λ.</param>
/// <param name="l1">λ₁.</param>
internal sealed class Treatment(double factor, double weightDecay, double l1)
{
    /// <summary>Which of the optimizer's rules of the step is theirs: one for each factor.</summary>
    public int Rule { get; private init; }

    /// <summary>What the current step does besides the optimizer's rule.</summary>
    public Regularization Regularization { get; private set; } = Regularization.None;

    /// <summary>Whether the optimizer's rule at the full rate is all there is to it.</summary>
    public bool IsPlain => factor == 1 && weightDecay == 0 && l1 == 0;

    /// <summary>What η is multiplied by.</summary>
    public double Factor => factor;

    /// <summary>Whether the current step is the same for both.</summary>
    public bool IsLike(Treatment other) => this == other || (Rule == other.Rule && Regularization == other.Regularization);

    /// <summary>Begins a step.</summary>
    /// <param name="clip">What shortens the gradient to its largest norm; 1 for nothing.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="regularization">What λ is multiplied by.</param>
    /// <param name="decoupled">Whether the decay is applied beside the gradient.</param>
    public void Begin(float clip, double learningRate, double regularization, bool decoupled) => Regularization = decoupled
        ? new Regularization(clip, 0, (float)l1, (float)(1 - learningRate * factor * (regularization * weightDecay)))
        : new Regularization(clip, (float)(regularization * weightDecay), (float)l1, 1);

    /// <summary>The treatment of every parameter of a network; the same object for parameters that are treated alike.</summary>
    /// <exception cref="ArgumentException">A group without a parameter.</exception>
    public static IReadOnlyList<Treatment> Of(Network network, TrainingOptions options)
    {
        var parameters = network.Parameters;
        Check(network, options.Groups);
        var known = new Dictionary<(double Factor, double Decay, double L1), Treatment>();
        var factors = new List<double>();
        return [.. parameters.Select(parameter =>
        {
            bool isWeight = parameter.Role == ParameterRole.Weight;
            (double factor, double decay, double l1) = (1, isWeight ? options.ResolvedWeightDecay : 0, isWeight ? options.L1 : 0);
            foreach (var group in options.Groups.Where(group => group.Has(parameter)))
                (factor, decay) = (group.LearningRateFactor ?? factor, group.WeightDecay ?? decay);
            if (known.TryGetValue((factor, decay, l1), out var treatment))
                return treatment;
            if (!factors.Contains(factor))
                factors.Add(factor);
            return known[(factor, decay, l1)] = new Treatment(factor, decay, l1) { Rule = factors.IndexOf(factor) };
        })];
    }

    /// <summary>Refuses groups without a parameter.</summary>
    /// <exception cref="ArgumentException">There is one; the message names what the network has.</exception>
    public static void Check(Network network, IReadOnlyList<ParameterGroup> groups)
    {
        var parameters = network.Parameters;
        if (groups.FirstOrDefault(group => !parameters.Any(group.Has)) is { } empty)
            throw new ArgumentException(
                $"No parameter of the network {network.Sizes} is in the group '{empty.Name}'. It has {string.Join(", ", parameters.Select(parameter => parameter.Part.Name).Distinct(StringComparer.Ordinal))} "
                + $"in {string.Join(", ", network.Layers.Select((_, l) => FormattableString.Invariant($"layers.{l + 1}")))}.", nameof(groups));
    }
}
