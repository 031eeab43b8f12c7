using System.Text.Json;
using System.Text.Json.Serialization;
using Backprop.Spelling;

namespace Backprop.Training;

/// <summary>What the metadata of a checkpoint say: the position, and what the training is a function of.</summary>
internal sealed record CheckpointDescription(
    int Format, long Step, long FirstStep, int Epoch, int Rows, int BestEpoch, bool Ended, long Ticks, TrainingLimits Limits, OrderedDictionary<string, string> Training)
{
    /// <exception cref="FormatException">It is of another version, or none.</exception>
    public static CheckpointDescription Read(string json)
    {
        int format = StrictJson.Read(json, CheckpointJson.Default.CheckpointVersion, "description").Format;
        if (format != CheckpointFile.FormatVersion)
            throw new FormatException(
                $"its format is version {format}, but this program reads version {CheckpointFile.FormatVersion}. Resume with the version that wrote it.");
        var description = StrictJson.Read(json, CheckpointJson.Default.CheckpointDescription, "description");
        return description.Training.ContainsValue(null!) ? throw new FormatException("description.training: a text is null.") : description;
    }
}

/// <summary>The version, whatever else stands there: another one may have other members.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record CheckpointVersion(int Format);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, MaxDepth = StrictJson.MaxDepth, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckpointDescription))]
[JsonSerializable(typeof(CheckpointVersion))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
