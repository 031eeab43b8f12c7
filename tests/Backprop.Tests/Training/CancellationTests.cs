using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;
using Backprop.Tests.Files;
using Backprop.Training;

namespace Backprop.Tests.Training;

/// <summary>Where a training can be cancelled, and what may not keep it from that.</summary>
public sealed class CancellationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource stop = new();

    private string Path => folder.File("run");

    [Fact]
    public void Cancelled_in_a_validation_it_is_resumed_there()
    {
        Examples rows = TrainerTests.Circle(20, 1), validation = TrainerTests.Circle(2000, 2);
        using var whole = Small();
        var expected = whole.Train(rows, validation);

        using var first = Small();
        // The first epoch has one batch: its rows are done, and its validation is not.
        var whenRowsAreDone = new Listener(progress =>
        {
            if (progress is { EpochPart: 1, History.Count: 0 })
                stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => first.Train(rows, validation, whenRowsAreDone, new CheckpointPolicy(Path), stop.Token));
        var checkpoint = Checkpoint.Load(Path);
        Assert.Equal((1, 1, 20), (checkpoint.Step, checkpoint.Epoch, checkpoint.Rows));

        using var second = Small();
        var result = second.Resume(checkpoint, rows, validation);
        Assert.Equal(whole.Network.WeightsSha256(), second.Network.WeightsSha256());
        Assert.Equal((expected.BestEpoch, expected.Steps), (result.BestEpoch, result.Steps));
        Assert.Equal(expected.History, result.History);
    }

    [Fact]
    public void An_evaluation_is_cancelled_between_rows()
    {
        stop.Cancel();
        var evaluation = new Evaluation(new Network([2, 3, 1]), TrainerTests.Circle(20, 1));
        Assert.Throws<OperationCanceledException>(() => evaluation.MeanError("rows", 0, 1, stop.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Predictions_are_cancelled_between_rows_and_go_on_to_work(int threads)
    {
        var network = new Network([20, 100, 10]);
        using var processor = new Processor(threads);
        var (inputs, outputs) = (new Matrix(5000, 20), new Matrix(5000, 10));
        network.Predict(inputs, outputs, processor);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => network.Predict(inputs, outputs, processor, stop.Token));
        network.Predict(inputs, outputs, processor);
    }

    [Fact]
    public void However_long_the_training_would_take_cancelling_it_is_reported_as_such()
    {
        stop.Cancel();
        using var trainer = new Trainer(new Network([2, 3, 1]), new TrainingOptions { Epochs = int.MaxValue });
        TrainingProgress? told = null;
        Assert.Throws<OperationCanceledException>(() => trainer.Train(
            TrainerTests.Circle(20, 1), progress: new Listener(progress => told = progress), checkpoints: new CheckpointPolicy(Path), cancellation: stop.Token));
        Assert.Equal((0, true), (told!.TrainingError, told.Remaining > TimeSpan.FromDays(36_000)));
    }

    [Fact]
    public void A_listener_that_fails_does_not_keep_it_from_being_cancelled()
    {
        stop.Cancel();
        using var trainer = Small();
        var exception = Assert.Throws<OperationCanceledException>(() => trainer.Train(
            TrainerTests.Circle(20, 1), progress: new Listener(_ => throw new FormatException("no ears")), checkpoints: new CheckpointPolicy(Path), cancellation: stop.Token));
        Assert.IsType<FormatException>(exception.InnerException);
        Assert.Equal(0, Checkpoint.Load(Path).Step);
    }

    [Fact]
    public void A_checkpoint_is_used_up_by_the_training_that_goes_on_from_it()
    {
        using var trainer = Small();
        trainer.Train(TrainerTests.Circle(20, 1), checkpoints: new CheckpointPolicy(Path));
        var checkpoint = Checkpoint.Load(Path);
        using var second = Small();
        second.Resume(checkpoint, TrainerTests.Circle(20, 1));
        using var third = Small();
        Assert.Contains("load it again", Assert.Throws<InvalidOperationException>(() => third.Resume(checkpoint, TrainerTests.Circle(20, 1))).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        stop.Dispose();
        folder.Dispose();
    }

    private static Trainer Small() => new(new Network([2, 3, 1]), new TrainingOptions { BatchSize = 20, Epochs = 4 });

    private sealed class Listener(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
