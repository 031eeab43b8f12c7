using System.Globalization;
using System.Text.Json;
using Backprop.Cli.Shell;
using Backprop.Explain.Text;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Cli.Output;

/// <summary>The report of <c>train</c> on its plan and its result.</summary>
internal sealed class TrainReport(TextWriter output, int digits)
{
    private const int MaxNotes = 12;

    /// <summary>The target, the rows, the network and the training, before it begins.</summary>
    public void Plan(TrainingPlan plan, ModelOptions options)
    {
        string validated = plan.Folds > 0 ? $"each for validation in one of {plan.Folds} folds" : $"{Count(plan.ValidationRows)} for validation";
        Plan(plan, options, $"{Words.Count(plan.TrainingRows, "row")} for training, {validated}, {Count(plan.TestRows)} for testing{Groups(options)}", plan.Notes, "inspect");
    }

    /// <param name="plan">The training.</param>
    /// <param name="options">Its options.</param>
    /// <param name="rows">What the rows are for.</param>
    /// <param name="notes">What the user should know.</param>
    /// <param name="elsewhere">What shows the notes for which there is no room.</param>
    /// <inheritdoc cref="Plan(TrainingPlan, ModelOptions)"/>
    public void Plan(TrainingPlan plan, ModelOptions options, string rows, IReadOnlyList<string> notes, string elsewhere)
    {
        output.WriteLine();
        if (plan.Targets is { } targets)
        {
            string other = plan.Task.Task == TargetTask.Classification ? "regression" : "classification";
            string what = targets is ClassTargets classes ? $"classification, {classes.Labels.Count} classes" : "regression";
            string choice = options.WarmStart is null && options.Task is null && targets.Columns.Count == 1 ? $"; --task {other} overrides this" : "";
            output.WriteLine($"target    {string.Join(", ", targets.Columns)}: {what} ({plan.Task.Reason}{choice})");
        }
        else
            output.WriteLine(Text($"target    the last {(plan.Network.Outputs == 1 ? "column" : Words.Count(plan.Network.Outputs, "column"))}, by position, unchanged (bare network)"));
        output.WriteLine($"rows      {rows}");
        if (plan.Inputs is { } inputs)
            output.WriteLine($"inputs    {Words.Count(inputs.Inputs, "input")} from {Words.Count(inputs.Columns.Count, "column")}: {Encodings(inputs)}");
        foreach (string note in notes.Take(MaxNotes))
            output.WriteLine($"          {note}");
        if (notes.Count > MaxNotes)
            output.WriteLine($"          … and {Words.Count(notes.Count - MaxNotes, "note")} more, which {elsewhere} shows");
        if (plan.Inputs?.Ignored.FirstOrDefault(column => column.CanBeKept) is { } kept)
            output.WriteLine($"          (--column {kept.Column}=number or category keeps such a column)");
        string many = plan.Members > 1 ? $"{plan.Members} networks, whose predictions are averaged: " : "";
        output.WriteLine($"network   {many}{NetworkText.Describe(plan.Network)}");
        output.WriteLine($"training  {Describe(plan.TrainingOptions, plan.ValidationRows > 0)}");
        output.Flush();
    }

