using Backprop.Losses;
using Backprop.Networks;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Tests.Training;

public class TrainerWithTests
{
    private static readonly float[] Inputs = [0, 0, 0, 1, 1, 0, 1, 1], Targets = [0, 1, 1, 0];

    private static Network Network() => new([2, 5, 1], new NetworkOptions { Error = ErrorFunction.CrossEntropy, Seed = 3 });

    public static TheoryData<string> Optimizers => [.. Optimizer.All.Select(optimizer => optimizer.Name)];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Continuing_under_the_same_options_changes_no_bit(string optimizer)
    {
        var options = new TrainingOptions { Optimizer = Optimizer.Parse(optimizer), BatchSize = 4, WeightDecay = 0.01 };
        using var whole = Steps(new Trainer(Network().Clone(0.2), options), 6);
        using var before = Steps(new Trainer(Network().Clone(0.2), options), 3);
        string weights = before.Network.WeightsSha256();
        using var after = Steps(before.With(options), 3);
        Assert.Equal(whole.Network.WeightsSha256(), after.Network.WeightsSha256());
        Assert.Equal(6, after.StepsDone);
        Assert.Equal(weights, before.Network.WeightsSha256());
    }

    [Fact]
    public void Another_learning_rate_keeps_the_moments_and_another_optimizer_does_not()
    {
        var options = new TrainingOptions { Optimizer = new Momentum { LearningRate = 0.1 }, BatchSize = 4 };
        using var before = Steps(new Trainer(Network(), options), 3);
        using var slower = Steps(before.With(options with { Optimizer = new Momentum { LearningRate = 0.05 } }), 1);
        using var fresh = Steps(new Trainer(before.Network, options with { Optimizer = new Momentum { LearningRate = 0.05 } }), 1);
        Assert.NotEqual(fresh.Network.WeightsSha256(), slower.Network.WeightsSha256());
        using var other = Steps(before.With(options with { Optimizer = new Adam() }), 1);
        using var otherFresh = Steps(new Trainer(before.Network, options with { Optimizer = new Adam() }), 1);
        Assert.Equal(otherFresh.Network.WeightsSha256(), other.Network.WeightsSha256());
    }

    [Fact]
    public void Dropout_can_change_and_outputs_never_have_it()
    {
        using var before = new Trainer(Network());
        using Trainer after = before.With(new TrainingOptions(), dropout: 0.5);
        Assert.Equal([0.5, 0], after.Network.DenseLayers.Select(layer => layer.Dropout));
        Assert.Equal([0, 0], before.Network.DenseLayers.Select(layer => layer.Dropout));
        Assert.Throws<ArgumentException>(() => before.With(new TrainingOptions(), dropout: 1));
        Assert.Throws<ArgumentException>(() => before.With(new TrainingOptions { BatchSize = 0 }));
    }

    private static Trainer Steps(Trainer trainer, int count)
    {
        for (int n = 0; n < count; n++)
            trainer.Step(Inputs, Targets);
        return trainer;
    }
}
