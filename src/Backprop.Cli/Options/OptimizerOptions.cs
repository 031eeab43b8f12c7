using System.CommandLine;
using Backprop.Cli.Shell;
using Backprop.Training.Optimizers;

namespace Backprop.Cli.Options;

/// <summary>The options that say which optimizer steps, and how far.</summary>
internal sealed class OptimizerOptions(Optimizer usual)
{
    public Option<Optimizer?> Optimizer { get; } =
        Make.Parsed("--optimizer", "NAME", $"{string.Join(", ", Training.Optimizers.Optimizer.All.Select(o => o.Name))} (default {usual.Name})", Training.Optimizers.Optimizer.Parse);

    public Option<double?> LearningRate { get; } = Make.Number("--learning-rate", "the learning rate η, such as 0.01 or 1/3 (default: the optimizer's own)");

    public Option<double?> Momentum { get; } = Make.Number("--momentum", "the share of the last step that is kept, with momentum and nesterov (default 0.9)");

    public IEnumerable<Option> All => [Optimizer, LearningRate, Momentum];

    public Optimizer Read(ParseResult line)
    {
        var optimizer = line.GetValue(Optimizer) ?? usual;
        if (line.GetValue(Momentum) is { } share)
        {
            optimizer = optimizer switch
            {
                Momentum momentum => momentum with { Coefficient = share },
                Nesterov nesterov => nesterov with { Coefficient = share },
                Sgd when line.GetValue(Optimizer) is null => new Momentum { Coefficient = share },
                _ => throw new UsageException($"--momentum goes with --optimizer momentum or nesterov, not with {optimizer.Name}"),
            };
        }
        return line.GetValue(LearningRate) is { } rate ? optimizer with { LearningRate = rate } : optimizer;
    }
}
