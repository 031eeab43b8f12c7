using Backprop.Files;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Threads;
using Backprop.Tests.Networks;
using Backprop.Textbook;
using Backprop.Training;
using CsCheck;

namespace Backprop.Tests.Losses;

public class LabelSmoothingTests
{
    [Theory]
    [InlineData("cross-entropy=0")]
    [InlineData("cross-entropy=-0")]
    [InlineData("cross-entropy=0/3")]
    public void Without_smoothing_it_is_plain_cross_entropy(string name)
    {
        Assert.Equal(ErrorFunction.CrossEntropy, ErrorFunction.Parse(name));
        Assert.Equal("cross-entropy", ErrorFunction.Parse(name).ToString());
    }

    [Theory]
    [InlineData("cross-entropy=1")]
    [InlineData("cross-entropy=-0.1")]
    [InlineData("cross-entropy=NaN")]
    [InlineData("cross-entropy=∞")]
    public void Smoothing_is_from_0_to_below_1(string name) => Assert.Throws<FormatException>(() => ErrorFunction.Parse(name));

    [Fact]
    public void What_the_function_supports_does_not_depend_on_smoothing()
    {
        ErrorFunction smoothed = ErrorFunction.Parse("cross-entropy=0.1"), plain = ErrorFunction.CrossEntropy;
        Assert.Equal(
            (plain.HasProbabilities, plain.TakesClasses, plain.TakesScaledTargets, plain.FromActivations),
            (smoothed.HasProbabilities, smoothed.TakesClasses, smoothed.TakesScaledTargets, smoothed.FromActivations));
        foreach (int outputs in new[] { 1, 3 })
            Assert.Equal(plain.FittingOutputs(outputs), smoothed.FittingOutputs(outputs));
        Assert.NotNull(smoothed.WhyNotTargets([0.5f, 0.7f]));
    }

    [Fact]
    public void Smoothing_is_plain_cross_entropy_of_the_smoothed_targets_bit_for_bit() =>
        Gen.Select(Gen.Double[0.001, 0.999], Gen.Int[1, 12], Gen.Int[1, 9], Gen.ULong, Gen.Int[0, VectorWidths.All.Count() - 1]).Sample((epsilon, outputs, rows, seed, width) =>
        {
            var smoothed = Network(FormattableString.Invariant($"cross-entropy={epsilon:R}"), seed, 4, 6, outputs);
            var plain = Network("cross-entropy", seed, 4, 6, outputs);
            var (x, t) = RandomNetworks.Rows(rows, 4, outputs, smoothed.Error, seed);
            float[][] softened = Array.ConvertAll(t, row => Array.ConvertAll(row, target => (float)((1 - epsilon) * target + epsilon / Math.Max(2, outputs))));
            using var processor = new Processor(1, VectorWidths.All.ElementAt(width));
            var pass = RandomNetworks.Pass(smoothed, x, t, processor);
            var expected = RandomNetworks.Pass(plain, x, softened, processor);
            Assert.Equal(expected.Errors[..rows].ToArray(), pass.Errors[..rows].ToArray());
            for (int l = 0; l < 2; l++)
                Assert.True(expected.Layers[l].Derivatives[0].Values.SequenceEqual(pass.Layers[l].Derivatives[0].Values));
        }, iter: 300);

    [Theory]
    [InlineData("sigmoid", 0.1, 0, 1, 0.69314718055994531, -0.45)]            // t′ = 0.95 at y = 0.5
    [InlineData("sigmoid", 0.2, 1.0986122886681098, 0, 1.276433132253079, 0.65)]  // t′ = 0.1 at y = 0.75: −0.1 ln 0.75 − 0.9 ln 0.25
    public void The_textbook_smooths_two_classes_of_one_output(string output, double epsilon, double a, double t, double e, double delta)
    {
        ActivationFunction function = ActivationFunction.Parse(output);
        Assert.Equal(e, TextbookErrors.Value("cross-entropy", epsilon, function, [a], [t]), 1e-14);
        Assert.Equal(delta, TextbookErrors.OutputDeltas("cross-entropy", epsilon, function, [a], [t])[0], 1e-14);
    }

