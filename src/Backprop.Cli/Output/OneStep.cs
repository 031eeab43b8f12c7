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

/// <summary>One step of the engine on one row, as training takes it, saved in a model's file.</summary>
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
            throw new DataException("the error on this row is larger than single precision can hold, so --update wrote nothing. Its inputs or target are too far from usual.", exception);
        }
        var after = trainer.Network;
        if (!after.IsFinite)
            throw new DataException($"a step with this learning rate ({NumberText.Format(rate, 3)}) makes a weight larger than single precision can hold, so --update wrote nothing. Give a smaller --learning-rate.");
        return after;
    }

    /// <summary>Writes the network with all that stands in the file of the model before: columns, and the history of its training with a note of the step.</summary>
    public static void Save(Network after, string model, string file, string step)
    {
        var metadata = new Dictionary<string, string>(SafetensorsFile.Read(model).Metadata, StringComparer.Ordinal);
        if (metadata.TryGetValue("training", out string? json) && JsonNode.Parse(json) is JsonObject training && training["notes"] is JsonArray notes)
        {
            notes.Add((JsonNode)JsonValue.Create($"since this training there was {step}: the metrics are those before it"));
            metadata["training"] = training.ToJsonString();
        }
        NetworkFile.ToFile(after, metadata).Write(file);
    }

    private static float[] Floats(double[] values) => Array.ConvertAll(values, value => (float)value);
}
