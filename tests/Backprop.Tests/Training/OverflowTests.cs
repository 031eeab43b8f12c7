using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Tests.Files;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Tests.Training;

/// <summary>Numbers beyond single precision that no error shows, and options that are too small or too near to 1 for it.</summary>
public sealed class OverflowTests
{
    public static TheoryData<Optimizer> WithMeanSquares => [new Adam(), new AdamW(), new RmsProp()];

    [Theory]
    [MemberData(nameof(WithMeanSquares))]
    public void A_mean_square_that_overflows_is_reported_at_the_end_of_the_epoch(Optimizer optimizer)
    {
        using var trainer = new Trainer(new Network([1, 1]), new TrainingOptions { Optimizer = optimizer, Epochs = 5 });
        var exception = Assert.Throws<DivergedException>(() => trainer.Train(Row(1e11f, 1e11f)));
        Assert.Matches("step 1 made the optimizer's moments of layer 1 infinite.*smaller learning rate", exception.Message);
        Assert.Equal(2, exception.Step);
    }

    [Fact]
    public void Moments_that_are_not_finite_do_not_replace_a_checkpoint()
    {
        using var folder = new TemporaryFolder();
        using var trainer = new Trainer(new Network([1, 1]), new TrainingOptions { Optimizer = new Adam() });
        Assert.Throws<DivergedException>(() => trainer.Train(Row(1e11f, 1e11f), checkpoints: new CheckpointPolicy(folder.File("run")) { EveryStep = true }));
        Assert.Equal(0, Checkpoint.Load(folder.File("run")).Step);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 7)]
    public void A_rate_beyond_single_precision_is_found_before_it_reaches_the_weights(float weight, float target)
    {
        var options = new NetworkOptions { Error = ErrorFunction.Poisson, OutputActivation = ActivationFunction.Exponential, Initializer = Initializer.Constant };
        using var trainer = new Trainer(new Network([1, 1], options), new TrainingOptions { Optimizer = new Sgd() });
        string before = trainer.Network.WeightsSha256();
        // a = 101: e¹⁰¹ is 7e43.
        Assert.Throws<DivergedException>(() => trainer.Step([100], [target], [weight]));
        Assert.Equal(before, trainer.Network.WeightsSha256());
        // The error on rows that nothing is learned from is what it is.
        Assert.InRange(new Evaluation(trainer.Network, Row(100, target)).MeanError(), 7e43, 8e43);
    }

    [Fact]
    public void A_row_that_is_not_finite_is_named_by_its_place_in_the_data()
    {
        var examples = TrainerTests.Circle(50, 1);
        examples.Inputs[36, 1] = float.NaN;
        using var trainer = new Trainer(new Network([2, 3, 1]), new TrainingOptions { BatchSize = 8 });
        Assert.Contains("row 37 of the training rows has", Assert.Throws<DivergedException>(() => trainer.Train(examples)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<TrainingOptions, string> TooSmallOrTooNear => new()
    {
        { new() { Optimizer = new Sgd { LearningRate = 1e-50 } }, "The learning rate must be a finite number above 0, but is 1E-50, which is 0 in single precision." },
        { new() { Optimizer = new Adam { Epsilon = 1e-50 } }, "epsilon of adam" },
        { new() { Optimizer = new RmsProp { Epsilon = 1e300 } }, "epsilon of rmsprop" },
        { new() { Optimizer = new Adam { Beta2 = 0.999999999 } }, "beta2 of adam must be from 0 to below 1, but is 0.999999999, which is 1 in single precision." },
        { new() { Optimizer = new Momentum { Coefficient = 0.999999999 } }, "momentum of momentum" },
        { new() { WeightDecay = 1e300 }, "The weight decay must be a finite number from 0, but is 1E+300, which is ∞ in single precision." },
        { new() { L1 = 1e300 }, "The L1 penalty" },
    };

    [Theory]
    [MemberData(nameof(TooSmallOrTooNear))]
    public void Options_are_looked_at_in_single_precision(TrainingOptions options, string told) =>
        Assert.StartsWith(told.Replace("∞", float.PositiveInfinity.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal), Assert.Single(options.Violations()), StringComparison.Ordinal);

    [Fact]
    public void So_are_dropout_and_the_parameters_of_functions()
    {
        Assert.Contains("which is 1 in single precision", Assert.Throws<ArgumentException>(() => new Network([2, 3, 1], new NetworkOptions { Dropout = 0.99999999 })).Message, StringComparison.Ordinal);
        foreach (string text in new[] { "huber=1e-50", "quantile=1e-50", "quantile=0.99999999999999999" })
            Assert.Throws<FormatException>(() => ErrorFunction.Parse(text));
        foreach (string text in new[] { "leaky-relu=1e-50", "elu=1e-50" })
            Assert.Throws<FormatException>(() => ActivationFunction.Parse(text));
    }

    [Fact]
    public void Row_weights_whose_sum_has_no_inverse_are_refused()
    {
        using var trainer = new Trainer(new Network([2, 1]));
        Assert.Contains("from 1.2e-38", Assert.Throws<ArgumentException>(() => trainer.Step([1, 2], [1], [1e-39f])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Examples(new Matrix(2, 2), new Matrix(2, 1), [1, 1e-40f]));
        trainer.Step([1, 2], [1], [1.2e-38f]);
        Assert.True(Array.TrueForAll(trainer.Network.Predict([1, 2]), float.IsFinite));
    }

    private static Examples Row(float x, float t)
    {
        var (inputs, targets) = (new Matrix(1, 1), new Matrix(1, 1));
        (inputs[0, 0], targets[0, 0]) = (x, t);
        return new Examples(inputs, targets);
    }
}
