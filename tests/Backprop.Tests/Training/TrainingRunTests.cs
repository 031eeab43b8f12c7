using Backprop.Networks;
using Backprop.Tests.Files;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;
using CsCheck;

namespace Backprop.Tests.Training;

/// <summary>A run has the bits of <see cref="Trainer.Train"/>, whatever it is moved on by, and whatever is done with it in between.</summary>
public sealed class TrainingRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Examples rows = TrainerTests.Circle(23, 1), validation = TrainerTests.Circle(10, 2);

    private string Path => folder.File("run");

    [Fact]
    public void However_it_is_moved_on_and_observed_it_is_the_training_to_the_bit() =>
        Gen.Select(RandomTraining.Any, Gen.Int[0, 3], Gen.Int[1, 12], Gen.Bool).Sample((training, way, steps, observed) =>
        {
            using var whole = new Trainer(training.Network, training.Options);
            TrainingResult expected;
            try
            {
                expected = whole.Train(training.Training, training.Validation);
            }
            catch (DivergedException)
            {
                return;
            }
            using var trainer = new Trainer(training.Network, training.Options);
            var run = trainer.Begin(training.Training, training.Validation);
            bool Moves() => way switch
            {
                0 => run.Advance(),
                1 => run.Advance(steps),
                2 => run.Advance(TimeSpan.Zero),
                _ => run.Advance(TimeSpan.MaxValue),
            };
            for (bool moves = true; moves;)
            {
                moves = Moves();
                if (!observed)
                    continue;
                Assert.Equal(trainer.StepsDone, run.Progress.Step);
                _ = run.BestNetwork();
                trainer.Network.Predict(training.Training.Inputs.Row(0), new float[trainer.Network.Outputs]);
            }
            Assert.Equal(expected.End, run.End);
            AssertSame(expected, whole, run.Finish(), trainer);
        }, iter: 100, threads: 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_a_checkpoint_in_between_it_is_the_training_to_the_bit(bool isValidated)
    {
        var watched = isValidated ? validation : null;
        using var whole = Small(5);
        var expected = whole.Train(rows, watched);
        // 6 steps an epoch: within one, before a validation, and after one.
        foreach (int steps in new[] { 0, 4, 12, 17 })
        {
            using (var first = Small(5))
            {
                var run = first.Begin(rows, watched, new CheckpointPolicy(Path) { FileSteps = RandomTraining.NoFlush });
                for (int n = 0; first.StepsDone < steps; n++)
                    run.Advance();
                run.WriteCheckpoint();
                Assert.Equal(steps, run.Progress.Checkpoint!.Step);
            }
            using var second = Small(5);
            var resumed = second.BeginFrom(Checkpoint.Load(Path), rows, watched);
            Assert.Equal(steps, resumed.Progress.Step);
            while (resumed.Advance(2))
            {
            }
            AssertSame(expected, whole, resumed.Finish(), second);
        }
    }

    [Fact]
    public void Cancelled_it_can_be_advanced_again()
    {
        using var whole = Small(3);
        var expected = whole.Train(rows, validation);
        using var trainer = Small(3);
        var run = trainer.Begin(rows, validation, new CheckpointPolicy(Path) { FileSteps = RandomTraining.NoFlush });
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        for (bool moves = true; moves; moves = run.Advance())
            Assert.Equal(stop.Token, Assert.Throws<OperationCanceledException>(() => run.Advance(5, stop.Token)).CancellationToken);
        AssertSame(expected, whole, run.Finish(), trainer);
    }

    [Fact]
    public void It_reports_its_state()
    {
        using var trainer = Small(2);
        var run = trainer.Begin(rows, validation);
        Assert.Equal((1, 0.0, 0L, 0, 0.0), Position(run));
        Assert.True(run.IsBetweenEpochs);
        Assert.Null(run.BestNetwork());
        Assert.Throws<InvalidOperationException>(run.Finish);
        Assert.True(run.Advance(6));
        Assert.Equal((1, 1.0, 6L, 0, 0.01), Position(run));
        Assert.True(run.AwaitsValidation);
        Assert.True(run.Advance());
        Assert.Equal((1, 1.0, 6L, 1, 0.01), Position(run));
        Assert.True(run is { IsBetweenEpochs: true, AwaitsValidation: false });
        Assert.Equal(run.History[0].ValidationError, run.Progress.ValidationError);
        Assert.True(run.Advance(2));
        Assert.Equal((2, 8.0 / 23, 8L, 1, 0.01), Position(run));
        // Time goes by within it only.
        var elapsed = run.Progress.Elapsed;
        Thread.Sleep(5);
        Assert.Equal(elapsed, run.Progress.Elapsed);
        Assert.False(run.Advance(TimeSpan.MaxValue));
        Assert.Equal(TrainingEnd.Epochs, run.End);
        Assert.False(run.Advance());
        Assert.Equal(12, trainer.StepsDone);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Finished_within_an_epoch_it_has_the_epochs_done(bool isValidated)
    {
        var watched = isValidated ? validation : null;
        using var counted = Small(2);
        var expected = counted.Train(rows, watched);
        using var trainer = Small(9);
        var run = trainer.Begin(rows, watched);
        for (int epoch = 0; epoch < 2; epoch++)
            run.Advance(TimeSpan.MaxValue);
        run.Advance(3);
        Assert.Equal(counted.Network.WeightsSha256(), run.BestNetwork()!.WeightsSha256());
        var result = run.Finish();
        Assert.Equal(TrainingEnd.Request, result.End);
        AssertSame(expected with { End = TrainingEnd.Request }, counted, result, trainer);
        Assert.False(run.Advance());
    }

    [Fact]
    public void Without_keeping_the_last_epoch_it_can_be_finished_between_epochs_only()
    {
        using var trainer = Small(9);
        var run = trainer.Begin(rows, keepsLast: false);
        run.Advance(7);
        run.Advance(TimeSpan.MaxValue);
        run.Advance();
        Assert.Throws<InvalidOperationException>(run.Finish);
        run.Advance(TimeSpan.MaxValue);
        Assert.Equal(trainer.StepsDone, run.Finish().Steps);
    }

    [Fact]
    public void It_goes_on_under_other_options_within_an_epoch()
    {
        using var first = Small(9);
        var before = first.Begin(rows, validation);
        before.Advance(TimeSpan.MaxValue);
        before.Advance(2);
        using var same = first.With(Options(9));
        using var other = first.With(Options(3) with { BatchSize = 5, Optimizer = new Adam { LearningRate = 0.1 } });
        var run = same.BeginFrom(before);
        var changed = other.BeginFrom(before);

        // 15 rows of the epoch are left: 3 batches of 5, and 5 in the last epoch.
        Assert.True(changed.Advance(TimeSpan.MaxValue));
        Assert.Equal((11L, 2), (other.StepsDone, changed.History.Count));
        Assert.Equal(0.1, changed.History[1].LearningRate);
        Assert.Equal(before.History[0], changed.History[0]);
        Assert.False(changed.Advance(TimeSpan.MaxValue));
        Assert.Equal((16L, TrainingEnd.Epochs), (changed.Finish().Steps, changed.End));

        using var whole = Small(9);
        var expected = whole.Train(rows, validation);
        AssertSame(expected, whole, run.Run(), same);
        // That of before was left as it was.
        AssertSame(expected, whole, before.Run(), first);
        Assert.Throws<ArgumentException>(() => same.BeginFrom(changed));
    }

    [Fact]
    public void Epochs_beyond_those_recorded_are_trained_and_leave_no_trace()
    {
        using var counted = Small(2);
        var expected = counted.Train(rows);
        using var whole = Small(4);
        whole.Train(rows);
        using var trainer = Small(4);
        var run = trainer.Begin(rows);
        run.MaxHistory = 2;
        while (run.Advance(100))
        {
        }
        Assert.Equal(whole.Network.WeightsSha256(), trainer.Network.WeightsSha256());
        Assert.Equal((4, 24L), (run.Progress.Epoch, run.Progress.Step));
        AssertSame(expected, counted, run.Finish(), trainer);
        using var writes = Small(4);
        Assert.Throws<InvalidOperationException>(() => writes.Begin(rows, checkpoints: new CheckpointPolicy(Path)).MaxHistory = 2);
    }

    [Fact]
    public void Two_cannot_move_one_network()
    {
        using var trainer = Small(4);
        TrainingRun first = trainer.Begin(rows), second = trainer.Begin(rows);
        second.Advance();
        Assert.Contains("step 0", Assert.Throws<InvalidOperationException>(() => first.Advance()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Moving_on_within_an_epoch_allocates_nothing()
    {
        using var trainer = new Trainer(new Network([2, 3, 1]), new TrainingOptions { BatchSize = 1, Threads = 1 });
        var run = trainer.Begin(TrainerTests.Circle(5000, 1));
        long least = long.MaxValue;
        for (int n = 0; n < 100; n++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run.Advance(20);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    public void Dispose() => folder.Dispose();

    private static void AssertSame(TrainingResult expected, Trainer expectedTrainer, TrainingResult result, Trainer trainer)
    {
        Assert.Equal(expectedTrainer.Network.WeightsSha256(), trainer.Network.WeightsSha256());
        Assert.Equal(expected.History, result.History);
        Assert.Equal((expected.End, expected.Steps, expected.BestEpoch, expected.Rows), (result.End, result.Steps, result.BestEpoch, result.Rows));
    }

    private static (int Epoch, double Part, long Step, int Best, double LearningRate) Position(TrainingRun run)
    {
        var at = run.Progress;
        return (at.Epoch, at.EpochPart, at.Step, at.BestEpoch, at.LearningRate);
    }

    private static TrainingOptions Options(int epochs) => new() { BatchSize = 4, Epochs = epochs, Optimizer = new Adam { LearningRate = 0.01 } };

    private static Trainer Small(int epochs) => new(new Network([2, 3, 1], new() { Dropout = 0.1 }), Options(epochs));
}
