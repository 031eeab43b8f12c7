using System.Globalization;
using Backprop.Explain.Text;
using Backprop.Files;
using Backprop.Layers;
using Backprop.Numerics;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Cli.Output;

/// <summary>The content of a model file, for people.</summary>
internal static class InspectReport
{
    private const int MaxColumns = 40, MaxEpochs = 12;

    public static void Write(TextWriter output, string path, SafetensorsFile file, Model model, int digits)
    {
        string kind = model.IsBare ? "a bare network" : model.Task == TargetTask.Classification ? "a model for classification" : "a model for regression";
        output.WriteLine($"{path}: {kind}, {Words.Count(new FileInfo(path).Length, "byte")}");
        output.WriteLine();
        string many = model.Members.Count > 1 ? $"{model.Members.Count} networks, whose predictions are averaged: " : "";
        output.WriteLine($"network   {many}{NetworkText.Describe(model.Network)}");
        for (int l = 0; l < model.Network.Layers.Count; l++)
        {
            var layer = model.Network.Layers[l];
            output.WriteLine(layer is DenseLayer dense
                ? $"  layer {l + 1}  {Words.Count(layer.Inputs, "input")} to {Words.Count(layer.Units, "unit")}, {dense.Activation}"
                : $"  layer {l + 1}  {layer.Kind}, {Words.Count(layer.Inputs, "input")}");
        }
        output.WriteLine($"weights   sha256 {model.WeightsSha256()}");
        output.WriteLine($"tensors   sha256 {file.Sha256}");
        if (model.Network.Numerics != NumericsVersion.Current)
            output.WriteLine($"numerics  version {model.Network.Numerics}; this program computes with version {NumericsVersion.Current}: its predictions can differ from that version's in the last digits");
        if (model.Inputs is { } inputs)
            WriteColumns(output, inputs, digits);
        WriteTargets(output, model, digits);
        if (model.Record is { } record)
            WriteTraining(output, record, digits);
    }

    private static void WriteColumns(TextWriter output, InputEncoder inputs, int digits)
    {
        output.WriteLine();
        output.WriteLine($"inputs    {Words.Count(inputs.Inputs, "input")} from {Words.Count(inputs.Columns.Count, "column")}");
        int width = Math.Min(32, inputs.Columns.Max(column => column.Column.Length));
        foreach (var column in inputs.Columns.Take(MaxColumns))
            output.WriteLine($"  {column.Column.PadRight(width)}  {column.Kind.ToString().ToLowerInvariant(),-8}  {column.InWords(value => NumberText.Format(value, digits))}");
        if (inputs.Columns.Count > MaxColumns)
            output.WriteLine($"  … and {Words.Count(inputs.Columns.Count - MaxColumns, "column")} more");
        foreach (var ignored in inputs.Ignored)
            output.WriteLine($"  {ignored}");
    }

    private static void WriteTargets(TextWriter output, Model model, int digits)
    {
        output.WriteLine();
        string Number(double value) => NumberText.Format(value, digits);
        switch (model.Targets)
        {
            case ClassTargets classes:
                output.WriteLine($"target    {classes.Columns[0]}: {Words.Count(classes.Labels.Count, "class", "classes")}, {LabelIndex.Listed(classes.Labels)}");
                break;
            case NumberTargets numbers:
                for (int k = 0; k < numbers.Columns.Count; k++)
                {
                    output.WriteLine($"target    {numbers.Columns[k]}: {(numbers.Scales[k] == Standardization.None
                        ? "unchanged"
                        : numbers.Scales[k].InWords(Number) + numbers.Ranges[k]?.InWords(Number))}");
                }
                break;
            default:
                output.WriteLine($"reads     numbers by position: {Words.Count(model.Network.Inputs, "input")}, then {Words.Count(model.Network.Outputs, "target")}, unchanged");
                break;
        }
    }

    private static void WriteTraining(TextWriter output, TrainingRecord record, int digits)
    {
        output.WriteLine();
        output.WriteLine($"training  {Words.Count(record.History.Count, "epoch")}, {Words.Count(record.Steps, "step")}, weights of epoch {record.BestEpoch}, ended by {Ended(record.End)}");
        output.WriteLine($"          {string.Join(", ", record.Settings.Select(setting => $"{setting.Key} {Shown(setting.Value)}"))}");
        MetricsTable.Write(output, [("train", record.Training), ("validation", record.Validation), ("test", record.Test)], digits);
        foreach (string note in record.Notes)
            output.WriteLine($"  note: {note}");
        output.WriteLine();
        output.WriteLine("  epoch      error  validation  learning rate");
        foreach (var epoch in Chosen(record.History, record.BestEpoch))
        {
            string validation = epoch.ValidationError is { } error ? NumberText.Format(error, digits) : "";
            string mark = epoch.Epoch == record.BestEpoch ? "  <- kept" : "";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {epoch.Epoch,5}  {NumberText.Format(epoch.TrainingError, digits),9}  {validation,10}  {NumberText.Format(epoch.LearningRate, digits),13}{mark}"));
        }
    }

    // Settings are stored as the runtime writes numbers, 1E-08; here they are shown like all others.
    private static string Shown(string setting) => double.TryParse(setting, CultureInfo.InvariantCulture, out _) ? setting.Replace('E', 'e') : setting;

    // The first and the last epoch, the best one, and some in between.
    private static IEnumerable<EpochResult> Chosen(IReadOnlyList<EpochResult> history, int best)
    {
        if (history.Count <= MaxEpochs)
            return history;
        var numbers = Enumerable.Range(0, MaxEpochs - 1).Select(i => (int)((long)i * (history.Count - 1) / (MaxEpochs - 2))).Append(best - 1);
        return numbers.Where(n => n >= 0 && n < history.Count).Distinct().Order().Select(n => history[n]);
    }

    private static string Ended(TrainingEnd end) => end switch
    {
        TrainingEnd.Epochs => "the number of epochs",
        TrainingEnd.Steps => "the number of steps",
        TrainingEnd.Patience => "patience",
        TrainingEnd.Request => "request",
        _ => "time",
    };

}
