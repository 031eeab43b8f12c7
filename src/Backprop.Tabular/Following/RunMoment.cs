using System.Text.Json;
using Backprop.Spelling;
using Backprop.Training;

namespace Backprop.Tabular.Following;

/// <summary>The state of a training.</summary>
internal sealed record RunMoment : RunMessage
{
    /// <summary>The maximum number of epochs in one message, so that it stays short.</summary>
    internal const int MaxEpochs = 4000;

    /// <summary>Which of several networks this is about, from 1.</summary>
    public int Member { get; init; } = 1;

    /// <summary>How many networks are trained.</summary>
    public int Members { get; init; } = 1;

    /// <summary>The share of all epochs of all networks that is done, from 0 to 1.</summary>
    public double Part { get; init; }

    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The maximum number of epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The share of this epoch that is done, from 0 to 1.</summary>
    public required double EpochPart { get; init; }

    /// <summary>τ, the steps done.</summary>
    public required long Step { get; init; }

    /// <summary>The mean error of the epoch's rows so far; null where it is not known.</summary>
    public required double? TrainingError { get; init; }

    /// <summary>The mean error of the validation rows after the last complete epoch; null without.</summary>
    public required double? ValidationError { get; init; }

    /// <summary>The best epoch so far, whose weights are kept; 0 before the first.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>η of the last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Training rows per second, so far.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>Training time.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time to the last epoch at the speed so far.</summary>
    public required TimeSpan Remaining { get; init; }

    /// <summary>Whether it is paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The epochs that ended since the previous message; of several networks those of the first.</summary>
    public IReadOnlyList<EpochResult> NewEpochs { get; init; } = [];

    internal static RunMoment Of(TrainingProgress at) => new()
    {
        Member = at.Member, Members = at.Members, Part = at.Part, Epoch = at.Epoch, Epochs = at.Epochs, EpochPart = at.EpochPart, Step = at.Step, TrainingError = at.TrainingError, ValidationError = at.ValidationError,
        BestEpoch = at.BestEpoch, LearningRate = at.LearningRate, RowsPerSecond = at.RowsPerSecond, Elapsed = at.Elapsed, Remaining = at.Remaining,
    };

    /// <summary>Whether some network has weights to keep: those before this one have ended.</summary>
    public bool CanFinish => BestEpoch > 0 || Member > 1;

    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, RunJson.Default.RunMoment);

    internal static RunMoment Read(byte[] json)
    {
        var moment = StrictJson.Read(json, RunJson.Default.RunMoment, "moment");
        return moment.NewEpochs is null || moment.NewEpochs.Contains(null) ? throw new FormatException("moment: an epoch is null.") : moment with
        {
            Part = Math.Clamp(Finite(moment.Part) ?? 0, 0, 1),
            EpochPart = Math.Clamp(Finite(moment.EpochPart) ?? 0, 0, 1),
            TrainingError = Finite(moment.TrainingError),
            ValidationError = Finite(moment.ValidationError),
            LearningRate = Finite(moment.LearningRate) ?? 0,
            RowsPerSecond = Finite(moment.RowsPerSecond) ?? 0,
            Elapsed = Limited(moment.Elapsed),
            Remaining = Limited(moment.Remaining),
        };
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    // A century is as good as any longer time, and can be added to.
    private static TimeSpan Limited(TimeSpan time) => TimeSpan.FromTicks(Math.Clamp(time.Ticks, 0, TimeSpan.FromDays(36525).Ticks));
}
