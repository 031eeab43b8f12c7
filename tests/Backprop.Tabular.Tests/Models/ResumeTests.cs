using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Tests.Models;

public class ResumeTests
{
    [Theory]
    [InlineData("species")]
    [InlineData("body_mass_g")]
    public void An_interrupted_and_resumed_training_writes_the_model_of_one_that_was_not(string target)
    {
        var options = Penguins.Short with { Epochs = 6, Targets = [target] };
        Assert.Equal(Bytes(options), Interrupted(Penguins.Table, options, epoch: 3));
        Assert.Equal(Bytes(options), Interrupted(Penguins.Table, options, epoch: 5, new() { Threads = 2 }));
    }

    [Fact]
    public void A_bare_network_is_resumed_too()
    {
        var table = Numbers("x,y,t\n0.5,0.5,0.5\n0.7,0.7,0.1\n0.1,0.2,0.3\n");
        var options = new ModelOptions { WarmStart = new Model(new Network([2, 3, 1])), BatchSize = 1, Epochs = 4, TestFraction = 0, ValidationFraction = 0 };
        Assert.Equal(Bytes(options, table), Interrupted(table, options, epoch: 2));
    }

    [Fact]
    public void More_epochs_give_the_model_of_the_longer_training()
    {
        var options = Penguins.Short with { Targets = ["species"] };
        Assert.Equal(Bytes(options with { Epochs = 7 }), Interrupted(Penguins.Table, options, epoch: 3, new() { Epochs = 7 }));
    }

    [Fact]
    public void A_checkpoint_can_be_read_as_a_model()
    {
        using var file = new Penguins.TemporaryFile();
        var model = Model.Train(Penguins.Table, "species", Penguins.Short with { Checkpoints = new CheckpointPolicy(file.Path), ValidationFraction = 0 });
        var read = Model.Load(file.Path);
        Assert.Equal(model.Labels, read.Labels);
        Assert.Equal(model.Network.WeightsSha256(), read.Network.WeightsSha256());
        Assert.Equal(model.Predict(Penguins.Table)[3].Label, read.Predict(Penguins.Table)[3].Label);
    }

