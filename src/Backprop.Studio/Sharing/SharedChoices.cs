using Backprop.Layers;
using Backprop.Studio.States;
using Backprop.Training.Optimizers;

namespace Backprop.Studio.Sharing;

/// <summary>Choices of the Train view from elsewhere: in the ranges that the page's own fields have.</summary>
internal static class SharedChoices
{
    private const int MaxText = 300, MaxColumns = 100_000;

    /// <summary>The same choices.</summary>
    /// <exception cref="FormatException">A text, a number or a list that no choice can be.</exception>
    public static TrainChoices Checked(TrainChoices choices)
    {
        Require(choices.Data.Length <= MaxText && !(choices.Target?.Length > MaxText), $"'data' and 'target' must have up to {MaxText} characters.");
        Require(choices.Exclude.Count <= MaxColumns && choices.Exclude.All(column => column is not null), $"'leave' must hold up to {MaxColumns} columns.");
        Require(
            choices.Hidden.Count <= TrainChoices.MaxLayers && choices.Hidden.All(units => units is >= 1 and <= TrainChoices.MaxUnits),
            $"'hidden' must hold up to {TrainChoices.MaxLayers} numbers from 1 to {TrainChoices.MaxUnits}.");
        RequireOneOf("activation", choices.Activation, ActivationFunction.All.Where(function => !function.OutputOnly).Select(function => function.Name));
        RequireOneOf("optimizer", choices.Optimizer, Optimizer.All.Select(optimizer => optimizer.Name));
        RequireBetween("learning_rate", choices.LearningRate, TrainChoices.MinLearningRate, TrainChoices.MaxLearningRate);
        RequireBetween("batch_size", choices.BatchSize, 1, TrainChoices.MaxBatchSize);
        RequireBetween("weight_decay", choices.WeightDecay, 0, TrainChoices.MaxWeightDecay);
        RequireBetween("dropout", choices.Dropout, 0, TrainChoices.MaxDropout);
        RequireBetween("seed", choices.Seed, 0, int.MaxValue);
        RequireBetween("speed", choices.Speed, 0, TrainChoices.MaxSpeed);
        RequireBetween("feature_x", choices.FeatureX, 0, int.MaxValue);
        RequireBetween("feature_y", choices.FeatureY, 0, int.MaxValue);
        return choices;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new FormatException(message);
    }

    private static void RequireOneOf(string name, string text, IEnumerable<string> known) =>
        Require(known.Contains(text, StringComparer.Ordinal), $"'{name}' is '{text}', but must be one of {string.Join(", ", known)}.");

    private static void RequireBetween(string name, double number, double min, double max) =>
        Require(number >= min && number <= max, FormattableString.Invariant($"'{name}' must be from {min} to {max}."));
}
