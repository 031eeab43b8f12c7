using System.CommandLine;
using System.Text;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Files;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Verbs;

/// <summary>Predicts every row of a table.</summary>
internal sealed class PredictVerb : Verb
{
    private readonly Argument<string> modelFile = ModelArgument.Create();
    private readonly Argument<string> data = DataOptions.Data();
    private readonly Option<string?> output = Make.File("--output", "writes the CSV to a file, as a whole or not at all, instead of standard output (-)", "-o");
    private readonly Option<bool> safe = Make.Flag("--safe-for-spreadsheets", "writes an apostrophe before labels and names that a spreadsheet program would run as formulas (=1+1)");
    private readonly DataOptions dataOptions = new();

    public PredictVerb() : base(
        "predict",
        "predicts every row of a table, in its order: a CSV with prediction, and for classes probability:CLASS; where the model has them, low and high of the interval, or the set of classes",
        "penguins.safetensors new.csv",
        "penguins.safetensors new.csv -o predictions.csv")
    {
        Take(modelFile, data);
        Group("Output", [output, safe]);
        Group("Reading the data", dataOptions.All);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        string? path = line.GetValue(output) is { } name && name != "-" ? name : null;
        if (path is { Length: > 0 })
            OutputFile.RequireNotRead("--output", path, (line.GetValue(modelFile), "the model"), (line.GetValue(data), "the data"));
        var model = ModelArgument.Load(line.GetValue(modelFile)!);
        var source = dataOptions.Open(line, host, line.GetValue(data)!, model);
        var predictions = model.Predict(source.Test ?? source.Table);
        var csv = new PredictionCsv(model, line.GetValue(CommonOptions.Digits), line.GetValue(safe));
        bool json = line.GetValue(CommonOptions.Json);
        string? infinite = Finite.Note(predictions, out bool none);
        if (path is not null)
            Save(path, csv, predictions, host);
        if (json)
            WriteJson(host.Out, model, predictions, [.. source.Report.Notes, .. predictions.Notes.Select(note => note.ToString()), .. infinite is null ? Array.Empty<string>() : [infinite]], path);
        else if (path is null)
            csv.Write(host.Out, predictions, host.Stop);
        if (!line.GetValue(CommonOptions.Quiet))
        {
            foreach (string note in source.Report.Notes.Concat(predictions.Notes.Select(note => note.ToString())))
                host.Note($"note: {note}");
            if (infinite is not null)
                host.Warn(infinite);
            if (path is not null)
                host.Note($"{Words.Count(predictions.Count, "prediction")} written to {path}");
        }
        return none ? ExitCode.Failed : ExitCode.Done;
    }

    private static void Save(string path, PredictionCsv csv, Predictions predictions, Host host)
    {
        using var watching = host.Watching();
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
            csv.Write(writer, predictions, host.Stop);
        });
    }

    private static void WriteJson(TextWriter output, Model model, Predictions predictions, IEnumerable<string> notes, string? path) => JsonText.WriteObject(output, writer =>
    {
        writer.WriteNumber("rows", predictions.Count);
        if (path is not null)
            writer.WriteString("output", path);
        bool classes = model.Task == TargetTask.Classification;
        if (classes)
        {
            writer.WriteStartArray("classes");
            foreach (string label in model.Labels)
                writer.WriteStringValue(label);
            writer.WriteEndArray();
        }
        writer.WriteStartArray("predictions");
        foreach (var prediction in predictions)
        {
            if (classes)
                writer.WriteStringValue(prediction.IsFinite ? prediction.Label : null);
            else
                JsonText.Array(writer, PredictedNumber.Of(model, prediction), single: true);
        }
        writer.WriteEndArray();
        if (model.Bounds is { } bounds)
        {
            writer.WriteNumber("coverage", bounds.Coverage);
            if (classes)
                WriteEach("sets", prediction => JsonText.Texts(writer, prediction.Set));
            else
            {
                WriteEach("low", prediction => JsonText.Array(writer, [.. prediction.Intervals.Select(interval => PredictedNumber.Of(interval.Low))], single: true));
                WriteEach("high", prediction => JsonText.Array(writer, [.. prediction.Intervals.Select(interval => PredictedNumber.Of(interval.High))], single: true));
            }
        }
        void WriteEach(string name, Action<Prediction> write)
        {
            writer.WriteStartArray(name);
            foreach (var prediction in predictions)
                write(prediction);
            writer.WriteEndArray();
        }
        if (classes)
        {
            writer.WriteStartArray("probabilities");
            foreach (var prediction in predictions)
                JsonText.Array(writer, prediction.Probabilities.Select(class_ => PredictedNumber.Of(class_.Value)).ToArray(), single: false);
            writer.WriteEndArray();
        }
        TrainReport.WriteNotes(writer, notes);
    });
}
