using System.Globalization;
using Backprop.Spelling;

namespace Backprop.Parameters;

/// <summary>Parameters with their own treatment in training. Where a parameter is in several groups, the last one that sets a value counts.</summary>
/// <param name="Name">
/// <c>weights</c>, <c>biases</c> or <c>scale</c>: these parameters of every layer; or a layer such as <c>layers.1</c>; or one parameter such as
/// <c>layers.1.biases</c>.
/// </param>
public sealed record ParameterGroup(string Name)
{
    /// <summary>What the learning rate is multiplied by, from 0 (the parameters do not change). Default: null, the group does not change it.</summary>
    public double? LearningRateFactor { get; init; }

    /// <summary>λ of the weight decay, at least 0. Default: null, the group does not change it: without a group it is that of the options for weights, and 0 for biases and scales.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>Such as <c>biases: learning rate x 0.1, weight decay 0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}:{(LearningRateFactor is { } factor ? $" learning rate x {factor}" : "")}{(this is { LearningRateFactor: not null, WeightDecay: not null } ? "," : "")}{(WeightDecay is { } decay ? $" weight decay {decay}" : "")}");

    internal bool Has(Parameter parameter) =>
        parameter.Part.Name == Name || parameter.Name == Name || (parameter.Name.Length > Name.Length && parameter.Name.StartsWith(Name, StringComparison.Ordinal) && parameter.Name[Name.Length] == '.');

    internal IEnumerable<string> Violations()
    {
        if (LearningRateFactor is { } factor && !(factor >= 0 && float.IsFinite((float)factor)))
            yield return $"The learning rate factor of {Name} must be a finite number from 0, but is {SinglePrecision.Text(factor)}.";
        if (WeightDecay is { } decay && !(decay >= 0 && float.IsFinite((float)decay)))
            yield return $"The weight decay of {Name} must be a finite number from 0, but is {SinglePrecision.Text(decay)}.";
    }
}
