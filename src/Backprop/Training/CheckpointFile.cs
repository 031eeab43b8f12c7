using System.Text.Json;
using Backprop.Files;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Parameters;

namespace Backprop.Training;

/// <summary>
/// The state of a training as a safetensors file: the network as <see cref="NetworkFile"/> writes it, the optimizer's moments, the weights of the best
/// epoch, all numbers in double precision bit by bit, and in the metadata <c>checkpoint</c> the position and what the training is a function of.
/// </summary>
internal static class CheckpointFile
{
    public const int FormatVersion = 1;
    public const string Scalars = "optimizer.scalars";
    public const string Sums = "sums";
    public const string Errors = "errors";
    public const string TrainingErrors = "history.training_errors";
    public const string ValidationErrors = "history.validation_errors";
    public const string LearningRates = "history.learning_rates";

    public static SafetensorsFile Of(
        TrainingIdentity identity, TrainingOptions options, BatchStep step, TrainingState state, IReadOnlyDictionary<string, string> metadata)
    {
        var network = step.Network;
        var file = NetworkFile.ToFile(network, metadata);
        var validationErrors = state.History.Where(epoch => epoch.ValidationError is not null).Select(epoch => epoch.ValidationError!.Value);
        return new SafetensorsFile(
            new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal) { [Checkpoint.MetadataKey] = Describe(identity, options, step, state) },
            [
                .. file.Tensors,
                .. Matrices(network.Parameters, step, state.Best).Select(entry => CheckpointTensors.Of(entry.Name, entry.Matrix)),
                CheckpointTensors.Of(Scalars, step.Optimizer.Scalars),
                CheckpointTensors.Of(Sums, [state.Error, state.Weight, state.Best.Error]),
                CheckpointTensors.Of(Errors, state.Errors),
                CheckpointTensors.Of(TrainingErrors, [.. state.History.Select(epoch => epoch.TrainingError)]),
                CheckpointTensors.Of(ValidationErrors, [.. validationErrors]),
                CheckpointTensors.Of(LearningRates, [.. state.History.Select(epoch => epoch.LearningRate)]),
            ]);
    }

    /// <summary>The optimizer's moments and the best weights, with the names of their tensors.</summary>
    public static IEnumerable<(string Name, PanelMatrix Matrix)> Matrices(ParameterSet parameters, BatchStep step, BestWeights best)
    {
        for (int b = 0; b < parameters.Blocks.Count; b++)
            for (int k = 0; k < step.Moments.Length; k++)
                yield return ($"optimizer.{k + 1}.{parameters.BlockName(b)}", step.Moments[k].Matrices[b]);
        for (int b = 0; b < best.Values?.Matrices.Count; b++)
            yield return ($"best.{parameters.BlockName(b)}", best.Values.Matrices[b]);
    }

    private static string Describe(TrainingIdentity identity, TrainingOptions options, BatchStep step, TrainingState state) =>
        JsonSerializer.Serialize(
            new CheckpointDescription(
                FormatVersion, step.Count, state.FirstStep, state.Epoch, state.Rows, state.Best.Epoch, state.Ended, state.Elapsed.Ticks, TrainingLimits.Of(options), identity.Facts),
            CheckpointJson.Default.CheckpointDescription);
}
