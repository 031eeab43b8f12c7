using Backprop.Networks;
using Backprop.Parameters;
using Backprop.Tests.Training;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Tests.Parameters;

public class ParameterGroupTests
{
    public static TheoryData<string> Names() => [.. Optimizer.All.Select(optimizer => optimizer.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_group_of_every_parameter_is_another_learning_rate(string optimizer)
    {
        var step = Optimizer.Parse(optimizer);
        // Halving is exact, so both give the same bits.
        Assert.Equal(
            Trained(new TrainingOptions { Optimizer = step with { LearningRate = step.LearningRate / 2 }, WeightDecay = 0 }),
            Trained(new TrainingOptions { Optimizer = step, WeightDecay = 0, Groups = [new("weights") { LearningRateFactor = 0.5 }, new("biases") { LearningRateFactor = 0.5 }] }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_with_the_factor_0_stay_and_the_others_train(string optimizer)
    {
        using var trainer = Trainer(new TrainingOptions { Optimizer = Optimizer.Parse(optimizer), WeightDecay = 0.1, Groups = [new("layers.1") { LearningRateFactor = 0, WeightDecay = 0 }] });
        trainer.Train(Rows);
        var before = Network.Parameters;
        Assert.All(trainer.Network.Parameters.Select((parameter, i) => (parameter, i)), pair =>
            Assert.Equal(pair.parameter.Name.StartsWith("layers.1.", StringComparison.Ordinal), before[pair.i].ToArray().SequenceEqual(pair.parameter.ToArray())));
    }

    [Fact]
    public void Sgd_moves_each_parameter_as_far_as_its_group_says()
    {
        using var plain = Trainer(new TrainingOptions { Optimizer = new Sgd { LearningRate = 0.5 } });
        using var grouped = Trainer(new TrainingOptions
        {
            Optimizer = new Sgd { LearningRate = 0.5 },
            Groups = [new("biases") { LearningRateFactor = 0.25 }, new("layers.2.weights") { LearningRateFactor = 2, WeightDecay = 0.125 }],
        });
        foreach (var trainer in new[] { plain, grouped })
            trainer.Step([0.5f, -1], [1]);
        for (int p = 0; p < Network.Parameters.Count; p++)
        {
            string name = Network.Parameters[p].Name;
            float[] before = Network.Parameters[p].ToArray(), moved = plain.Network.Parameters[p].ToArray(), now = grouped.Network.Parameters[p].ToArray();
            double factor = name.EndsWith("biases", StringComparison.Ordinal) ? 0.25 : name == "layers.2.weights" ? 2 : 1;
            double decay = name == "layers.2.weights" ? 0.125 : 0;
            for (int i = 0; i < before.Length; i++)
                Assert.Equal(factor * ((double)moved[i] - before[i]) - 0.5 * factor * decay * before[i], (double)now[i] - before[i], 1e-6);
        }
    }

    [Fact]
    public void A_biass_decay_can_be_asked_for()
    {
        using var trainer = Trainer(new TrainingOptions { Optimizer = new AdamW { LearningRate = 0.1 }, Groups = [new("biases") { WeightDecay = 0.5 }] });
        using var usual = Trainer(new TrainingOptions { Optimizer = new AdamW { LearningRate = 0.1 } });
        foreach (var each in new[] { trainer, usual })
            each.Train(Rows);
        Assert.True(Size(trainer) < Size(usual), "decay made no bias smaller");

        static double Size(Trainer trainer) => trainer.Network.Parameters.Where(parameter => parameter.Role == ParameterRole.Bias).Sum(parameter => parameter.ToArray().Sum(Math.Abs));
    }

    [Fact]
    public void The_last_group_that_has_a_parameter_counts() =>
        Assert.Equal(
            Trained(new TrainingOptions { Groups = [new("layers.1.biases") { LearningRateFactor = 3 }] }),
            Trained(new TrainingOptions { Groups = [new("layers.1") { LearningRateFactor = 7 }, new("layers.1.biases") { LearningRateFactor = 3 }, new("layers.1.weights") { LearningRateFactor = 1 }] }));

    [Fact]
    public void A_group_does_not_change_what_it_does_not_set() =>
        Assert.Equal(
            Trained(new TrainingOptions { Groups = [new("layers.1.biases") { LearningRateFactor = 3, WeightDecay = 0.1 }, new("layers.1.weights") { WeightDecay = 0.1 }] }),
            Trained(new TrainingOptions { Groups = [new("layers.1.biases") { LearningRateFactor = 3 }, new("layers.1") { WeightDecay = 0.1 }] }));

    [Fact]
    public void A_group_without_parameters_and_numbers_out_of_range_are_refused()
    {
        Assert.Contains("No parameter of the network 2-8-1 is in the group 'scale'. It has biases, weights in layers.1, layers.2.",
            Assert.Throws<ArgumentException>(() => Trainer(new TrainingOptions { Groups = [new("scale")] })).Message, StringComparison.Ordinal);
        var wrong = Assert.Throws<ArgumentException>(() => Trainer(new TrainingOptions { Groups = [new("biases") { LearningRateFactor = -1, WeightDecay = double.NaN }] }));
        Assert.Contains("The learning rate factor of biases must be a finite number from 0, but is -1. The weight decay of biases must be a finite number from 0, but is NaN.", wrong.Message, StringComparison.Ordinal);
    }

    private static Network Network { get; } = new([2, 8, 1]);

    private static Examples Rows { get; } = TrainerTests.Circle(40, 1);

    private static Trainer Trainer(TrainingOptions options) => new(Network, options with { BatchSize = 8, Epochs = 2, Threads = 1 });

    private static string Trained(TrainingOptions options)
    {
        using var trainer = Trainer(options);
        trainer.Train(Rows);
        return trainer.Network.WeightsSha256();
    }
}
