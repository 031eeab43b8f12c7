using System.Text.Json;
using Backprop.Training;

namespace Backprop.Tabular.Following;

/// <summary>Where a training stands.</summary>
internal sealed record RunMoment : RunMessage
{
    /// <summary>Epochs in one message at most, so that it stays short.</summary>
    internal const int MaxEpochs = 4000;

    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The most epochs there will be.</summary>
    public required int Epochs { get; init; }

    /// <summary>The share of this epoch that is done, from 0 to 1.</summary>
    public required double EpochPart { get; init; }

    /// <summary>τ, the steps done.</summary>
    public required long Step { get; init; }

    /// <summary>The mean error of the epoch's rows so far; null where it is not known.</summary>
    public required double? TrainingError { get; init; }

    /// <summary>The mean error of the validation rows after the last whole epoch; null without.</summary>
    public required double? ValidationError { get; init; }

    /// <summary>The epoch whose weights are kept so far; 0 before the first.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>η of the last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training rows a second, so far.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>Time in training.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time to the last epoch at the speed so far.</summary>
    public required TimeSpan Remaining { get; init; }

    /// <summary>Whether it stands still until it is told to go on.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The epochs that ended since the moment before.</summary>
    public IReadOnlyList<EpochResult> NewEpochs { get; init; } = [];

    internal static RunMoment Of(TrainingProgress at) => new()
    {
        Epoch = at.Epoch, Epochs = at.Epochs, EpochPart = at.EpochPart, Step = at.Step, TrainingError = at.TrainingError, ValidationError = at.ValidationError,
        BestEpoch = at.BestEpoch, LearningRate = at.LearningRate, RowsPerSecond = at.RowsPerSecond, Elapsed = at.Elapsed, Remaining = at.Remaining,
    };

    internal byte[] Write() => Json(writer =>
    {
        writer.WriteNumber("epoch", Epoch);
        writer.WriteNumber("epochs", Epochs);
        Number(writer, "part", EpochPart);
        writer.WriteNumber("step", Step);
        Number(writer, "error", TrainingError);
        Number(writer, "validation", ValidationError);
        writer.WriteNumber("best", BestEpoch);
        Number(writer, "rate", LearningRate);
        Number(writer, "speed", RowsPerSecond);
        Number(writer, "elapsed", Elapsed.TotalSeconds);
        Number(writer, "remaining", Remaining.TotalSeconds);
        writer.WriteBoolean("paused", IsPaused);
        writer.WriteStartArray("new");
        foreach (var epoch in NewEpochs)
        {
            writer.WriteStartObject();
            writer.WriteNumber("epoch", epoch.Epoch);
            Number(writer, "error", epoch.TrainingError);
            Number(writer, "validation", epoch.ValidationError);
            Number(writer, "rate", epoch.LearningRate);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    internal static RunMoment Read(JsonElement element) => new()
    {
        Epoch = element.GetProperty("epoch").GetInt32(),
        Epochs = element.GetProperty("epochs").GetInt32(),
        EpochPart = Math.Clamp(Number(element, "part") ?? 0, 0, 1),
        Step = element.GetProperty("step").GetInt64(),
        TrainingError = Number(element, "error"),
        ValidationError = Number(element, "validation"),
        BestEpoch = element.GetProperty("best").GetInt32(),
        LearningRate = Number(element, "rate") ?? 0,
        RowsPerSecond = Number(element, "speed") ?? 0,
        Elapsed = Seconds(element, "elapsed"),
        Remaining = Seconds(element, "remaining"),
        IsPaused = element.GetProperty("paused").GetBoolean(),
        NewEpochs = [.. element.GetProperty("new").EnumerateArray().Select(epoch => new EpochResult(
            epoch.GetProperty("epoch").GetInt32(), Number(epoch, "error") ?? double.NaN, Number(epoch, "validation"), Number(epoch, "rate") ?? 0))],
    };

    // A century is as good as any longer time, and fits.
    private static TimeSpan Seconds(JsonElement element, string name) => TimeSpan.FromSeconds(Math.Clamp(Number(element, name) ?? 0, 0, 3.2e9));
}
