using System.Text.Json;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Studio.States;
using Backprop.Training.Optimizers;

namespace Backprop.Studio.Sharing;

/// <summary>The choices of the Train view as JSON. Reading accepts the ranges of the page's own fields.</summary>
internal static class TrainingJson
{
    private const int MaxText = 300, MaxColumns = 100_000;

    public static void Write(Utf8JsonWriter json, TrainChoices choices)
    {
        json.WriteStartObject();
        json.WriteString("data", choices.Data);
        if (choices.Target is not null)
            json.WriteString("target", choices.Target);
        json.WriteStartArray("leave");
        foreach (string column in choices.Exclude)
            json.WriteStringValue(column);
        json.WriteEndArray();
        json.WriteStartArray("hidden");
        foreach (int units in choices.Hidden)
            json.WriteNumberValue(units);
        json.WriteEndArray();
        json.WriteString("activation", choices.Activation);
        json.WriteString("optimizer", choices.Optimizer);
        json.WriteNumber("learning_rate", choices.LearningRate);
        json.WriteNumber("batch_size", choices.BatchSize);
        json.WriteNumber("weight_decay", choices.WeightDecay);
        json.WriteNumber("dropout", choices.Dropout);
        json.WriteNumber("seed", choices.Seed);
        json.WriteNumber("speed", choices.Speed);
        json.WriteBoolean("log", choices.IsLog);
        json.WriteNumber("feature_x", choices.FeatureX);
        json.WriteNumber("feature_y", choices.FeatureY);
        json.WriteEndObject();
    }

    /// <exception cref="FormatException">A text, a number or a list that is not a valid choice.</exception>
    public static TrainChoices Read(JsonElement json) => new()
    {
        Data = Text(json, "data"),
        Target = json.TryGetProperty("target", out _) ? Text(json, "target") : null,
        Exclude = Exclude(json.GetProperty("leave")),
        Hidden = Hidden(json.GetProperty("hidden")),
        Activation = OneOf(json, "activation", ActivationFunction.All.Where(function => !function.OutputOnly).Select(function => function.Name)),
        Optimizer = OneOf(json, "optimizer", Optimizer.All.Select(optimizer => optimizer.Name)),
        LearningRate = Number(json, "learning_rate", TrainChoices.MinLearningRate, TrainChoices.MaxLearningRate),
        BatchSize = Whole(json, "batch_size", 1, TrainChoices.MaxBatchSize),
        WeightDecay = Number(json, "weight_decay", 0, TrainChoices.MaxWeightDecay),
        Dropout = Number(json, "dropout", 0, TrainChoices.MaxDropout),
        Seed = Whole(json, "seed", 0, int.MaxValue),
        Speed = Whole(json, "speed", 0, TrainChoices.MaxSpeed),
        IsLog = json.GetProperty("log").GetBoolean(),
        FeatureX = Whole(json, "feature_x", 0, int.MaxValue),
        FeatureY = Whole(json, "feature_y", 0, int.MaxValue),
    };

    private static string[] Exclude(JsonElement json) => json.GetArrayLength() <= MaxColumns ? [.. json.EnumerateArray().Select(column => column.GetString() ?? "")]
        : throw new FormatException($"'leave' must hold up to {MaxColumns} columns.");

    private static int[] Hidden(JsonElement json)
    {
        int[] units = [.. json.EnumerateArray().Take(TrainChoices.MaxLayers + 1).Select(layer => layer.GetInt32())];
        return units.Length <= TrainChoices.MaxLayers && units.All(count => count is >= 1 and <= TrainChoices.MaxUnits) ? units
            : throw new FormatException($"'hidden' must hold up to {TrainChoices.MaxLayers} numbers from 1 to {TrainChoices.MaxUnits}.");
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() is { Length: <= MaxText } text ? text
        : throw new FormatException($"'{name}' is too long.");

    private static string OneOf(JsonElement json, string name, IEnumerable<string> known)
    {
        string text = Text(json, name);
        return known.Contains(text, StringComparer.Ordinal) ? text : throw new FormatException($"'{name}' is '{text}', but must be one of {string.Join(", ", known)}.");
    }

    private static int Whole(JsonElement json, string name, int least, int most) => (int)Number(json, name, least, most);

    private static double Number(JsonElement json, string name, double least, double most)
    {
        double number = json.GetProperty(name).GetDouble();
        return number >= least && number <= most ? number : throw new FormatException(FormattableString.Invariant($"'{name}' must be from {least} to {most}."));
    }
}
