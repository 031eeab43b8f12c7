using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Validation;

namespace Backprop.Cli.Verbs;

/// <summary>Estimates by cross-validation how good a training is on new rows.</summary>
internal sealed class CrossvalidateVerb : Verb
{
    private readonly Argument<string> data = DataOptions.Data();
    private readonly Option<int?> folds = Make.Whole("--folds", "the number of folds: models that are trained, each tested on the rows of its fold (default 5)", least: 2);
    private readonly Option<int?> repeats = Make.Whole("--repeats", "how many times the rows are divided in folds, each time by another seed (default 1)");
    private readonly Option<string?> timeOrder = Make.Text("--time-order", "COLUMN", "a column of dates or numbers that orders the rows: each fold is tested on rows later than those it was trained on");
    private readonly DataOptions dataOptions = new();
    private readonly ModelChoices choices = new();

    /// <summary>Options of train that are refused with a reason.</summary>
    private readonly (Option Option, string Reason)[] refused =
    [
        .. Refused("the test rows are those of the folds.", "--test", "--split-column"), .. Refused("a cross-validation saves no model; train does.", "--model", "--on-interrupt"),
        .. Refused("each fold trains new networks, because a trained model may have learned from the test rows.", "--from"),
        .. Refused("a cross-validation writes no checkpoints and is not resumed.", "--checkpoint", "--resume"), .. Refused("the studio follows a single training; train has this option.", "--studio"),
    ];

    public CrossvalidateVerb() : base(
        "crossvalidate",
        "estimates how good a training is on new rows: trains on all folds of a table but one, tests on that one, and so for each; saves no model",
        "penguins.csv --target species",
        "visits.csv --target outcome --folds 10 --repeats 3 --group patient",
        "sales.csv --target units --time-order date --recipe plain")
    {
        Take(data);
        Group("Folds", [folds, repeats, timeOrder]);
        Group("Rows and target", choices.DataWithoutTest);
        Group("Network", choices.Network);
        Group("Training", choices.Training);
        Group("Reading the data", dataOptions.All);
        Common();
        foreach (var (option, _) in refused)
            Options.Add(option);
    }

    public override int Run(ParseResult line, Host host)
    {
        foreach (var (option, reason) in refused)
        {
            if (line.GetResult(option) is not null)
                throw new UsageException($"{option.Name}: {reason}");
        }
        var usual = new CrossValidationOptions();
        var how = usual with { Folds = line.GetValue(folds) ?? usual.Folds, Repeats = line.GetValue(repeats) ?? usual.Repeats, TimeOrder = line.GetValue(timeOrder) };
        var source = dataOptions.Open(line, host, line.GetValue(data)!, targets: line.GetValue(choices.Target), read: how.TimeOrder);
        string[] notes = [.. source.Report.Notes, .. source.Test is { } apart ? new[] { $"the {Words.Count(apart.Rows, "test row")} of the data are not used" } : []];
        var options = Read(line, source, how);
        bool json = line.GetValue(CommonOptions.Json), quiet = line.GetValue(CommonOptions.Quiet);
        int digits = line.GetValue(CommonOptions.Digits) ?? 4, shown = 0;
        if (!json && !quiet)
            DataReport.Write(host.Text, source, notes, options.Targets, host.Width);
        using var watching = host.Watching();
        CrossValidationResult result;
        using (var progress = new ProgressLine(host, json || quiet))
        {
            result = TrainVerb.WithExcluded(source, () => CrossValidation.Run(source.Table, options, how, plan =>
            {
                shown = plan.DataNotes.Count;
                new TrainReport(json || quiet ? TextWriter.Null : host.Text, digits).Plan(plan, options, CrossvalidateReport.Rows(plan, options, how), plan.DataNotes, "--json");
            }, progress, host.Stop));
        }
        if (json)
            CrossvalidateReport.WriteJson(host.Out, notes, options, how, result);
        else
            new CrossvalidateReport(host.Text, digits).Write(result, how, shown, quiet ? null : Next(line, host));
        if (!quiet && !result.BeatsBaseline)
            host.Warn("over the folds the models are no better than the baseline, which ignores the inputs. The inputs may not determine the target, or training needs other settings.");
        return ExitCode.Done;
    }

    private static IEnumerable<(Option, string)> Refused(string reason, params string[] names) =>
        names.Select(name => ((Option)new Option<string?>(name) { Hidden = true, Arity = ArgumentArity.ZeroOrOne }, reason));

    private ModelOptions Read(ParseResult line, DataSource source, CrossValidationOptions how)
    {
        var options = choices.Read(line, source, from: null, dataOptions.Kept(line), file => throw new InvalidOperationException($"{file}: there is no option for it."));
        options = options with { TestTable = null, Exclude = how.TimeOrder is { } time && dataOptions.IsIgnored(line, time) ? [time] : [] };
        return how.Violations(options) is { Count: > 0 } violations ? throw new UsageException(string.Join(" ", violations)) : options;
    }

    /// <summary>The training by the same options with all rows.</summary>
    private string Next(ParseResult line, Host host)
    {
        var words = new List<string>(line.Tokens.Select(token => token.Value));
        foreach (string name in new[] { folds.Name, repeats.Name, timeOrder.Name })
        {
            int given = words.IndexOf(name);
            if (given >= 0)
                words.RemoveRange(given, 2);
        }
        return string.Join(' ', words.Skip(1).Select(Words.Quote).Prepend("train").Prepend(host.Program).Append("--test 0"));
    }
}
