using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Cli.Studio;
using Backprop.Files;
using Backprop.Tabular.Following;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Cli.Verbs;

/// <summary>Trains a model and saves it.</summary>
internal sealed class TrainVerb : Verb
{
    /// <summary>The maximum number of columns that an error lists as excluded while reading.</summary>
    private const int MaxLeftOut = 10;

    private readonly Argument<string> data = DataOptions.Data();
    private readonly Option<string?> modelFile = Make.Text("--model", "FILE", "the file to write the model to (default: the data's name with .safetensors, in the current folder)");
    private readonly Option<string?> start = Make.Text("--from", "MODEL", "starts from the weights of this model or bare network (a warm start)");
    private readonly DataOptions dataOptions = new();
    private readonly ModelChoices choices = new();
    private readonly CheckpointOptions checkpoints = new();
    private readonly FollowOptions follow = new();

    public TrainVerb() : base(
        "train",
        "trains a model on a table and saves it; shows what it found in the data, the progress, and the metrics beside a baseline",
        "penguins.csv --target species",
        "houses.csv --target price --hidden 64,32 --epochs 200 --model houses.safetensors",
        "point.csv --from net.safetensors --batch 1 --epochs 1 --validation 0",
        "penguins.csv --target species --studio")
    {
        Take(data);
        Group("Model", [modelFile, start]);
        Group("Rows and target", choices.Data);
        Group("Network", choices.Network);
        Group("Training", [.. choices.Training, .. checkpoints.All]);
        Group("Studio", follow.All);
        Group("Reading the data", dataOptions.All);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        string path = line.GetValue(data)!;
        string output = line.GetValue(modelFile) ?? DefaultModel(path);
        RequirePlaces(line, host, path, output);
        var from = line.GetValue(start) is { } file ? ModelArgument.Load(file) : null;
        var source = dataOptions.Open(line, host, path, from?.Format, from?.Targets?.Columns ?? line.GetValue(choices.Target));
        IReadOnlyList<string> notes = source.Report.Notes;
        var options = choices.Read(line, source, from, dataOptions.Kept(line), test =>
        {
            var tested = dataOptions.Open(line, host, test, source.Table.Format);
            notes = [.. notes, .. tested.Report.Notes.Select(note => $"{tested.Report.Source}: {note}")];
            return tested;
        });
        options = checkpoints.Read(line, options);
        bool json = line.GetValue(CommonOptions.Json), quiet = line.GetValue(CommonOptions.Quiet);
        var report = new TrainReport(json || quiet ? TextWriter.Null : host.Text, line.GetValue(CommonOptions.Digits) ?? 4);
        if (!json && !quiet)
            DataReport.Write(host.Text, source, notes, options.Targets, host.Width);
        var plan = WithExcluded(source, () => TrainingPlan.Prepare(source.Table, options));
        using var watching = host.Watching();
        report.Plan(plan, options);
        if (options.Resume is { } resumed && !quiet)
            host.Note(FormattableString.Invariant($"resuming in epoch {resumed.Epoch}, after step {resumed.Step}"));
        using var studio = follow.Start(line, host, plan, path, output, checkpoints.File(line));
        if (Train(line, plan, output, host, studio, json || quiet) is not { } model)
            return host.StopStatus();
        if (json)
            TrainReport.WriteJson(host.Out, source, notes, plan, options, model, output);
        else
            new TrainReport(host.Text, line.GetValue(CommonOptions.Digits) ?? 4).Result(model, output, quiet ? null : Next(host, path, output), plan.Notes.Count);
        if (!quiet)
            TrainReport.WarnOfBaseline(host, model);
        return model.Record!.End == TrainingEnd.Request ? host.StopStatus() : ExitCode.Done;
    }

    /// <summary>Prepares or does a training. Where the data do not allow it, the columns that were excluded while reading may be the reason.</summary>
    internal static T WithExcluded<T>(DataSource source, Func<T> train)
    {
        try
        {
            return UsageException.Of(train);
        }
        catch (DataException exception) when (source.Report.Columns.Any(column => column.Ignored is not null))
        {
            string[] left = [.. source.Report.Columns.Where(column => column.Ignored is not null).Select(column => $"'{column.Name}' ({column.Ignored})")];
            string more = left.Length > MaxLeftOut ? $" and {left.Length - MaxLeftOut} more" : "";
            throw new DataException($"{exception.Message} Excluded while reading: {string.Join(", ", left.Take(MaxLeftOut))}{more}.", exception);
        }
    }