    [Fact]
    public void Other_data_and_other_columns_are_refused()
    {
        const string Csv = "x,t\n1,2\n2,3\n3,5\n4,4\n5,7\n6,5\n7,9\n8,8\n";
        using var file = new Penguins.TemporaryFile();
        var options = new ModelOptions { Recipe = "plain", Targets = ["t"], Task = TargetTask.Regression, Epochs = 2, Checkpoints = new CheckpointPolicy(file.Path), TestFraction = 0 };
        Model.Train(Numbers(Csv), options);
        var resume = options with { Resume = Checkpoint.Load(file.Path) };
        Model.Train(Numbers(Csv), resume);
        string Refusal(string csv, ModelOptions how) => Assert.Throws<CheckpointException>(() => Model.Train(Numbers(csv), how)).Message;
        Assert.Contains("rows differs", Refusal(Csv.Replace("3,5", "3,6", StringComparison.Ordinal), resume), StringComparison.Ordinal);
        Assert.Contains("'inputs' in its metadata differs", Refusal(Csv.Replace("x,t", "z,t", StringComparison.Ordinal), resume), StringComparison.Ordinal);
        Assert.Contains("beginning of the weights", Refusal(Csv, resume with { Seed = 2 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_weights_of_classes_and_other_groups_are_refused()
    {
        using var file = new Penguins.TemporaryFile();
        var options = Penguins.Short with
        {
            Targets = ["species"], Group = "body_mass_g", ClassWeights = ClassWeights.Of([new("Gentoo", 2)]), Checkpoints = new CheckpointPolicy(file.Path),
        };
        var table = Penguins.Table.Select(Enumerable.Range(0, 344).Where(row => !Penguins.Table.Find("body_mass_g")!.IsMissing(row)));
        Model.Train(table, options);
        Model.Train(table, options with { Resume = Checkpoint.Load(file.Path) });
        foreach (var other in new[] { options with { ClassWeights = ClassWeights.Balanced }, options with { ClassWeights = null }, options with { Group = "bill_length_mm" } })
            Assert.Throws<CheckpointException>(() => Model.Train(table, other with { Resume = Checkpoint.Load(file.Path) }));
    }

    [Fact]
    public void Other_test_rows_are_refused_because_the_metrics_would_be_others()
    {
        using var file = new Penguins.TemporaryFile();
        Table table = Numbers("x,t\n1,2\n2,3\n3,5\n4,4\n5,7\n"), test = Numbers("x,t\n1,2\n2,4\n"), other = Numbers("x,t\n1,2\n2,5\n");
        var options = new ModelOptions { Recipe = "plain", Targets = ["t"], Task = TargetTask.Regression, Epochs = 2, Checkpoints = new CheckpointPolicy(file.Path), TestTable = test };
        Model.Train(table, options);
        var exception = Assert.Throws<CheckpointException>(() => Model.Train(table, options with { Resume = Checkpoint.Load(file.Path), TestTable = other }));
        Assert.Contains("'test_rows' in its metadata differs", exception.Message, StringComparison.Ordinal);
        Model.Train(table, options with { Resume = Checkpoint.Load(file.Path) });
    }

    [Theory]
    [InlineData("species")]
    [InlineData("body_mass_g")]
    public void Cancelled_when_the_training_has_ended_there_is_a_model_without_its_metrics(string target)
    {
        using var file = new Penguins.TemporaryFile();
        using var stop = new CancellationTokenSource();
        var options = Penguins.Short with { Targets = [target] };
        var model = Model.Train(Penguins.Table, options, new Watch(progress =>
        {
            if (progress is { EpochPart: 1, History.Count: 3 })
                stop.Cancel();
        }), stop.Token);
        var whole = Model.Train(Penguins.Table, options);
        Assert.Equal(whole.Network.WeightsSha256(), model.Network.WeightsSha256());
        Assert.Equal((null, null), (model.Training.Metrics, model.Test.Metrics));
        Assert.Contains("stopped during the evaluation of the trained network", model.Notes[^1], StringComparison.Ordinal);
        model.Save(file.Path);
        Assert.Equal(whole.Evaluate(Penguins.Table).Report.Error, Model.Load(file.Path).Evaluate(Penguins.Table).Report.Error);
    }

    private static Table Numbers(string csv)
    {
        using var file = new Penguins.TemporaryFile();
        File.WriteAllText(file.Path, csv);
        return Table.Read(file.Path);
    }

    private static byte[] Bytes(ModelOptions options, Table? table = null)
    {
        using var file = new Penguins.TemporaryFile();
        Model.Train(table ?? Penguins.Table, options).Save(file.Path);
        return File.ReadAllBytes(file.Path);
    }

    /// <summary>The bytes of a model whose training was cancelled at the end of an epoch and resumed, with other threads or epochs where given.</summary>
    private static byte[] Interrupted(Table table, ModelOptions options, int epoch, ModelOptions? resumed = null)
    {
        using var file = new Penguins.TemporaryFile();
        using var stop = new CancellationTokenSource();
        var first = options with { Checkpoints = new CheckpointPolicy(file.Path) };
        try
        {
            Model.Train(table, first, new Watch(progress =>
            {
                if (progress.Epoch == epoch && progress.EpochPart == 1)
                    stop.Cancel();
            }), stop.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Equal(epoch, Checkpoint.Load(file.Path).Epoch - 1);
        }
        return Bytes(first with { Resume = Checkpoint.Load(file.Path), Threads = resumed?.Threads ?? 0, Epochs = resumed?.Epochs ?? options.Epochs }, table);
    }

    private sealed class Watch(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
