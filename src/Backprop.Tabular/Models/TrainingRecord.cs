using System.Text.Json;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>How a model came about: it stands in the model's file. What differs between two runs of the same training stands in none.</summary>
public sealed record TrainingRecord
{
    /// <summary>Every setting used, chosen or by default, by the command line's names, in a fixed order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Settings { get; init; }

    /// <summary>Why training ended.</summary>
    public required TrainingEnd End { get; init; }

    /// <summary>Steps done.</summary>
    public required long Steps { get; init; }

    /// <summary>The epoch, from 1, whose weights were kept.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Every epoch, in order; errors are means of E_n, in standardized units where targets are standardized.</summary>
    public required IReadOnlyList<EpochResult> History { get; init; }

    /// <summary>The training rows with the final weights.</summary>
    public required PartMetrics Training { get; init; }

    /// <summary>The validation rows with the final weights; empty without such rows.</summary>
    public required PartMetrics Validation { get; init; }

    /// <summary>The test rows; empty without such rows.</summary>
    public required PartMetrics Test { get; init; }

    /// <summary>What the user should know about the data, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The shares of the classes, or the means of the targets, in the training rows: what the baseline predicts.</summary>
    public required IReadOnlyList<double> BaselineValues { get; init; }

    /// <summary>The column that weighs rows; null for none.</summary>
    public string? RowWeights { get; init; }

    /// <summary>Which rows of the data were for what; null where that was not kept: in older models, and beyond 16 million rows.</summary>
    internal TrainedRows? Rows { get; init; }

    /// <summary>Time in training; null where the record comes from a file.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Training rows passed through the network, all epochs together; null where the record comes from a file.</summary>
    public long? RowsSeen { get; init; }

    /// <summary>Threads used; null where the record comes from a file.</summary>
    public int? Threads { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("settings");
        foreach (var (name, value) in Settings)
            writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.WriteString("end", End.ToString());
        writer.WriteNumber("steps", Steps);
        writer.WriteNumber("best_epoch", BestEpoch);
        writer.WriteStartArray("history");
        foreach (var epoch in History)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(epoch.TrainingError);
            if (epoch.ValidationError is { } error && double.IsFinite(error))
                writer.WriteNumberValue(error);
            else
                writer.WriteNullValue();
            writer.WriteNumberValue(epoch.LearningRate);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        foreach (var (name, part) in Parts)
        {
            writer.WritePropertyName(name);
            part.Write(writer);
        }
        writer.WriteStartArray("notes");
        foreach (string note in Notes)
            writer.WriteStringValue(note);
        writer.WriteEndArray();
        writer.WriteStartArray("baseline");
        foreach (double value in BaselineValues)
            writer.WriteNumberValue(value);
        writer.WriteEndArray();
        writer.WriteString("row_weights", RowWeights);
        if (Rows is not null)
        {
            writer.WritePropertyName("rows");
            Rows.Write(writer);
        }
        writer.WriteEndObject();
    }

    internal static TrainingRecord Read(StrictJson json)
    {
        var rows = json.TryGet("rows");
        json.Object([
            "settings", "end", "steps", "best_epoch", "history", "train", "validation", "test", "notes", "baseline", "row_weights",
            .. rows is null ? (ReadOnlySpan<string>)[] : ["rows"]]);
        var history = json["history"].Rows(3).Select((row, index) => ReadEpoch(row, index + 1, json["history"])).ToArray();
        return new TrainingRecord
        {
            Settings = [.. json["settings"].Properties().Select(setting => KeyValuePair.Create(setting.Name, setting.Value.Text()))],
            End = Enum.TryParse<TrainingEnd>(json["end"].Text(), out var end) && Enum.IsDefined(end) ? end
                : throw json["end"].Error(string.Join(", ", Enum.GetNames<TrainingEnd>())),
            Steps = (long)json["steps"].Number(),
            BestEpoch = json["best_epoch"].Integer(0, history.Length),
            History = history,
            Training = PartMetrics.Read(json["train"]),
            Validation = PartMetrics.Read(json["validation"]),
            Test = PartMetrics.Read(json["test"]),
            Notes = [.. json["notes"].Items().Select(note => note.Text())],
            BaselineValues = [.. json["baseline"].Items().Select(value => value.Number())],
            RowWeights = json["row_weights"].IsNull ? null : json["row_weights"].Text(),
            Rows = rows is { } found ? TrainedRows.Read(found) : null,
        };
    }

    private static EpochResult ReadEpoch(double?[] row, int epoch, StrictJson json) => row is [{ } error, var validation, { } rate]
        ? new EpochResult(epoch, error, validation, rate)
        : throw new DataException($"{json.Path}[{epoch - 1}]: expected a training error, a validation error or null, and a learning rate.");

    private IEnumerable<(string Name, PartMetrics Part)> Parts => [("train", Training), ("validation", Validation), ("test", Test)];
}
