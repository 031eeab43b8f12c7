using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Verbs;

/// <summary>Computes a model's metrics on labelled rows.</summary>
internal sealed class EvaluateVerb : Verb
{
    private const int MaxClasses = 12;

    private readonly Argument<string> modelFile = ModelArgument.Create();
    private readonly Argument<string> data = DataOptions.Data();
    private readonly DataOptions dataOptions = new();

    public EvaluateVerb() : base("evaluate", "computes a model's metrics on labelled data, beside the baseline", "penguins.safetensors penguins.csv")
    {
        Take(modelFile, data);
        Group("Reading the data", dataOptions.All);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        var model = ModelArgument.Load(line.GetValue(modelFile)!);
        var source = dataOptions.Open(line, host, line.GetValue(data)!, model);
        var (report, rowNotes) = model.Evaluate(source.Test ?? source.Table);
        string[] notes = [.. source.Report.Notes, .. rowNotes.Select(note => note.ToString())];
        string? infinite = Finite.Note(report, out bool none);
        int status = none ? ExitCode.Failed : ExitCode.Done;
        if (line.GetValue(CommonOptions.Json))
        {
            JsonText.WriteObject(host.Out, writer =>
            {
                writer.WriteNumber("rows", report.Rows);
                writer.Number("error", report.Error);
                foreach (var (name, value) in report.Metrics!.Values)
                    writer.Number(name, value);
                report.WriteTargets(writer);
                TrainReport.WriteBaseline(writer, report);
                TrainReport.WriteNotes(writer, infinite is null ? notes : [.. notes, infinite]);
            });
            return status;
        }
        MetricsTable.Write(host.Text, [("model", report)], line.GetValue(CommonOptions.Digits) ?? 4);
        if (report.Metrics is ClassificationMetrics metrics && model.Targets is ClassTargets { Labels: var labels } && labels.Count <= MaxClasses)
            WriteConfusion(host.Text, metrics, labels);
        if (!line.GetValue(CommonOptions.Quiet))
        {
            foreach (string note in notes)
                host.Note($"note: {note}");
            if (infinite is not null)
                host.Warn(infinite);
            if (report.Baseline is not null && report.Rows > 1 && !report.BeatsBaseline)
                host.Warn("on these rows the model is no better than the baseline, which ignores the inputs.");
        }
        return status;
    }

    private static void WriteConfusion(TextWriter output, ClassificationMetrics metrics, IReadOnlyList<string> labels)
    {
        string[][] cells =
        [
            ["true class", .. labels.Select((_, k) => $"[{k + 1}]")],
            .. labels.Select((label, t) => new[] { $"[{t + 1}] {label}" }.Concat(metrics.Confusion[t].Select(count => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture))).ToArray()),
        ];
        int[] widths = Enumerable.Range(0, cells[0].Length).Select(c => cells.Max(row => row[c].Length)).ToArray();
        output.WriteLine();
        output.WriteLine("  rows by true class (down) and predicted class (across)");
        foreach (string[] row in cells)
            output.WriteLine("  " + row[0].PadRight(widths[0]) + string.Concat(row.Skip(1).Select((cell, c) => "  " + cell.PadLeft(widths[c + 1]))));
    }
}
