using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Verbs;

/// <summary>Computes a model's metrics on labelled rows.</summary>
internal sealed class EvaluateVerb : Verb
{
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
        string[] notes = [.. source.Report.Notes, .. rowNotes.Select(note => note.ToString()), .. ClassShift.Note(model, report) is { } shift ? new[] { shift } : []];
        string? infinite = Finite.Note(report, out bool none);
        int status = none ? ExitCode.Failed : ExitCode.Done;
        if (line.GetValue(CommonOptions.Json))
        {
            JsonText.WriteObject(host.Out, writer =>
            {
                writer.WriteNumber("rows", report.Rows);
                writer.Number("error", report.Error);
                PartMetrics.WriteValues(writer, report.Metrics!);
                report.WriteBounds(writer);
                report.WriteTargets(writer);
                EvaluationReport.WriteJson(writer, report, model.Labels);
                TrainReport.WriteBaseline(writer, report);
                TrainReport.WriteNotes(writer, infinite is null ? notes : [.. notes, infinite]);
            });
            return status;
        }
        new EvaluationReport(host.Text, line.GetValue(CommonOptions.Digits) ?? 4).Write(report, model.Labels);
        if (report.Bounds is not null)
            TrainReport.WriteBounds(host.Text, model, report, "evaluated", line.GetValue(CommonOptions.Digits) ?? 4);
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
}
