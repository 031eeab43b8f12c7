using Backprop.Networks;
using Backprop.Tests.Files;
using Backprop.Training;
using CsCheck;

namespace Backprop.Tests.Training;

/// <summary>Stopped and resumed is never stopped, to the bit.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_every_checkpoint_on_the_way_is_resumed_to_is_the_training_that_was_never_stopped()
    {
        RandomTraining.Any.Sample(training =>
        {
            var expected = training.Run();
            using var files = new TemporaryFolder();
            var every = Every(files.File("now"), (n, path) => File.Copy(path, files.File($"{n}")));
            Assert.Equal(expected, training.Run(policy: every));
            int count = Directory.GetFiles(files.Path).Length - 1;
            Assert.True(count >= Math.Min(2, expected.Steps));
            for (int n = 1; n <= count; n++)
            {
                using var machine = RandomTraining.Machine(n);
                Assert.Equal(expected, training.Run(Checkpoint.Load(files.File($"{n}")), processor: machine));
            }
        }, iter: 40, threads: 1, seed: "0000000000000");
    }

    [Fact]
    public void Cancelled_again_and_again_a_training_comes_to_the_same_end()
    {
        Gen.Select(RandomTraining.Any, Gen.Int[1, 5]).Sample((training, steps) =>
        {
            var expected = training.Run();
            string path = folder.File("run");
            Checkpoint? from = null;
            Outcome? found = null;
            for (int n = 0; found is null; n++)
            {
                using var stop = new CancellationTokenSource();
                using var machine = RandomTraining.Machine(n);
                var policy = Every(path, (writes, _) =>
                {
                    if (writes == 1 + steps)
                        stop.Cancel();
                });
                try
                {
                    found = training.Run(from, policy, stop.Token, machine);
                }
                catch (OperationCanceledException)
                {
                    from = Checkpoint.Load(path);
                }
            }
            Assert.Equal(expected, found);
        }, iter: 40, threads: 1, seed: "0000000000000");
    }

    [Fact]
    public void The_checkpoints_of_a_resumed_training_are_those_of_the_uninterrupted_but_for_the_time()
    {
        RandomTraining.Any.Sample(training =>
        {
            var uninterrupted = new List<string>();
            var resumed = new List<string>();
            string path = folder.File("run"), half = folder.File("half");
            training.Run(policy: Every(path, (n, file) =>
            {
                uninterrupted.Add(Content(file));
                if (n == 3)
                    File.Copy(file, half, overwrite: true);
            }));
            if (uninterrupted.Count < 3)
                return;
            training.Run(Checkpoint.Load(half), Every(path, (_, file) => resumed.Add(Content(file))));
            Assert.Equal(uninterrupted.Skip(2), resumed);
        }, iter: 20, threads: 1, seed: "0000000000000");
    }

    [Fact]
    public void Cancelling_before_the_first_step_leaves_a_checkpoint_too()
    {
        var training = RandomTraining.Example;
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => training.Run(policy: new CheckpointPolicy(folder.File("run")), cancellation: stop.Token));
        var checkpoint = Checkpoint.Load(folder.File("run"));
        Assert.Equal((0, 1, 0), (checkpoint.Step, checkpoint.Epoch, checkpoint.Rows));
        Assert.Equal(training.Run(), training.Run(checkpoint));
    }

    [Fact]
    public void Epochs_steps_and_patience_may_be_raised_and_the_result_is_that_of_the_longer_training()
    {
        var limits = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 20].Nullable(), Gen.Int[0, 3].Nullable());
        Gen.Select(RandomTraining.Any, limits).Where((training, _) => !training.Options.Schedule.DependsOnPlannedSteps).Sample((training, more) =>
        {
            var options = training.Options;
            var longer = training with
            {
                Options = options with { Epochs = options.Epochs + more.Item1, Steps = options.Steps + more.Item2, Patience = options.Patience + more.Item3 },
            };
            training.Run(policy: new CheckpointPolicy(folder.File("end")) { FileSteps = RandomTraining.NoFlush });
            Assert.Equal(longer.Run(), longer.Run(Checkpoint.Load(folder.File("end"))));
        }, iter: 60, threads: 1, seed: "0000000000000");
    }

    [Fact]
    public void Steps_before_the_training_and_trainings_before_it_count()
    {
        var training = TrainerTests.Circle(30, 1);
        var options = new TrainingOptions { BatchSize = 10, Epochs = 3, Schedule = Backprop.Training.Schedules.Schedule.Parse("exponential=0.5") };
        Trainer Begin()
        {
            var trainer = new Trainer(new Network([2, 4, 1]), options);
            trainer.Step([1, 2], [0.5f]);
            trainer.Train(training);
            return trainer;
        }
        using var whole = Begin();
        var expected = whole.Train(training, checkpoints: Every(folder.File("run"), (n, path) =>
        {
            if (n == 5)
                File.Copy(path, folder.File("half"));
        }));
        using var resumed = Begin();
        var result = resumed.Resume(Checkpoint.Load(folder.File("half")), training);
        Assert.Equal(whole.Network.WeightsSha256(), resumed.Network.WeightsSha256());
        Assert.Equal(expected.History, result.History);
        Assert.Equal(19, result.Steps);
    }

    [Fact]
    public void A_checkpoint_is_a_networks_file_with_the_weights_of_the_moment()
    {
        using var trainer = new Trainer(new Network([2, 4, 1]), new TrainingOptions { Epochs = 2 });
        trainer.Train(TrainerTests.Circle(30, 1), checkpoints: new CheckpointPolicy(folder.File("run")));
        Assert.Equal(trainer.Network.WeightsSha256(), Backprop.Files.NetworkFile.Load(folder.File("run")).WeightsSha256());
    }

    [Fact]
    public void Time_and_rows_of_the_interrupted_training_count()
    {
        var training = TrainerTests.Circle(30, 1);
        using var first = new Trainer(new Network([2, 4, 1]), new TrainingOptions { Epochs = 2 });
        var before = first.Train(training, checkpoints: new CheckpointPolicy(folder.File("run")));
        using var second = new Trainer(new Network([2, 4, 1]), new TrainingOptions { Epochs = 5, TimeLimit = TimeSpan.FromTicks(1) });
        var after = second.Resume(Checkpoint.Load(folder.File("run")), training);
        Assert.Equal((TrainingEnd.TimeLimit, 2, before.Rows), (after.End, after.History.Count, after.Rows));
        Assert.True(after.Duration > TimeSpan.Zero);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A checkpoint after every step, and what is done after the n-th from 1.</summary>
    private static CheckpointPolicy Every(string path, Action<int, string> written)
    {
        int count = 0;
        return new CheckpointPolicy(path)
        {
            EveryStep = true,
            FileSteps = RandomTraining.NoFlush with
            {
                Rename = (from, to) =>
                {
                    File.Move(from, to, overwrite: true);
                    written(++count, to);
                },
            },
        };
    }

    private static string Content(string path)
    {
        var file = Backprop.Files.SafetensorsFile.Read(path);
        var metadata = file.Metadata.Select(entry => entry.Key + System.Text.RegularExpressions.Regex.Replace(entry.Value, "\"ticks\":[0-9]+", "", default, TimeSpan.FromSeconds(1)));
        return string.Join('\n', metadata.Concat(file.Tensors.Select(tensor => $"{tensor.Name} {string.Join(',', tensor.Shape)} {Backprop.Files.TensorHash.Of([tensor])}")));
    }
}