    [Fact]
    public void The_textbook_smooths_classes_of_softmax_outputs()
    {
        // Softmax of (ln 1, ln 2, ln 5) is (1/8, 2/8, 5/8); t′ is (0.1, 0.8, 0.1).
        double[] a = [0, Math.Log(2), Math.Log(5)];
        double e = -(0.1 * Math.Log(1 / 8.0)) - (0.8 * Math.Log(2 / 8.0)) - (0.1 * Math.Log(5 / 8.0));
        Assert.Equal(e, TextbookErrors.Value("cross-entropy", 0.3, ActivationFunction.Softmax, a, [0, 1, 0]), 1e-14);
        double[] delta = TextbookErrors.OutputDeltas("cross-entropy", 0.3, ActivationFunction.Softmax, a, [0, 1, 0]);
        Assert.Equal([0.025, -0.55, 0.525], delta.Select(d => Math.Round(d, 14)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_bounds_of_a_row_are_errors_of_the_function(int outputs)
    {
        var error = ErrorFunction.Parse("cross-entropy=0.2");
        int classes = Math.Max(2, outputs);
        float[] t = [1, .. new float[outputs - 1]];
        double kept = 0.8 + (0.2 / classes), other = 0.2 / classes, bad = 1.0 / (1000 * classes), rest = (1 - bad) / (classes - 1);
        double least = -(kept * Math.Log(kept)) - ((classes - 1) * other * Math.Log(other));
        Assert.Equal(least, error.MinOfRow(t), 1e-6);
        Assert.Equal(-(kept * Math.Log(bad)) - ((classes - 1) * other * Math.Log(rest)), error.MinOfRow(t) + error.MaxOfRow(outputs)!.Value, 1e-6);
        // No outputs have a smaller error than the smoothed targets themselves.
        double[] a = outputs == 1 ? [Math.Log(kept / other)] : [.. t.Select(target => Math.Log((0.8 * target) + other))];
        var function = outputs == 1 ? ActivationFunction.Sigmoid : ActivationFunction.Softmax;
        Assert.Equal(error.MinOfRow(t), TextbookErrors.Value("cross-entropy", 0.2, function, a, [.. t.Select(v => (double)v)]), 1e-6);
        Assert.Equal(0, ErrorFunction.CrossEntropy.MinOfRow(t));
        Assert.Equal(Math.Log(1000.0 * classes), ErrorFunction.CrossEntropy.MaxOfRow(outputs)!.Value, 1e-14);
    }

    [Fact]
    public void The_engines_derivatives_are_those_of_finite_differences()
    {
        foreach (int outputs in new[] { 1, 4 })
        {
            var network = Network("cross-entropy=0.15", seed: 3, 5, 7, outputs);
            var (x, t) = RandomNetworks.Rows(16, 5, outputs, network.Error, seed: 4);
            var examples = new Examples(16, [.. x.SelectMany(row => row)], [.. t.SelectMany(row => row)]);
            Assert.InRange(GradientCheck.Run(network, examples).Worst, 0, 1e-5);
        }
    }

    [Fact]
    public void A_model_file_and_the_identity_of_a_training_hold_the_parameter()
    {
        var network = Network("cross-entropy=0.1", seed: 1, 2, 3, 3);
        using var stream = new MemoryStream();
        NetworkFile.ToFile(network).Write(stream);
        stream.Position = 0;
        Assert.Equal(network.Error, NetworkFile.FromFile(SafetensorsFile.Read(stream, "test"), "test").Error);
        Assert.Equal(network.Error, Backprop.Networks.Network.Of(TextbookNetwork.Of(network)).Error);
        var examples = new Examples([1, 2, 3, 4], [0, 2], outputs: 3);
        var plain = TrainingIdentity.Of(Network("cross-entropy", seed: 1, 2, 3, 3), new(), examples, null);
        Assert.Equal("the error function was cross-entropy and is cross-entropy=0.1", Assert.Single(plain.Differences(TrainingIdentity.Of(network, new(), examples, null))));
    }

    [Fact]
    public void A_training_learns_probabilities_that_are_less_sure()
    {
        var examples = new Examples([0, 1], [0, 1], outputs: 1);
        float[] sure = Learned("cross-entropy"), smoothed = Learned("cross-entropy=0.2");
        Assert.True(sure[0] < 0.02 && sure[1] > 0.98);
        Assert.Equal([0.1, 0.9], smoothed.Select(y => Math.Round(y, 2)));

        float[] Learned(string error)
        {
            using var trainer = new Trainer(Network(error, seed: 1, 1, 1), new TrainingOptions { BatchSize = 2, Epochs = 1000, Optimizer = new Backprop.Training.Optimizers.Sgd { LearningRate = 3 } });
            trainer.Train(examples);
            return [trainer.Network.Predict([0])[0], trainer.Network.Predict([1])[0]];
        }
    }

    private static Network Network(string error, ulong seed, params int[] sizes) =>
        new(sizes, new NetworkOptions { Activation = ActivationFunction.Tanh, Error = ErrorFunction.Parse(error), Seed = seed });
}
