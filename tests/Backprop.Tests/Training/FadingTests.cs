using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Randomness;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Tests.Training;

/// <summary>Weight decay and dropout that change over the training, and the measure that chooses the best epoch.</summary>
public class FadingTests
{
    private static readonly TrainingOptions Options = new() { BatchSize = 10, Epochs = 4, Threads = 1, Optimizer = new AdamW { LearningRate = 0.01 } };

    [Fact]
    public void A_constant_schedule_of_decay_and_dropout_changes_nothing()
    {
        var options = Options with { WeightDecay = 0.2 };
        Assert.Equal(Weights(options, dropout: 0.3), Weights(options with { RegularizationSchedule = new ConstantSchedule() }, dropout: 0.3));
    }

    [Fact]
    public void Faded_to_nothing_there_is_no_decay_and_no_dropout()
    {
        // After the first epoch, step=1:F leaves F of both.
        var fading = Options with { WeightDecay = 0.2, RegularizationSchedule = Schedule.Parse("step=1:1e-30") };
        using Trainer faded = Trained(fading with { Epochs = 1 }, 0.3);
        string after = faded.Network.WeightsSha256();
        Assert.Equal(Weights(Options with { Epochs = 1, WeightDecay = 0.2 }, 0.3), after);
        Assert.NotEqual(Weights(Options with { WeightDecay = 0.2 }, 0.3), Weights(fading, 0.3));
    }

    [Fact]
    public void A_decay_of_half_is_a_schedule_of_half()
    {
        var halved = Options with { WeightDecay = 0.2, RegularizationSchedule = new Half() };
        Assert.Equal(Weights(Options with { WeightDecay = 0.1 }, dropout: 0.125), Weights(halved, dropout: 0.25));
        Assert.Equal(Weights(Options with { WeightDecay = 0.1, Optimizer = new Sgd() }, dropout: 0), Weights(halved with { Optimizer = new Sgd() }, dropout: 0));
    }

    [Fact]
    public void Of_epochs_with_as_many_wrong_classes_the_last_is_kept()
    {
        var rows = Rows();
        using var trainer = new Trainer(Network(0), Options with { Epochs = 12, Watched = ValidationMeasure.WrongClasses });
        var result = trainer.Train(rows, rows);
        double best = result.History.Min(epoch => epoch.ValidationError!.Value);
        Assert.Equal(result.History.Last(epoch => epoch.ValidationError == best).Epoch, result.BestEpoch);
        Assert.All(result.History, epoch => Assert.Equal(Math.Round(epoch.ValidationError!.Value * 60), epoch.ValidationError!.Value * 60, 1e-9));
        int wrong = 0;
        for (int n = 0; n < 60; n++)
            wrong += trainer.Network.Predict(rows.Inputs.Row(n)) is var y && y[0] > y[1] != (n % 3 == 0) ? 1 : 0;
        Assert.Equal(best * 60, wrong, 1e-9);
    }

    [Fact]
    public void Wrong_classes_need_probabilities() => Assert.Contains("outputs are probabilities", Assert.Throws<ArgumentException>(
        () => new Trainer(new Network([2, 2]), Options with { Watched = ValidationMeasure.WrongClasses })).Message, StringComparison.Ordinal);

    private static string Weights(TrainingOptions options, double dropout)
    {
        using var trainer = Trained(options, dropout);
        return trainer.Network.WeightsSha256();
    }

    private static Trainer Trained(TrainingOptions options, double dropout)
    {
        var trainer = new Trainer(Network(dropout), options);
        trainer.Train(Rows());
        return trainer;
    }

    private static Network Network(double dropout) => new([3, 8, 2], new NetworkOptions { Error = ErrorFunction.CrossEntropy, Dropout = dropout });

    private static Examples Rows()
    {
        var random = new RandomStream(4, Purpose.Test);
        float[] x = [.. Enumerable.Range(0, 180).Select(_ => (float)random.NextNormal())];
        return new Examples(60, x, [.. Enumerable.Range(0, 60).SelectMany(n => n % 3 == 0 ? new float[] { 1, 0 } : [0, 1])]);
    }

    private sealed record Half : Schedule
    {
        public override string ToString() => "half";

        internal override double Factor(in SchedulePosition position) => 0.5;
    }
}
