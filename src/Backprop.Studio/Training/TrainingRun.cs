using System.Diagnostics;
using Backprop.Networks;
using Backprop.Numerics.Randomness;
using Backprop.Studio.Components.Charts;
using Backprop.Studio.Data;
using Backprop.Studio.States;
using Backprop.Training;

namespace Backprop.Studio.Training;

/// <summary>
/// The engine's trainer, a step at a time: rows in the same order as in <see cref="Trainer.Train"/>, so that whole epochs give the same weights to the bit. It
/// belongs to one thread.
/// </summary>
internal sealed class TrainingRun : IDisposable
{
    /// <summary>Steps of an epoch after which its error so far is put on the curve, so that long epochs are seen, too.</summary>
    private const int StepsPerPoint = 100;

    private readonly DataSet data;
    private readonly int[] order;
    private readonly Curve trainingErrors = new(), validationErrors = new();
    private readonly RateMeter rate = new();
    private readonly EpochLog? epochs;
    private Judge judge;
    private Trainer trainer;
    private TrainChoices choices;
    private float[] inputs = [], targets = [];
    private int rows;
    private double error, epochError, lastWatched;
    private int errorRows, stepsOfPoint;
    private long watched = -1;
    private bool hasChanged;

    public TrainingRun(DataSet data, TrainChoices choices)
    {
        this.data = data;
        this.choices = choices;
        order = new int[data.Training.Count];
        Network network = TrainingSetup.Network(data, choices);
        trainer = new Trainer(network, TrainingSetup.Options(data, choices));
        judge = new Judge(trainer.Network, data);
        epochs = data.Table is null ? null : new EpochLog();
        MakeRoom();
    }

    /// <summary>Epochs done.</summary>
    public long Epoch { get; private set; }

    /// <summary>Steps done.</summary>
    public long Steps => trainer.StepsDone;

    /// <summary>Whether no row of the epoch under way was learned from.</summary>
    public bool IsBetweenEpochs => rows == 0;

    /// <summary>One step.</summary>
    /// <exception cref="DivergedException">The error is no finite number.</exception>
    public void Step()
    {
        if (rows == 0)
            Permutation.Shuffle(order, (ulong)choices.Seed, Purpose.Shuffle, Epoch + 1);
        int count = Math.Min(BatchSize, order.Length - rows), width = data.Inputs, outputs = data.Outputs;
        for (int n = 0; n < count; n++)
        {
            int row = order[rows + n];
            data.Training.Inputs.Row(row).CopyTo(inputs.AsSpan(n * width));
            data.Training.CopyTargetsTo(row, targets.AsSpan(n * outputs, outputs));
        }
        trainer.Step(inputs.AsSpan(0, count * width), targets.AsSpan(0, count * outputs));
        error += trainer.StepError;
        epochError += trainer.StepError;
        errorRows += count;
        rows += count;
        rate.Add(count);
        bool isEpoch = rows == order.Length;
        if (++stepsOfPoint < StepsPerPoint && !isEpoch)
            return;
        trainingErrors.Add(Steps, error / errorRows);
        (error, errorRows, stepsOfPoint) = (0, 0, 0);
        if (!isEpoch)
            return;
        rows = 0;
        Epoch++;
        epochs?.Add(trainer.Network, epochError / order.Length, Watch(), choices.LearningRate, Steps);
        epochError = 0;
        if (judge.IsTime)
            Measure();
    }

    /// <summary>Measures the error on the validation rows, and how many classes are right.</summary>
    public void Measure()
    {
        Watch();
        if (judge.Measured != Steps)
            judge.Measure(Steps);
    }

    /// <summary>The epochs done, and the network of the best of them; null before the first, and for data that are no table.</summary>
    public TrainedEpochs? Trained() => epochs?.Best is { } best ? new TrainedEpochs(best, epochs.Result(), choices, hasChanged) : null;

    /// <summary>The error on the validation rows as they stand, put on its curve once.</summary>
    private double? Watch()
    {
        if (watched != Steps && judge.ValidationError() is { } found)
            validationErrors.Add(watched = Steps, lastWatched = found);
        return watched == Steps ? lastWatched : null;
    }

    /// <summary>Goes on under other choices, of the same data and network.</summary>
    public void Change(TrainChoices next)
    {
        bool isSame = next with { IsLog = choices.IsLog, FeatureX = choices.FeatureX, FeatureY = choices.FeatureY, Speed = choices.Speed } == choices;
        double dropout = next.Dropout;
        bool hasOtherDropout = !dropout.Equals(choices.Dropout);
        choices = next;
        if (isSame)
            return;
        hasChanged |= Steps > 0;
        Trainer before = trainer;
        trainer = before.With(TrainingSetup.Options(data, next), hasOtherDropout ? dropout : null);
        before.Dispose();
        judge = new Judge(trainer.Network, data, judge);
        MakeRoom();
    }

    /// <summary>Time in which no steps are asked for does not count.</summary>
    public void Rest() => rate.Rest();

    /// <summary>The training as it stands.</summary>
    /// <param name="points">Points of a curve, at most.</param>
    /// <param name="isRunning">Whether it goes on.</param>
    /// <param name="problem">Why it cannot.</param>
    public TrainingMoment Moment(int points, bool isRunning, string? problem)
    {
        rate.Look(Stopwatch.GetTimestamp());
        return new TrainingMoment
        {
            Network = trainer.Network.Clone(),
            Steps = Steps,
            Epochs = Epoch + (double)rows / order.Length,
            IsRunning = isRunning,
            Problem = problem,
            TrainingErrors = trainingErrors.Points(points),
            ValidationErrors = validationErrors.Points(points),
            BestEpoch = epochs?.BestEpoch,
            TrainingAccuracy = judge.TrainingAccuracy,
            ValidationAccuracy = judge.ValidationAccuracy,
            StepsPerSecond = rate.Steps,
            RowsPerSecond = rate.Rows,
        };
    }

    public void Dispose() => trainer.Dispose();

    private int BatchSize => Math.Min(choices.BatchSize, order.Length);

    private void MakeRoom() => (inputs, targets) = (new float[BatchSize * data.Inputs], new float[BatchSize * data.Outputs]);
}