    /// <summary>The course of the training, the metrics, and the file of the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The model's file.</param>
    /// <param name="next">The next command to type; null for none.</param>
    /// <param name="notesShown">The number of notes already shown with the plan: those after them are about the result.</param>
    public void Result(Model model, string path, string? next, int notesShown)
    {
        var record = model.Record!;
        if (next is not null)
            output.WriteLine();
        string kept = record.Members.Any(member => member.BestEpoch < member.Epochs) ? $" (the weights of epochs {string.Join(", ", record.Members.Select(member => member.BestEpoch))} were kept)"
            : record.BestEpoch < record.History.Count ? $" (the weights of epoch {record.BestEpoch} were kept)" : "";
        string networks = record.Members.Count > 1 ? $"{record.Members.Count} networks, " : "";
        string end = record.End switch
        {
            TrainingEnd.Patience => ", until early stopping",
            TrainingEnd.TimeLimit => ", until the time limit",
            TrainingEnd.Steps => ", until the step limit",
            TrainingEnd.Request => ", until it was asked to finish",
            _ => "",
        };
        output.WriteLine($"trained   {networks}{Words.Count(record.History.Count, "epoch")}{(networks.Length > 0 ? " each" : "")} in {Words.Duration(record.Duration ?? default)}{end}{kept}, {Text($"{Speed(record):N0}")} rows/s");
        MetricsTable.Write(output, [("train", model.Training), ("validation", model.Validation), ("test", model.Test)], digits);
        if (model.Targets is NumberTargets { Columns.Count: 1 } && model.Training.Rmse is not null)
            output.WriteLine("  (rmse and mae in the target's own units)");
        WriteBounds(output, model, model.Test, "test", digits);
        foreach (string note in record.Notes.Skip(notesShown))
            output.WriteLine($"  note: {note}");
        output.WriteLine();
        output.WriteLine($"model     {path}");
        if (next is not null)
        {
            output.WriteLine();
            output.WriteLine("Next:");
            output.WriteLine($"  {next}");
        }
        output.Flush();
    }

    /// <summary>What the intervals or sets of the model are, and what part of some rows they hold; nothing where it has none.</summary>
    public static void WriteBounds(TextWriter output, Model model, PartMetrics part, string rows, int digits)
    {
        if (model.Bounds is not { } bounds)
            return;
        bool areSets = bounds.LeastProbability is not null;
        string what = areSets ? "sets of classes" : $"intervals, prediction ± {string.Join(", ", bounds.Radii.Select(radius => NumberText.Format(radius, digits)))},";
        string held = part.Bounds is { } measured ? Text($": they hold {measured.Covered:P1} of the {rows} rows{(areSets ? Text($", with {measured.Size:F2} classes on average") : "")}") : "";
        output.WriteLine(Text($"  {what} for {bounds.Coverage:P0} of rows{held}"));
    }

    /// <summary>Warns where the model is no better than a prediction that ignores the inputs.</summary>
    public static void WarnOfBaseline(Host host, Model model)
    {
        var (name, part) = Judged(model);
        // A note says so already.
        if (model.Record is { IsGuess: true })
            return;
        // The mean of one row is the row itself: no model can beat that.
        if (part.Baseline is null || part.Rows < 2 || part.BeatsBaseline)
            return;
        string rule = model.Task == TargetTask.Classification ? "always predicting the most frequent class" : "always predicting the mean";
        host.Warn($"on the {name} rows this model is no better than {rule}. The inputs may not determine the target, or training needs other settings.");
    }

    /// <summary>The object of <c>train --json</c>.</summary>
    public static void WriteJson(TextWriter output, DataSource source, IEnumerable<string> notes, TrainingPlan plan, ModelOptions options, Model model, string path)
    {
        var record = model.Record!;
        JsonText.WriteObject(output, writer =>
        {
            writer.WriteString("task", model.Task == TargetTask.Classification ? "classification" : "regression");
            writer.WriteString("task_reason", plan.Task.Reason);
            writer.WriteStartArray("target");
            foreach (string target in model.Targets?.Columns ?? [])
                writer.WriteStringValue(target);
            writer.WriteEndArray();
            writer.WriteNumber("rows", source.Table.Rows);
            writer.WriteNumber("train_rows", model.Training.Rows);
            writer.WriteNumber("validation_rows", model.Validation.Rows);
            writer.WriteNumber("test_rows", model.Test.Rows);
            writer.WriteNumber("inputs", model.Network.Inputs);
            writer.WriteString("recipe", record.Settings.FirstOrDefault(setting => setting.Key == "recipe").Value);
            writer.Number("temperature", record.Temperature);
            writer.WriteNumber("members", model.Members.Count);
            writer.WriteString("network", model.Network.Sizes);
            writer.WriteNumber("parameters", model.Members.Sum(member => member.ParameterCount));
            writer.WriteNumber("epochs", record.History.Count);
            writer.WriteNumber("best_epoch", record.BestEpoch);
            writer.WriteNumber("steps", record.Steps);
            writer.WriteString("ended_by", Words.EndedBy(record.End));
            writer.Number("seconds", record.Duration?.TotalSeconds);
            writer.Number("rows_per_second", Speed(record));
            writer.WriteNumber("threads", record.Threads ?? 1);
            writer.WriteNumber("seed", options.Seed);
            writer.WriteString("weights_sha256", model.WeightsSha256());
            writer.WriteString("model", path);
            WritePart(writer, "train", model.Training);
            WritePart(writer, "validation", model.Validation);
            WritePart(writer, "test", model.Test);
            WriteBaseline(writer, Judged(model).Part);
            writer.WriteBoolean("guess", record.IsGuess);
            writer.WriteBoolean("beats_baseline", Judged(model).Part.BeatsBaseline);
            WriteNotes(writer, [.. notes, .. record.Notes]);
        });
    }

