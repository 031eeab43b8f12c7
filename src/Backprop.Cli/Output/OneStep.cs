using System.Text.Json.Nodes;
using Backprop.Cli.Shell;
using Backprop.Explain.Rows;
using Backprop.Explain.Text;
using Backprop.Files;
using Backprop.Networks;
using Backprop.Tabular.Tables;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Cli.Output;

/// <summary>One step of the engine on one row, as in training, saved to a model file.</summary>
internal static class OneStep
{
    /// <summary>The network after the step.</summary>
    public static Network After(Network network, ExplainedRow row, double rate)
    {
        using var trainer = new Trainer(network, new TrainingOptions { BatchSize = 1, Threads = 1, Optimizer = new Sgd { LearningRate = rate } });
        try
        {
            trainer.Step(Floats(row.X), Floats(row.T!));
        }
        catch (DivergedException exception)
        {
            throw new DataException("the error on this row overflows single precision, so --update wrote nothing. Its inputs or its target are too large.", exception);
        }
        var after = trainer.Network;
        if (!after.IsFinite)
            throw new DataException($"a step with this learning rate ({NumberText.Format(rate, 3)}) makes a weight overflow single precision, so --update wrote nothing. Give a smaller --learning-rate.");
        return after;
    }

    /// <summary>Writes the network with everything else in the model file: columns, and the training history with a note about the step.</summary>
    public static void Save(Network after, string model, string file, string step)
    {
        var metadata = new Dictionary<string, string>(SafetensorsFile.Read(model).Metadata, StringComparer.Ordinal);
        if (metadata.TryGetValue("training", out string? json) && JsonNode.Parse(json) is JsonObject training && training["notes"] is JsonArray notes)
        {
            notes.Add((JsonNode)JsonValue.Create($"after this training came {step}: the metrics are those before it"));
            metadata["training"] = training.ToJsonString();
        }
        NetworkFile.ToFile(after, metadata).Write(file);
    }

    private static float[] Floats(double[] values) => Array.ConvertAll(values, value => (float)value);
}
