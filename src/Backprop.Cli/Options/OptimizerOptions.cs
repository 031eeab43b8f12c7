using System.CommandLine;
using System.Globalization;
using Backprop.Cli.Shell;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Cli.Options;

/// <summary>The options for the optimizer and its parameters.</summary>
internal sealed class OptimizerOptions(string defaultNames)
{
    public Option<Optimizer?> Optimizer { get; } = Make.Parsed(Make.Name(TrainingOption.Optimizer), "NAME", Make.Help(TrainingOption.Optimizer, defaultNames), Training.Optimizers.Optimizer.Parse);

    public Option<double?> LearningRate { get; } = Make.Number(Make.Name(TrainingOption.LearningRate), Make.Help(TrainingOption.LearningRate, "the optimizer's own"));

    /// <summary>An option for each parameter of an optimizer besides η.</summary>
    public IReadOnlyList<Option<double?>> Parameters { get; } = [.. Training.Optimizers.Optimizer.All
        .SelectMany(optimizer => optimizer.Parameters, (optimizer, parameter) => (optimizer.Name, parameter)).GroupBy(pair => pair.parameter.Name, StringComparer.Ordinal)
        .Select(group => Make.Number(
            $"--{group.Key}",
            string.Create(CultureInfo.InvariantCulture, $"{group.First().parameter.Meaning}, with {string.Join(", ", group.Select(pair => pair.Name))} (default {group.First().parameter.Value})").Replace("E-0", "e-", StringComparison.Ordinal)))];

    public IEnumerable<Option> All => [Optimizer, LearningRate, .. Parameters];

    /// <summary>Whether --optimizer names one.</summary>
    public bool IsNamed(ParseResult line) => line.GetValue(Optimizer) is not null;

    /// <summary>The optimizer that the options define; null where none of them is given.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="usual">The optimizer that --learning-rate applies to where none is named.</param>
    public Optimizer? Read(ParseResult line, Optimizer usual)
    {
        var named = line.GetValue(Optimizer);
        double? rate = line.GetValue(LearningRate);
        var given = Parameters.Where(option => line.GetValue(option) is not null).ToArray();
        if (named is null && rate is null && given.Length == 0)
            return null;
        var optimizer = named ?? (given.Any(option => option.Name == "--momentum") ? new Momentum() : usual);
        foreach (var option in given)
            optimizer = UsageException.Of(() => optimizer.With(option.Name[2..], line.GetValue(option)!.Value));
        return rate is { } eta ? optimizer with { LearningRate = eta } : optimizer;
    }
}
