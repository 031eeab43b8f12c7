using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Randomness;
using Backprop.Numerics.Threads;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Tests.Networks;

public class EngineAgainstTextbookTests
{
    public static TheoryData<string, string, int> Pairs()
    {
        var data = new TheoryData<string, string, int>();
        foreach (var (output, error, outputs) in RandomNetworks.LegalPairs)
            data.Add(output.ToString(), error.ToString(), outputs);
        return data;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Derivatives_are_the_textbooks_for_every_activation_and_error(string output, string error, int outputs)
    {
        foreach (var hidden in ActivationFunction.All.Where(f => !f.OutputOnly))
            foreach (var width in VectorWidths.All)
                Assert.True(Check([5, 7, 4, outputs], hidden, ActivationFunction.Parse(output), ErrorFunction.Parse(error), rows: 6, seed: 3, width) > 0, $"no row was compared for {hidden}");
    }

    [Theory]
    [InlineData("leaky-relu=0.2", "huber=0.3", 2)]
    [InlineData("leaky-relu=1.5", "quantile=0.9", 2)]
    [InlineData("elu=0.4", "quantile=0.1", 1)]
    [InlineData("elu=2", "huber=2.5", 3)]
    public void Derivatives_are_the_textbooks_for_other_parameters_than_the_usual(string function, string error, int outputs)
    {
        foreach (string output in new[] { "identity", function })
            foreach (var width in VectorWidths.All)
                Assert.InRange(Check([5, 7, 4, outputs], ActivationFunction.Parse(function), ActivationFunction.Parse(output), ErrorFunction.Parse(error), rows: 20, seed: 5, width), 10, 20);
    }

    [Theory]
    [InlineData("sigmoid", 1)]
    [InlineData("softmax", 2)]
    [InlineData("softmax", 5)]
    public void Derivatives_are_the_textbooks_for_smoothed_classes(string output, int outputs)
    {
        foreach (string error in new[] { "cross-entropy=0.1", "cross-entropy=0.9" })
            foreach (var width in VectorWidths.All)
                Assert.InRange(Check([5, 7, 4, outputs], ActivationFunction.Tanh, ActivationFunction.Parse(output), ErrorFunction.Parse(error), rows: 20, seed: 5, width), 10, 20);
    }

    [Fact]
    public void Derivatives_are_the_textbooks_for_classes_that_are_not_sure()
    {
        int all = 0, compared = 0;
        Gen.Select(Gen.Double[0.01, 1].Array[2, 12], Gen.Int[1, 20], Gen.ULong).Sample((shares, rows, seed) =>
        {
            float[] t = Array.ConvertAll(shares, share => (float)(share / shares.Sum()));
            Interlocked.Add(ref all, rows);
            Interlocked.Add(ref compared, Check([5, 7, t.Length], ActivationFunction.Tanh, ActivationFunction.Softmax, ErrorFunction.CrossEntropy, rows, seed, VectorWidths.Best, _ => t));
        }, iter: 200, seed: "0000000000000");
        Assert.InRange(compared, all * 9L / 10, all);
    }

    [Fact]
    public void Derivatives_are_the_textbooks_for_networks_of_random_shape()
    {
        var pairs = RandomNetworks.LegalPairs.ToArray();
        var hidden = ActivationFunction.All.Where(f => !f.OutputOnly).ToArray();
        int all = 0, compared = 0;
        Gen.Select(Gen.Int[1, 20].Array[1, 5], Gen.Int[0, pairs.Length - 1], Gen.Int[0, hidden.Length - 1], Gen.Int[1, 20], Gen.ULong)
            .Sample((sizes, pair, function, rows, seed) =>
            {
                var (output, error, outputs) = pairs[pair];
                Interlocked.Add(ref all, rows);
                Interlocked.Add(ref compared, Check([.. sizes, outputs], hidden[function], output, error, rows, seed, VectorWidths.Best));
            }, iter: 2000, seed: "0000000000000");
        Assert.InRange(compared, all * 3L / 4, all);
    }

    [Fact]
    public void The_gradient_of_a_batch_is_the_weighted_mean()
    {
        var network = new Network([3, 5, 2]);
        var (x, t) = RandomNetworks.Rows(7, 3, 2, network.Error, 5);
        float[] weights = [1, 0, 2.5f, 1, 0.25f, 3, 1];
        var pass = RandomNetworks.Pass(network, x, t, Processor.Single, weights);
        var gradient = TextbookNetwork.Of(network).BatchGradient(
            Array.ConvertAll(x, RandomNetworks.Doubles), Array.ConvertAll(t, RandomNetworks.Doubles), Array.ConvertAll(weights, w => (double)w));
        for (int l = 0; l < gradient.Length; l++)
            Assert.InRange(RandomNetworks.Difference(pass.Layers[l].Derivatives[0], gradient[l]), 0, 1e-5);
    }

    /// <summary>Compares the rows that are well-conditioned; returns how many these are.</summary>
    private static int Check(
        int[] sizes, ActivationFunction hidden, ActivationFunction output, ErrorFunction error, int rows, ulong seed, VectorWidth width, Converter<float[], float[]>? targets = null)
    {
        var network = new Network(sizes, new NetworkOptions { Activation = hidden, OutputActivation = output, Error = error, Seed = seed });
        for (int l = 0; l < network.DenseLayers.Count; l++)
        {
            // Biases of 0 would leave them untested in the forward pass.
            var random = new RandomStream(seed, Purpose.Data, l + 1);
            for (int j = 0; j < network.DenseLayers[l].Units; j++)
                network.DenseLayers[l].Weights[0, j] = (float)(0.3 * random.NextNormal());
        }
        var (x, t) = RandomNetworks.Rows(rows, sizes[0], sizes[^1], error, seed);
        t = targets is null ? t : Array.ConvertAll(t, targets);
        var keep = Enumerable.Range(0, rows).Where(n => !RandomNetworks.AtKink(network, x[n], t[n]) && !RandomNetworks.IsSaturated(network, x[n]) && !RandomNetworks.AtTurn(network, x[n])).ToArray();
        if (keep.Length == 0)
            return 0;
        x = Array.ConvertAll(keep, n => x[n]);
        t = Array.ConvertAll(keep, n => t[n]);
        var textbook = TextbookNetwork.Of(network);
        double[][] xs = Array.ConvertAll(x, RandomNetworks.Doubles), ts = Array.ConvertAll(t, RandomNetworks.Doubles);
        using var processor = new Processor(1, width);
        var pass = RandomNetworks.Pass(network, x, t, processor);
        var gradient = textbook.BatchGradient(xs, ts);
        for (int l = 0; l < gradient.Length; l++)
        {
            // Rows of a batch may cancel, to 0 even: differences are measured against the mean size of their derivatives.
            double size = xs.Zip(ts, (a, b) => textbook.Gradient(a, b)[l].Cast<double>().Max(Math.Abs)).Average();
            double difference = RandomNetworks.LargestDifference(pass.Layers[l].Derivatives[0], gradient[l]);
            Assert.True(difference <= 1e-4 * size || difference < 1e-30,
                $"{network.Sizes} {hidden} {output} {error} seed {seed} {width}: layer {l + 1} differs by {difference} of {size}");
        }
        for (int n = 0; n < x.Length; n++)
        {
            double[] expected = textbook.Predict(xs[n]);
            float[] actual = network.Predict(x[n]);
            for (int k = 0; k < expected.Length; k++)
                Assert.InRange(actual[k], expected[k] - 1e-5 * (1 + Math.Abs(expected[k])) * sizes.Length, expected[k] + 1e-5 * (1 + Math.Abs(expected[k])) * sizes.Length);
        }
        return keep.Length;
    }
}
