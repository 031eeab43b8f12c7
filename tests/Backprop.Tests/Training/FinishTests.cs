using Backprop.Networks;
using Backprop.Tests.Files;
using Backprop.Training;
using Backprop.Training.Schedules;

namespace Backprop.Tests.Training;

/// <summary>A training that is asked to finish has the result of one with as many epochs as were done.</summary>
public sealed class FinishTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource finish = new();

    private string Path => folder.File("run");

    public static TheoryData<int, int, bool> Moments()
    {
        var data = new TheoryData<int, int, bool>();
        // 5 steps an epoch: within one, and with its last step, which leaves the validation to be done, or nothing.
        foreach (int step in new[] { 5, 7, 10, 14, 23 })
            foreach (bool isValidated in new[] { true, false })
                data.Add(step, (isValidated ? step - 1 : step) / 5, isValidated);
        return data;
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void The_result_is_that_of_the_epochs_done(int step, int epochs, bool isValidated)
    {
        Examples rows = TrainerTests.Circle(20, 1);
        Examples? validation = isValidated ? TrainerTests.Circle(10, 2) : null;
        using var trainer = Small(100);
        TrainingResult? result = null;
        void Finish() => result = trainer.Train(rows, validation, checkpoints: At(step), finish: finish.Token);
        if (epochs == 0)
        {
            var exception = Assert.Throws<OperationCanceledException>(Finish);
            Assert.Equal(finish.Token, exception.CancellationToken);
            Assert.Contains("no weights to keep", exception.Message, StringComparison.Ordinal);
            return;
        }
        Finish();
        Assert.Equal(TrainingEnd.Request, result!.End);
        Assert.Equal(epochs, result.History.Count);

        using var counted = Small(epochs);
        var expected = counted.Train(rows, validation);
        Assert.Equal(counted.Network.WeightsSha256(), trainer.Network.WeightsSha256());
        Assert.Equal(expected.History, result.History);
        Assert.Equal((expected.Steps, expected.BestEpoch, expected.Rows), (result.Steps, result.BestEpoch, result.Rows));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_can_still_be_resumed_to_the_bits_of_a_training_that_nobody_ended(bool isValidated)
    {
        Examples rows = TrainerTests.Circle(20, 1);
        Examples? validation = isValidated ? TrainerTests.Circle(10, 2) : null;
        using var whole = Small(8);
        var expected = whole.Train(rows, validation);
        using var first = Small(8);
        Assert.Equal(TrainingEnd.Request, first.Train(rows, validation, checkpoints: At(17), finish: finish.Token).End);
        var checkpoint = Checkpoint.Load(Path);
        Assert.Equal((17, false), (checkpoint.Step, checkpoint.Ended));

        // Nobody can ask this one to finish: it still must not end with the weights of an older epoch.
        using var second = Small(8);
        var result = second.Resume(checkpoint, rows, validation);
        Assert.Equal(whole.Network.WeightsSha256(), second.Network.WeightsSha256());
        Assert.Equal(expected.History, result.History);
        Assert.Equal((expected.End, expected.Steps, expected.BestEpoch, expected.Rows), (result.End, result.Steps, result.BestEpoch, result.Rows));
    }

    [Fact]
    public void Resumed_between_two_epochs_and_finished_at_once_it_has_the_epochs_before()
    {
        Examples rows = TrainerTests.Circle(20, 1);
        using var first = Small(2);
        first.Train(rows, checkpoints: new CheckpointPolicy(Path) { FileSteps = RandomTraining.NoFlush });
        finish.Cancel();
        using var second = Small(8);
        var result = second.Resume(Checkpoint.Load(Path), rows, finish: finish.Token);
        Assert.Equal((TrainingEnd.Request, 2, 10L), (result.End, result.History.Count, result.Steps));
        Assert.Equal(first.Network.WeightsSha256(), second.Network.WeightsSha256());
    }

    [Fact]
    public void A_training_that_ended_by_itself_says_so_and_one_that_is_cancelled_as_well_has_no_result()
    {
        Examples rows = TrainerTests.Circle(20, 1);
        using var ended = Small(1);
        Assert.Equal(TrainingEnd.Epochs, ended.Train(rows, progress: new Cancels(finish), finish: finish.Token).End);
        using var cancelled = Small(3);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Equal(stop.Token, Assert.Throws<OperationCanceledException>(() => cancelled.Train(rows, cancellation: stop.Token, finish: finish.Token)).CancellationToken);
    }

    public void Dispose()
    {
        finish.Dispose();
        folder.Dispose();
    }

    private static Trainer Small(int epochs) =>
        new(new Network([2, 3, 1], new() { Dropout = 0.1 }), new TrainingOptions { BatchSize = 4, Epochs = epochs, Schedule = Schedule.Parse("plateau=1:0.5") });

    /// <summary>Asks to finish when the checkpoint of a step is written.</summary>
    private CheckpointPolicy At(int step)
    {
        int writes = 0;
        return new CheckpointPolicy(Path)
        {
            EveryStep = true,
            FileSteps = RandomTraining.NoFlush with
            {
                Rename = (from, to) =>
                {
                    File.Move(from, to, overwrite: true);
                    // The first is that before the first step; a step at the end of an epoch has two.
                    if (Checkpoint.Load(to).Step == step && writes++ == 0)
                        finish.Cancel();
                },
            },
        };
    }

    private sealed class Cancels(CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.History.Count > 0)
                source.Cancel();
        }
    }
}
