using Backprop.Studio.Data;
using Backprop.Studio.States;
using Backprop.Studio.Training;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Studio.Tests.Training;

public class TrainingSessionTests
{
    private readonly DataLibrary library = new(new NamedFiles([]));

    [Fact]
    public async Task Xor_trains_to_zero_error_at_full_speed()
    {
        using var session = new TrainingSession(await library.Load(new TrainChoices()), new TrainChoices());
        session.Play();
        TrainingMoment moment = await Until(session, m => m is { TrainingErrors: [.., { Y: < 0.001 }], TrainingAccuracy: 1 });
        Assert.True(moment.IsRunning);
        session.Pause();
        long steps = (await session.Moment(10)).Steps;
        Assert.Equal(steps, (await session.Moment(10)).Steps);
    }

    [Theory]
    [InlineData("xor")]
    [InlineData("spirals")]
    [InlineData("penguins")]
    public async Task Epochs_give_the_weights_of_the_engines_own_training_to_the_bit(string key)
    {
        TrainChoices choices = library.Begin(new TrainChoices { Seed = 7 }, key) with { Dropout = 0.1, WeightDecay = 0.01 };
        DataSet data = await library.Load(choices);
        using var session = new TrainingSession(data, choices);
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            session.StepEpoch();
            Assert.Equal(epoch, (await Until(session, m => !m.IsRunning)).Epochs);
        }
        using var trainer = new Trainer(TrainingSetup.Network(data, choices), TrainingSetup.Options(data, choices) with { Epochs = 3 });
        trainer.Train(data.Training);
        TrainingMoment moment = await session.Moment(10);
        Assert.Equal(trainer.StepsDone, moment.Steps);
        Assert.Equal(trainer.Network.WeightsSha256(), moment.Network.WeightsSha256());
        if (data.Validation is { } rows)
            Assert.Equal(new Evaluation(trainer.Network, rows).MeanError(), moment.ValidationErrors[^1].Y);
    }

    [Fact]
    public async Task Played_paused_stepped_and_looked_at_it_has_the_weights_of_the_engines_own_training()
    {
        TrainChoices choices = library.Begin(new TrainChoices { Seed = 7 }, "penguins") with { Dropout = 0.1 };
        DataSet data = await library.Load(choices);
        using var session = new TrainingSession(data, choices);
        for (int n = 0; n < 3; n++)
        {
            session.StepBatch();
            session.Play();
            await Until(session, m => m.Steps > 50 * (n + 1));
            session.Pause();
            await session.Trained();
        }
        session.StepEpoch();
        TrainingMoment moment = await Until(session, m => !m.IsRunning);
        using var trainer = new Trainer(TrainingSetup.Network(data, choices), TrainingSetup.Options(data, choices) with { Epochs = (int)moment.Epochs });
        TrainingResult result = trainer.Train(data.Training, data.Validation);
        TrainedEpochs trained = (await session.Trained())!;
        Assert.Equal(trainer.Network.WeightsSha256(), trained.Network.WeightsSha256());
        Assert.Equal(result.History, trained.Result.History);
        Assert.Equal((trainer.StepsDone, result.BestEpoch, result.Rows), (moment.Steps, trained.Result.BestEpoch, trained.Result.Rows));
    }

    [Fact]
    public async Task A_step_is_one_batch_and_the_learning_rate_changes_while_it_runs()
    {
        TrainChoices choices = library.Begin(new TrainChoices(), "circles") with { Optimizer = "adam" };
        DataSet data = await library.Load(choices);
        using var session = new TrainingSession(data, choices);
        session.StepBatch();
        Assert.Equal(1, (await Until(session, m => !m.IsRunning)).Steps);
        await session.Change(choices with { LearningRate = 0.05, BatchSize = 20 });
        session.StepBatch();
        TrainingMoment moment = await Until(session, m => !m.IsRunning);
        Assert.Equal(30.0 / 200, moment.Epochs, 1e-12);

        // By hand: Adam goes on with the moments of its first step.
        using var first = new Trainer(TrainingSetup.Network(data, choices), TrainingSetup.Options(data, choices));
        int[] order = new int[200];
        Numerics.Randomness.Permutation.Shuffle(order, 1, Numerics.Randomness.Purpose.Shuffle, 1);
        Step(first, data, order[..10]);
        using Trainer second = first.With(TrainingSetup.Options(data, choices) with { Optimizer = new Adam { LearningRate = 0.05 }, BatchSize = 20 });
        Step(second, data, order[10..30]);
        Assert.Equal(second.Network.WeightsSha256(), moment.Network.WeightsSha256());
    }

    [Fact]
    public async Task A_training_that_waits_has_no_thread()
    {
        using var session = new TrainingSession(await library.Load(new TrainChoices()), new TrainChoices());
        Assert.Null(session.Worker);
        for (int round = 0; round < 3; round++)
        {
            session.Play();
            await Until(session, m => m.Steps > 100 * round);
            Assert.True(session.Worker!.IsAlive);
            session.Pause();
            session.Worker?.Join();
            Assert.Null(session.Worker);
        }
        long steps = (await session.Moment(2)).Steps;
        session.Worker?.Join();
        Assert.Null(session.Worker);
        session.StepBatch();
        session.Worker?.Join();
        Assert.Null(session.Worker);
        Assert.Equal(steps + 1, (await session.Moment(2)).Steps);
        session.Dispose();
        await Assert.ThrowsAsync<TaskCanceledException>(() => session.Moment(2));
    }

    [Fact]
    public async Task A_training_that_is_left_while_it_runs_ends_its_thread()
    {
        var session = new TrainingSession(await library.Load(new TrainChoices()), new TrainChoices());
        session.Play();
        session.Dispose();
        session.Worker?.Join();
        Assert.Null(session.Worker);
    }

    [Fact]
    public async Task Choices_out_of_range_change_nothing_and_are_reported()
    {
        using var session = new TrainingSession(await library.Load(new TrainChoices()), new TrainChoices());
        var error = await Assert.ThrowsAsync<ArgumentException>(() => session.Change(new TrainChoices { LearningRate = -1 }));
        Assert.Contains("learning rate", error.Message);
        session.StepBatch();
        Assert.Equal(1, (await Until(session, m => !m.IsRunning)).Steps);
    }

    [Fact]
    public async Task A_training_that_diverges_says_so_and_stops()
    {
        TrainChoices choices = library.Begin(new TrainChoices(), "sine") with { Activation = "relu", Optimizer = "sgd", LearningRate = 1000 };
        using var session = new TrainingSession(await library.Load(choices), choices);
        session.Play();
        TrainingMoment moment = await Until(session, m => m.Problem is not null);
        Assert.False(moment.IsRunning);
        Assert.Contains("smaller learning rate", moment.Problem);
    }

    [Fact]
    public async Task What_is_drawn_fits_the_data()
    {
        TrainChoices choices = library.Begin(new TrainChoices(), "penguins");
        DataSet data = await library.Load(choices);
        using var session = new TrainingSession(data, choices);
        TrainingView view = new Observer(data).Look(await session.Moment(100), choices);
        Assert.True(view.Surface!.IsOfClasses);
        Assert.Equal(2 * view.Surface.Size * view.Surface.Size, view.Surface.Cells.Length);
        Assert.Equal(2, view.Layers.Count);
        Assert.Equal(64 * 16, view.Layers[0].Outputs.Counts.Sum());
    }

    [Fact]
    public async Task An_error_that_nobody_expected_stops_the_training_and_is_reported()
    {
        int[] classes = [0, 1, 1, 0];
        DataSet xor = await library.Load(new TrainChoices());
        var data = new DataSet
        {
            Title = "broken", Training = new Examples(xor.Training.Inputs, classes, 3), InputNames = xor.InputNames, OutputNames = ["a", "b", "c"], Features = xor.Features, Typical = xor.Typical,
        };
        using var session = new TrainingSession(data, new TrainChoices());
        classes[0] = 3;
        session.Play();
        TrainingMoment moment = await Until(session, m => m.Problem is not null);
        Assert.False(moment.IsRunning);
        Assert.Contains("bug in the studio", moment.Problem);
    }

    private static void Step(Trainer trainer, DataSet data, int[] rows)
    {
        float[] targets = new float[rows.Length];
        for (int n = 0; n < rows.Length; n++)
            data.Training.CopyTargetsTo(rows[n], targets.AsSpan(n, 1));
        trainer.Step([.. rows.SelectMany(row => data.Training.Inputs.Row(row).ToArray())], targets);
    }

    private static async Task<TrainingMoment> Until(TrainingSession session, Func<TrainingMoment, bool> holds)
    {
        while (true)
        {
            TrainingMoment moment = await session.Moment(100);
            if (holds(moment))
                return moment;
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
