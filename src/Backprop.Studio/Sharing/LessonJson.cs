using System.Globalization;
using System.Text.Json;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Studio.States;
using Backprop.Textbook;

namespace Backprop.Studio.Sharing;

/// <summary>A lesson as JSON.</summary>
internal static class LessonJson
{
    private const int MaxLayers = 64;

    public static void Write(Utf8JsonWriter json, Lesson lesson)
    {
        json.WriteStartObject();
        json.WriteString("title", lesson.Title);
        json.WriteString("error", lesson.Network.ErrorName);
        if (lesson.Network.ErrorParameter is { } parameter)
            json.WriteNumber("error_parameter", parameter);
        json.WriteStartArray("layers");
        foreach (TextbookLayer layer in lesson.Network.Layers)
        {
            json.WriteStartObject();
            json.WriteString("activation", layer.Activation.ToString());
            json.WriteNumber("inputs", layer.Inputs);
            json.WriteNumber("units", layer.Units);
            Numbers(json, "weights", layer.Weights.Cast<double>());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Numbers(json, "inputs", lesson.Inputs);
        Numbers(json, "targets", lesson.Targets);
        json.WriteNumber("learning_rate", lesson.LearningRate);
        json.WriteNumber("step", lesson.Step);
        json.WriteNumber("updates", lesson.Updates);
        Names(json, "input_names", lesson.InputNames);
        Names(json, "output_names", lesson.OutputNames);
        if (lesson.Units is not null)
        {
            json.WriteStartObject("units");
            foreach ((int column, IReadOnlyList<int> units) in lesson.Units)
                Numbers(json, column.ToString(CultureInfo.InvariantCulture), units.Select(u => (double)u));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    public static Lesson Read(JsonElement json)
    {
        TextbookLayer[] layers = [.. json.GetProperty("layers").EnumerateArray().Take(MaxLayers + 1).Select(Layer)];
        if (layers.Length > MaxLayers)
            throw new FormatException($"It has more than {MaxLayers} layers.");
        double? parameter = json.TryGetProperty("error_parameter", out JsonElement given) ? given.GetDouble() : null;
        var network = new TextbookNetwork(layers, json.GetProperty("error").GetString()!, parameter);
        var lesson = new Lesson(network, Numbers(json, "inputs", layers[0].Inputs), Numbers(json, "targets", layers[^1].Units), LearningRate(json))
        {
            Title = json.GetProperty("title").GetString() is { Length: <= 200 } title ? title : "own network",
            Step = Math.Clamp(json.GetProperty("step").GetInt32(), 1, Reducer.Steps),
            Updates = Math.Max(0, json.GetProperty("updates").GetInt32()),
            InputNames = Names(json, "input_names", layers[0].Inputs),
            OutputNames = Names(json, "output_names", layers[^1].Units),
        };
        if (!StateText.Fits(lesson))
            throw new FormatException($"Its network has {lesson.Weights} weights; at most {StateText.MaxWeights} fit into a state.");
        // The engine's error functions are stricter than the formulas of the textbook: about their parameter, and about the number of outputs.
        NetworkPlan plan = NetworkPlan.Of(lesson);
        if (!plan.Error.Fits(plan.Output, plan.Sizes[^1]))
            throw new FormatException($"The error function {plan.Error} does not match {plan.Sizes[^1]} outputs of {plan.Output}.");
        return json.TryGetProperty("units", out JsonElement units) ? lesson with { Units = Units(units, lesson) } : lesson;
    }

    private static double LearningRate(JsonElement json) => json.GetProperty("learning_rate").GetDouble() is >= TrainChoices.MinLearningRate and < double.PositiveInfinity and var rate ? rate
        : throw new FormatException($"'learning_rate' must be at least {TrainChoices.MinLearningRate.ToString(CultureInfo.InvariantCulture)}.");

    private static TextbookLayer Layer(JsonElement json)
    {
        int inputs = json.GetProperty("inputs").GetInt32(), units = json.GetProperty("units").GetInt32();
        if (inputs < 1 || units < 1 || (inputs + 1L) * units > StateText.MaxWeights)
            throw new FormatException($"A layer of {inputs} inputs and {units} units is not possible, or too large for a state.");
        double[] numbers = Numbers(json, "weights", (inputs + 1) * units);
        var weights = new double[inputs + 1, units];
        Buffer.BlockCopy(numbers, 0, weights, 0, numbers.Length * sizeof(double));
        return new TextbookLayer(ActivationFunction.Parse(json.GetProperty("activation").GetString()!), weights);
    }

    private static Dictionary<int, IReadOnlyList<int>> Units(JsonElement json, Lesson lesson)
    {
        int[] sizes = [lesson.Inputs.Count, .. lesson.Network.Layers.Select(l => l.Units)];
        var units = new Dictionary<int, IReadOnlyList<int>>();
        foreach (JsonProperty column in json.EnumerateObject())
        {
            int c = int.Parse(column.Name, NumberStyles.None, CultureInfo.InvariantCulture);
            int[] shown = [.. column.Value.EnumerateArray().Take(Lesson.MaxDrawnOut + 1).Select(u => u.GetInt32())];
            if (shown.Length > Lesson.MaxDrawnOut)
                throw new FormatException($"It draws out more than {Lesson.MaxDrawnOut} units of layer {c}.");
            if (c >= sizes.Length || shown.Length == 0 || shown.Any(u => u < 1 || u > sizes[c]))
                throw new FormatException($"It draws out units that layer {c} does not have.");
            units[c] = shown;
        }
        return units;
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers)
        {
            // JSON cannot represent them.
            if (double.IsFinite(number))
                json.WriteNumberValue(number);
            else
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        }
        json.WriteEndArray();
    }

    private static double[] Numbers(JsonElement json, string name, int count)
    {
        double[] numbers = [.. json.GetProperty(name).EnumerateArray().Take(count + 1).Select(Number)];
        return numbers.Length == count ? numbers : throw new FormatException($"'{name}' must hold {count} numbers.");
    }

    private static double Number(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? double.Parse(json.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture) : json.GetDouble();

    private static void Names(Utf8JsonWriter json, string name, IReadOnlyList<string>? names)
    {
        if (names is null)
            return;
        json.WriteStartArray(name);
        foreach (string text in names)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string[]? Names(JsonElement json, string name, int count)
    {
        if (!json.TryGetProperty(name, out JsonElement names))
            return null;
        string[] texts = [.. names.EnumerateArray().Take(count + 1).Select(t => t.GetString() ?? "")];
        return texts.Length == count ? texts : throw new FormatException($"'{name}' must hold {count} names.");
    }
}
