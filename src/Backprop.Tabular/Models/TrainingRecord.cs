using System.Text.Json.Serialization;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>How a model was made, as recorded in its file. What differs between two runs of the same training is not recorded.</summary>
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

    /// <summary>The metrics of the training rows with the final weights.</summary>
    public required PartMetrics Training { get; init; }

    /// <summary>The metrics of the validation rows with the final weights; empty without such rows.</summary>
    public required PartMetrics Validation { get; init; }

    /// <summary>The metrics of the test rows; empty without such rows.</summary>
    public required PartMetrics Test { get; init; }

    /// <summary>What the user should know about the data, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The shares of the classes, or the means of the targets, in the training rows: what the baseline predicts.</summary>
    public required IReadOnlyList<double> BaselineValues { get; init; }

    /// <summary>The column with the weights of the rows; null for none.</summary>
    public string? RowWeights { get; init; }

    /// <summary>What the test rows contain that the training rows did not, and which of their predictions are limited; empty where the record comes from a file.</summary>
    internal IReadOnlyList<EncodingNote> TestNotes { get; init; } = [];

    /// <summary>The part of each row of the data; null where not recorded: in older models, and beyond 16 million rows.</summary>
    internal TrainedRows? Rows { get; init; }

    /// <summary>Each of several networks; empty for one, which <see cref="History"/>, <see cref="BestEpoch"/> and <see cref="Steps"/> are about, as they are about the first of several.</summary>
    public IReadOnlyList<MemberRecord> Members { get; init; } = [];

    /// <summary>Whether nothing better than a guess was learned, so that the model predicts the same for every row (<see cref="ModelOptions.Calibration"/>).</summary>
    public bool IsGuess { get; init; }

    /// <summary>
    /// The temperature that calibrated the probabilities on the validation rows: the activations of the outputs were divided by it, which is in the last weights and biases. Null where
    /// they are not calibrated.
    /// </summary>
    public double? Temperature { get; init; }

    /// <summary>Training time; null where the record comes from a file.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Training rows passed through the network, all epochs together; null where the record comes from a file.</summary>
    public long? RowsSeen { get; init; }

    /// <summary>Threads used; null where the record comes from a file.</summary>
    public int? Threads { get; init; }

    internal RecordDescription Describe() => new(
        new(Settings, StringComparer.Ordinal), End.ToString(), Steps, BestEpoch, [.. History.Select(epoch => new double?[] { epoch.TrainingError, epoch.ValidationError, epoch.LearningRate })],
        Training.Describe(), Validation.Describe(), Test.Describe(), [.. Notes], [.. BaselineValues], RowWeights, Rows?.Describe()!, Members.Count == 0 ? null! : [.. Members], Temperature, IsGuess);
}

/// <summary>One of several networks of a model.</summary>
/// <param name="Seed">The seed of its weights, its order of rows and its dropout.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="BestEpoch">The epoch, from 1, whose weights were kept.</param>
/// <param name="ValidationError">What was watched on its validation rows after that epoch; null without such rows.</param>
public sealed record MemberRecord(ulong Seed, int Epochs, int BestEpoch, double? ValidationError);

/// <summary>How a model came about, as its file describes it; of each epoch the training error, the validation error or null, and the learning rate.</summary>
internal sealed record RecordDescription(
    OrderedDictionary<string, string> Settings, string End, long Steps, int BestEpoch, double?[][] History, PartDescription Train, PartDescription Validation, PartDescription Test,
    string[] Notes, double[] Baseline, string? RowWeights, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RowsDescription Rows = null!,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MemberRecord[] Members = null!,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Temperature = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Guess = false)
{
    /// <summary>The record.</summary>
    /// <param name="path">The place of the description, for messages.</param>
    /// <exception cref="DataException">The description contradicts itself.</exception>
    public TrainingRecord Record(string path) => new()
    {
        Settings = Settings.ContainsValue(null!) ? throw new DataException($"{path}.settings: a text is null.") : [.. Settings],
        End = Enum.TryParse<TrainingEnd>(End, out var end) && end.ToString() == End ? end
            : throw DescriptionJson.Unexpected($"{path}.end", string.Join(", ", Enum.GetNames<TrainingEnd>())),
        Steps = Steps,
        BestEpoch = DescriptionJson.Integer(BestEpoch, 0, History.Length, $"{path}.best_epoch"),
        History = [.. History.Select((epoch, n) => epoch is [{ } error, var validation, { } rate] ? new EpochResult(n + 1, error, validation, rate)
            : throw DescriptionJson.Unexpected($"{path}.history[{n}]", "a training error, a validation error or null, and a learning rate"))],
        Training = Train.Read($"{path}.train"),
        Validation = Validation.Read($"{path}.validation"),
        Test = Test.Read($"{path}.test"),
        Notes = DescriptionJson.Texts(Notes, $"{path}.notes"),
        BaselineValues = Baseline,
        RowWeights = RowWeights,
        Rows = Rows?.Trained($"{path}.rows"),
        Members = Members ?? [],
        Temperature = Temperature,
        IsGuess = Guess,
    };
}
