using System.Globalization;
using Backprop.Spelling;

namespace Backprop.Parameters;

/// <summary>Parameters that training treats in a way of their own. Where a parameter is in several groups, the last one that says something counts.</summary>
/// <param name="Name">
/// <c>weights</c>, <c>biases</c> or <c>scale</c>: these parameters of every layer; or a layer such as <c>layers.1</c>; or one parameter such as
/// <c>layers.1.biases</c>.
/// </param>
public sealed record ParameterGroup(string Name)
{
    /// <summary>What the learning rate is multiplied by, from 0 (the parameters stay as they are, but for decay in a form beside the gradient). Default: 1.</summary>
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>λ of the weight decay, at least 0. Default: null, as without the group: that of the options for weights, 0 for biases and scales.</summary>
    public double? WeightDecay { get; init; }

    /// <summary>Such as <c>biases: learning rate x 0.1, weight decay 0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}: learning rate x {LearningRateFactor}{(WeightDecay is { } decay ? $", weight decay {decay}" : "")}");

    internal bool Has(Parameter parameter) =>
        parameter.Part.Name == Name || parameter.Name == Name || (parameter.Name.Length > Name.Length && parameter.Name.StartsWith(Name, StringComparison.Ordinal) && parameter.Name[Name.Length] == '.');

    internal IEnumerable<string> Violations()
    {
        if (!(LearningRateFactor >= 0 && float.IsFinite((float)LearningRateFactor)))
            yield return $"The learning rate factor of {Name} must be a finite number from 0, but is {SinglePrecision.Text(LearningRateFactor)}.";
        if (WeightDecay is { } decay && !(decay >= 0 && float.IsFinite((float)decay)))
            yield return $"The weight decay of {Name} must be a finite number from 0, but is {SinglePrecision.Text(decay)}.";
    }
}
