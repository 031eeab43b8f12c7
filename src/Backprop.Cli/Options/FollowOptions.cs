using System.CommandLine;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Cli.Studio;
using Backprop.Tabular.Following;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Options;

/// <summary>The options of <c>train</c> that show the training in the studio.</summary>
internal sealed class FollowOptions
{
    private readonly Option<bool> studio = Make.Flag("--studio", "follows the training in the studio, a page in the browser: curves, weights, pause, finish and stop; never changes results");
    private readonly Option<bool> noBrowser = Make.Flag("--no-browser", "with --studio: opens no browser; the address is printed either way");

    public IEnumerable<Option> All => [studio, noBrowser];

    /// <summary>Starts the studio; null where it is not wanted or cannot be started.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="host">What the command runs in.</param>
    /// <param name="plan">The training.</param>
    /// <param name="data">The data.</param>
    /// <param name="output">The file of the model.</param>
    /// <param name="checkpoint">The file of the checkpoints; null for none.</param>
    public FollowingStudio? Start(ParseResult line, Host host, TrainingPlan plan, string data, string output, string? checkpoint)
    {
        if (!line.GetValue(studio))
            return null;
        var network = plan.Network;
        var description = new RunDescription(
            data == "-" ? "standard input" : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(data))),
            plan.Targets is { } targets ? string.Join(", ", targets.Columns) : "the last columns", network.Sizes, network.ParameterCount, plan.TrainingRows,
            plan.TrainingOptions.Optimizer.Name, plan.TrainingOptions.BatchSize, checkpoint);
        // The model does not exist yet; the page may open it once it does.
        string[] args = [.. line.GetValue(noBrowser) ? ["--no-browser"] : Array.Empty<string>(), Path.GetFullPath(output), .. data == "-" ? [] : new[] { Path.GetFullPath(data) }];
        return FollowingStudio.Start(host, line.GetValue(CommonOptions.Quiet), description, RunSample.Of(plan), args);
    }
}
