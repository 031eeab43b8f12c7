using Backprop.Files;
using Backprop.Networks;
using Backprop.Tests.Files;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Tests.Training;

/// <summary>When checkpoints are written, what they cost, and what becomes of a training whose disk fails.</summary>
public sealed class CheckpointWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Examples rows = TrainerTests.Circle(40, 1);

    private string Path => folder.File("run");

    [Fact]
    public void A_file_that_cannot_be_written_is_reported_before_the_first_step()
    {
        using var trainer = Small();
        var exception = Assert.Throws<DirectoryNotFoundException>(() => trainer.Train(rows, checkpoints: new CheckpointPolicy(folder.File("none/run"))));
        Assert.Contains("none", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, trainer.StepsDone);
    }

    [Theory]
    [InlineData("create", false)]
    [InlineData("open", false)]
    [InlineData("flush", false)]
    [InlineData("rename", false)]
    [InlineData("folder", false)]
    [InlineData("create", true)]
    [InlineData("rename", true)]
    [InlineData("folder", true)]
    public void A_disk_that_fails_later_does_not_end_the_training_and_is_reported(string what, bool denies)
    {
        using var whole = Small();
        whole.Train(rows);
        int writes = 0;
        // The 4th to 9th of 13 writes fail.
        void Fail(string step)
        {
            if (step == "create")
                writes++;
            if (step == what && writes is >= 4 and <= 9)
                throw denies ? new UnauthorizedAccessException($"{step} failed") : new IOException($"{step} failed");
        }
        var steps = new FileSteps
        {
            Create = path => { Fail("create"); return FileSteps.Real.Create(path); },
            Open = path => { Fail("open"); return FileSteps.Real.Open(path); },
            Flush = _ => Fail("flush"),
            Rename = (from, to) => { Fail("rename"); FileSteps.Real.Rename(from, to); },
            FlushFolder = _ => Fail("folder"),
        };
        var told = new List<CheckpointStatus>();
        using var trainer = Small();
        trainer.Train(rows, progress: new Collect(progress =>
        {
            told.Add(progress.Checkpoint!);
            // What is on the disk is whole at any moment, and is what was told, unless the new file was only not confirmed.
            long step = Checkpoint.Load(Path).Step;
            Assert.True(step == told[^1].Step || what == "folder");
        }), checkpoints: new CheckpointPolicy(Path) { EveryStep = true, FileSteps = steps });
        Assert.Equal(whole.Network.WeightsSha256(), trainer.Network.WeightsSha256());
        Assert.Contains(told, status => status.Problem?.Contains($"{what} failed", StringComparison.Ordinal) == true);
        Assert.Null(told[^1].Problem);
        Assert.Equal(12, Checkpoint.Load(Path).Step);
        Assert.Equal(["run"], folder.Names());
    }

    [Fact]
    public void Cancelled_on_a_failing_disk_the_exception_says_so()
    {
        using var stop = new CancellationTokenSource();
        int renames = 0;
        var steps = RandomTraining.NoFlush with
        {
            Rename = (from, to) =>
            {
                if (++renames > 1)
                {
                    stop.Cancel();
                    throw new IOException("no more");
                }
                File.Move(from, to);
            },
        };
        using var trainer = Small();
        var exception = Assert.Throws<OperationCanceledException>(() =>
            trainer.Train(rows, checkpoints: new CheckpointPolicy(Path) { EveryStep = true, FileSteps = steps }, cancellation: stop.Token));
        Assert.IsType<IOException>(exception.InnerException, exactMatch: false);
        Assert.Contains("was not written", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, Checkpoint.Load(Path).Step);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(400)]
    [InlineData(30_000)]
    public void Checkpoints_cost_one_percent_beside_the_first_and_the_last(int costMilliseconds)
    {
        var clock = new FakeClock();
        var cost = TimeSpan.FromMilliseconds(costMilliseconds);
        int writes = 0;
        var steps = RandomTraining.NoFlush with { Flush = _ => { writes++; clock.Now += cost; } };
        using var trainer = Small(epochs: 3000);
        trainer.Train(rows, progress: new Collect(_ => clock.Now += TimeSpan.FromSeconds(1)), checkpoints: new CheckpointPolicy(Path) { FileSteps = steps, Clock = clock });
        var training = TimeSpan.FromSeconds(3000);
        Assert.InRange((writes - 2) * cost, TimeSpan.Zero, training / 100);
        // ... and as often as that and the least interval of a second allow.
        Assert.True(writes >= Math.Min(1500, (training / 100 / cost) - 2));
    }

    [Fact]
    public void Every_epoch_can_have_its_checkpoint()
    {
        var clock = new FakeClock();
        int writes = 0;
        var steps = RandomTraining.NoFlush with { Flush = _ => { writes++; clock.Now += TimeSpan.FromSeconds(100); } };
        using var trainer = Small(epochs: 20);
        trainer.Train(rows, checkpoints: new CheckpointPolicy(Path) { FileSteps = steps, Clock = clock, EveryEpoch = true });
        // The first, one for each epoch, and the one that says that the training has ended.
        Assert.Equal(22, writes);
    }

    [Fact]
    public void Within_a_long_epoch_checkpoints_are_written_too()
    {
        var clock = new FakeClock();
        var seen = new List<(int, long)>();
        using var trainer = new Trainer(new Network([2, 2000, 1]), new TrainingOptions { BatchSize = 1, Epochs = 1 });
        var steps = RandomTraining.NoFlush with
        {
            Rename = (from, to) =>
            {
                File.Move(from, to, overwrite: true);
                clock.Stands = true;
                var checkpoint = Checkpoint.Load(to);
                seen.Add((checkpoint.Epoch, checkpoint.Step));
            },
        };
        clock.PerLook = TimeSpan.FromSeconds(2);
        trainer.Train(TrainerTests.Circle(10_000, 1), checkpoints: new CheckpointPolicy(Path) { FileSteps = steps, Clock = clock });
        Assert.True(seen.Count > 3);
        Assert.Equal((1, 0L), seen[0]);
        Assert.All(seen.Skip(1).Where(at => at.Item1 == 1), at => Assert.InRange(at.Item2, 1, 9_999));
        Assert.Equal((2, 10_000L), seen[^1]);
    }

    [Fact]
    public void Weights_that_are_not_finite_do_not_replace_those_before_them()
    {
        using var trainer = new Trainer(new Network([2, 8, 1]), new TrainingOptions { BatchSize = 4, Optimizer = new Sgd { LearningRate = 1e30 } });
        var exception = Assert.Throws<DivergedException>(() => trainer.Train(rows, checkpoints: new CheckpointPolicy(Path) { EveryStep = true }));
        using var again = new Trainer(new Network([2, 8, 1]), new TrainingOptions { BatchSize = 4, Optimizer = new Sgd { LearningRate = 1e30 } });
        Assert.Equal(exception.Message, Assert.Throws<DivergedException>(() => again.Resume(Checkpoint.Load(Path), rows)).Message);
    }

    [Fact]
    public void Between_checkpoints_a_step_allocates_nothing()
    {
        FakeClock Watched()
        {
            var clock = new FakeClock();
            using var trainer = new Trainer(new Network([2, 8, 1]), new TrainingOptions { BatchSize = 1, Epochs = 1, Steps = 33, Threads = 1 });
            trainer.Train(rows, checkpoints: new CheckpointPolicy(Path) { Clock = clock, FileSteps = RandomTraining.NoFlush });
            return clock;
        }
        Watched();
        // The clock is asked at the start, before and after the first checkpoint, after the first step, and before and after the last checkpoint.
        var allocated = Watched().Allocated;
        Assert.Equal(6, allocated.Count);
        Assert.Equal(allocated[3], allocated[4]);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void The_last_step_is_in_the_file_also_where_it_is_within_an_epoch(int steps)
    {
        using var trainer = new Trainer(new Network([2, 3, 1]), new TrainingOptions { BatchSize = 10, Epochs = 3, Steps = steps });
        trainer.Train(rows, rows, checkpoints: new CheckpointPolicy(Path));
        var checkpoint = Checkpoint.Load(Path);
        Assert.Equal((steps, steps == 8 ? 3 : 2, steps == 8 ? 0 : 30), (checkpoint.Step, checkpoint.Epoch, checkpoint.Rows));
    }

    [Fact]
    public void Progress_reports_the_last_checkpoint_also_when_cancelled()
    {
        using var stop = new CancellationTokenSource();
        CheckpointStatus? last = null;
        using var trainer = Small();
        Assert.Throws<OperationCanceledException>(() => trainer.Train(
            rows, progress: new Collect(progress =>
            {
                last = progress.Checkpoint;
                stop.Cancel();
            }), checkpoints: new CheckpointPolicy(Path), cancellation: stop.Token));
        Assert.Equal(new CheckpointStatus(trainer.StepsDone, null), last);
        Assert.True(trainer.StepsDone > 0);
    }

    public void Dispose() => folder.Dispose();

    private static Trainer Small(int epochs = 3) => new(new Network([2, 3, 1]), new TrainingOptions { BatchSize = 10, Epochs = epochs });

    private sealed class Collect(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }

    private sealed class FakeClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public TimeSpan PerLook { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        /// <summary>Whether no time goes by before the next look.</summary>
        public bool Stands { get; set; }

        /// <summary>What the thread had allocated at each look.</summary>
        public List<long> Allocated { get; } = new(100_000);

        public override long GetTimestamp()
        {
            Allocated.Add(GC.GetAllocatedBytesForCurrentThread());
            if (!Stands)
                Now += PerLook;
            Stands = false;
            return Now.Ticks;
        }
    }
}