    /// <summary>
    /// Trains and saves; null where it was interrupted, during training or after it, without a model to report. The interruption has then been reported.
    /// </summary>
    private Model? Train(ParseResult line, TrainingPlan plan, string output, Host host, FollowingStudio? studio, bool drawNothing)
    {
        using var progress = new ProgressLine(host, drawNothing);
        bool keeps = checkpoints.KeepsModel(line);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(studio?.Stop ?? default, keeps ? default : host.Stop);
        using var finish = CancellationTokenSource.CreateLinkedTokenSource(studio?.Finish ?? default, keeps ? host.Stop : default);
        bool IsAsked() => stop.IsCancellationRequested || finish.IsCancellationRequested;
        IProgress<TrainingProgress> watch = new CheckpointWatch(progress, host, line.GetValue(CommonOptions.Quiet));
        try
        {
            // Where nothing can ask for them, the weights of the last epoch need not be kept.
            using var training = plan.Begin(keepsLast: keeps || studio is not null);
            training.Train(studio?.Watch(watch, progress.Dispose) ?? watch, studio is null ? null : studio.WaitWhilePaused, stop.Token, finish.Token);
            var model = training.Complete(stop.Token, keeps || studio is not null ? finish.Token : default);
            model.Save(output);
            progress.Dispose();
            bool isEarly = model.Record!.End == TrainingEnd.Request;
            string epochs = isEarly ? Epochs(model.Record) : "";
            studio?.End(new RunEnd(isEarly ? RunOutcome.Finished : RunOutcome.Done, Path.GetFullPath(output), epochs));
            if (isEarly)
                host.Note($"{Stopped(host)}: {epochs} The model was written to {output}.{GoOn(line, host)}");
            if (isEarly || !IsAsked())
                return model;
            host.Note($"{Stopped(host)}: the training had ended, and its model was written to {output}; 'evaluate' computes its metrics");
            return null;
        }
        catch (OperationCanceledException exception) when (IsAsked())
        {
            progress.Dispose();
            if (exception.InnerException is IOException)
                host.Warn(exception.Message);
            string kept = Kept(line, output, host, stop.IsCancellationRequested
                ? keeps ? "" : " (with --on-interrupt keep, Ctrl-C writes the model of the best epoch so far)"
                : ", because no epoch was complete");
            studio?.End(new RunEnd(RunOutcome.Stopped, null, kept));
            host.Note($"{Stopped(host)}: {kept}");
            return null;
        }
        catch (Exception exception)
        {
            progress.Dispose();
            studio?.End(new RunEnd(RunOutcome.Failed, null, exception.Message));
            throw;
        }
    }

    private static string Stopped(Host host) => host.Stop.IsCancellationRequested ? ExitCode.Word(host.StopStatus()) : "stopped in the studio";

    private static string Epochs(TrainingRecord record)
    {
        string best = record.BestEpoch < record.History.Count || record.History[^1].ValidationError is not null ? "the best so far" : "the last";
        return FormattableString.Invariant($"training ended early, after {Words.Count(record.History.Count, "epoch")}, with the weights of epoch {record.BestEpoch}, {best}.");
    }

    /// <summary>What an interrupted training leaves, and how to continue.</summary>
    private string Kept(ParseResult line, string output, Host host, string why)
    {
        string old = File.Exists(output) ? $"; {output} is unchanged" : "";
        return $"no model was written{why}{old}." + (GoOn(line, host) is { Length: > 0 } command ? command : " The same command starts the training again.");
    }

    /// <summary>How to continue from the checkpoint; empty where none is written.</summary>
    private string GoOn(ParseResult line, Host host) =>
        checkpoints.File(line) is null ? "" : $" To continue from there:{Environment.NewLine}  {checkpoints.Command(line, host)}";

    private static string Next(Host host, string data, string output) =>
        $"{host.Program} predict {Words.Quote(output)} {(data == "-" ? "new.csv" : Words.Quote(data))}";

    private static string DefaultModel(string data)
    {
        string name = data.Length == 0 || data == "-" ? "" : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(data)));
        if (name.Trim('.').Length == 0)
            return "model.safetensors";
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            name = name[..^3];
        return Path.ChangeExtension(name, ".safetensors");
    }

    // Checked now, and not after hours of training.
    private void RequirePlaces(ParseResult line, Host host, string path, string output)
    {
        if (output.Length == 0)
            throw new UsageException("--model: the file name is empty");
        (string?, string)[] tables = [(path, "the data"), (choices.TestFile(line), "the test data")];
        // A model may replace the one that it started from: that continues its training.
        OutputFile.RequireNotRead("--model", output, tables);
        OutputFile.RequireModel("--model", output);
        AtomicFile.RequireWritable(output);
        checkpoints.RequirePlace(line, host, output, [.. tables, (line.GetValue(start), "the model to start from")]);
    }
}
