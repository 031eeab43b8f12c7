using System.CommandLine;
using Backprop.Cli.Shell;
using Backprop.Training.Optimizers;

namespace Backprop.Cli.Options;

/// <summary>The options that say which optimizer steps, and how far.</summary>
internal sealed class OptimizerOptions(string usualNames)
{
    public Option<Optimizer?> Optimizer { get; } =
        Make.Parsed("--optimizer", "NAME", $"{string.Join(", ", Training.Optimizers.Optimizer.All.Select(o => o.Name))} (default {usualNames})", Training.Optimizers.Optimizer.Parse);

    public Option<double?> LearningRate { get; } = Make.Number("--learning-rate", "the learning rate η, such as 0.01 or 1/3 (default: the optimizer's own)");

    public Option<double?> Momentum { get; } = Make.Number("--momentum", "the share of the last step that is kept, with momentum and nesterov (default 0.9)");

    public IEnumerable<Option> All => [Optimizer, LearningRate, Momentum];

    /// <summary>Whether --optimizer names one.</summary>
    public bool IsNamed(ParseResult line) => line.GetValue(Optimizer) is not null;

    /// <summary>The optimizer as the options say; null where they say nothing.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="usual">What --learning-rate is meant for where no optimizer is named.</param>
    public Optimizer? Read(ParseResult line, Optimizer usual)
    {
        var named = line.GetValue(Optimizer);
        double? rate = line.GetValue(LearningRate), share = line.GetValue(Momentum);
        if (named is null && rate is null && share is null)
            return null;
        var optimizer = named ?? (share is null ? usual : new Momentum());
        if (share is { } coefficient)
        {
            optimizer = optimizer switch
            {
                Momentum momentum => momentum with { Coefficient = coefficient },
                Nesterov nesterov => nesterov with { Coefficient = coefficient },
                _ => throw new UsageException($"--momentum goes with --optimizer momentum or nesterov, not with {optimizer.Name}"),
            };
        }
        return rate is { } eta ? optimizer with { LearningRate = eta } : optimizer;
    }
}