    public static void WritePart(Utf8JsonWriter writer, string name, PartMetrics part)
    {
        writer.WritePropertyName(name);
        part.WriteMetrics(writer);
    }

    public static void WriteBaseline(Utf8JsonWriter writer, PartMetrics part)
    {
        writer.WriteStartObject("baseline");
        foreach (var (metric, value) in part.Baseline?.Values ?? [])
            writer.Number(metric, value);
        writer.WriteEndObject();
    }

    public static void WriteNotes(Utf8JsonWriter writer, IEnumerable<string> notes)
    {
        writer.WriteStartArray("notes");
        foreach (string note in notes)
            writer.WriteStringValue(note);
        writer.WriteEndArray();
    }

    /// <summary>The rows a model is judged by: test rows, else validation rows, else training rows.</summary>
    private static (string Name, PartMetrics Part) Judged(Model model) =>
        model.Test.Metrics is not null ? ("test", model.Test) : model.Validation.Metrics is not null ? ("validation", model.Validation) : ("training", model.Training);

    private static double Speed(TrainingRecord record) =>
        record.Duration is { TotalSeconds: > 0 } time ? (record.RowsSeen ?? 0) / time.TotalSeconds : 0;

    private string Describe(TrainingOptions options, bool watched)
    {
        string patience = watched && options.Patience is { } epochs ? $", early stopping after {Words.Count(epochs, "epoch")} without a better validation error" : "";
        string limit = options.Steps is { } steps ? $", at most {Words.Count(steps, "step")}" : options.TimeLimit is { } time ? $", at most {Words.Duration(time)}" : "";
        string schedule = options.Schedule.ToString() is var name && name != "constant" ? $" ({name})" : "";
        return $"{options.Optimizer.Name}, learning rate {NumberText.Format(options.Optimizer.LearningRate, digits)}{schedule}, batches of {Count(options.BatchSize)}, "
            + $"at most {Words.Count(options.Epochs, "epoch")}{limit}{patience}, seed {options.Seed}";
    }

    private static string Encodings(InputEncoder inputs)
    {
        bool Any(params ColumnKind[] kinds) => inputs.Columns.Any(column => kinds.Contains(column.Kind));
        var parts = new List<string>();
        if (Any(ColumnKind.Number))
            parts.Add(inputs.Columns.Any(column => column is NumberEncoder { IsSmooth: true }) ? "numbers scaled by quartiles" : "numbers standardized");
        if (Any(ColumnKind.Date))
            parts.Add("dates as days and cycles");
        if (Any(ColumnKind.Category, ColumnKind.Boolean))
            parts.AddRange(Categories([.. inputs.Columns.OfType<CategoryEncoder>()]));
        if (Any(ColumnKind.Image))
            parts.Add("one input for each pixel");
        return string.Join(", ", parts);
    }

    private static IEnumerable<string> Categories(IReadOnlyList<CategoryEncoder> columns)
    {
        foreach (bool coded in columns.Select(column => column.IsCoded).Distinct().Order())
        {
            string each = coded ? "a learned vector" : "one input";
            yield return $"{each} for each label{(columns.Any(column => column.IsCoded == coded && column.HasOther) ? ", one for all rare ones" : "")}";
        }
    }

    private static string Groups(ModelOptions options) => options.Group is { } column ? $", rows with the same {column} kept together" : "";

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
