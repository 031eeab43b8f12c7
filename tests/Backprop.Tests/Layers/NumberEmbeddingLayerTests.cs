using Backprop.Execution;
using Backprop.Files;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Threads;
using Backprop.Tests.Networks;
using Backprop.Textbook;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Tests.Layers;

public class NumberEmbeddingLayerTests
{
    private static readonly NetworkOptions Waves = new()
    {
        Activation = ActivationFunction.Tanh, Error = ErrorFunction.SumOfSquares, EmbeddedNumbers = [0, 2, 3], FrequencySpread = 0.5, InputScale = true,
    };

    [Fact]
    public void Outputs_are_those_of_the_textbook()
    {
        var network = new Network([5, 4, 2], Waves);
        Assert.Equal(["number-embedding", "scale", "dense", "dense"], network.Layers.Select(layer => layer.Kind));
        Assert.Equal(5 + 3 * 3, network.Layers[0].Units);
        var textbook = TextbookNetwork.Complete(network);
        foreach (var row in RandomNetworks.Rows(200, 5, 2, network.Error, seed: 3).X)
        {
            double[] y = textbook.Predict(RandomNetworks.Doubles(row));
            float[] engine = network.Predict(row);
            for (int k = 0; k < y.Length; k++)
                Assert.Equal(y[k], engine[k], 2e-6);
        }
    }

    [Fact]
    public void Numbers_far_away_and_special_ones_are_taken()
    {
        var network = new Network([5, 4, 2], Waves);
        var textbook = TextbookNetwork.Complete(network);
        Assert.Equal(textbook.Predict([1e3, 0, -1e3, 0, 0])[0], network.Predict([1e3f, 0, -1e3f, 0, 0])[0], 1e-2);
        Assert.All(network.Predict([1e30f, 0, 0, 0, 0]), y => Assert.True(float.IsFinite(y)));
        foreach (float special in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
            Assert.True(float.IsNaN(network.Predict([0, 0, special, 0, 0])[0]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_derivatives_pass_the_gradient_check(int codes)
    {
        var options = codes == 0 ? Waves : Waves with { Codes = [new(1, 3)], EmbeddingSize = 2 };
        var network = new Network([5, 7, 4, 2], options);
        Assert.Equal(codes + 2, network.Layers.Count - network.DenseLayers.Count);
        using var trainer = new Trainer(network, new TrainingOptions { Epochs = 3, BatchSize = 8, Threads = 1, Optimizer = new Adam { LearningRate = 0.05 } });
        trainer.Train(Rows(network, 64, codes > 0));
        var result = GradientCheck.Run(trainer.Network, Rows(network, 40, codes > 0), rows: 8, weightsPerLayer: 1000);
        Assert.InRange(result.Worst, 0, 1e-5);
        Assert.Equal(network.ParameterCount, result.Parameters);
    }

    [Fact]
    public void Deltas_of_the_inputs_are_those_of_the_textbook()
    {
        var network = new Network([5, 4, 2], Waves);
        var (x, t) = RandomNetworks.Rows(70, 5, 2, network.Error, seed: 3);
        var textbook = TextbookNetwork.Complete(network);
        foreach (var width in VectorWidths.All)
        {
            using var processor = new Processor(1, width);
            var deltas = new Matrix(70, 5);
            var executor = network.ExecutorFor(70, processor, new TrainingPart(network.Parameters.Values.Zeros()) { InputDeltas = deltas });
            var pass = executor.Pass;
            for (int n = 0; n < 70; n++)
            {
                x[n].CopyTo(pass.Inputs.Row(n));
                t[n].CopyTo(pass.Targets.Row(n));
                pass.RowWeights[n] = 1;
            }
            executor.Propagate(70);
            executor.Differentiate(70, 1);
            for (int n = 0; n < 70; n++)
            {
                double[] row = RandomNetworks.Doubles(x[n]);
                double[] expected = textbook.Layers[0].Backward(row, textbook.Backward(textbook.Forward(row).A, RandomNetworks.Doubles(t[n]))[0]);
                for (int i = 0; i < 5; i++)
                    Assert.Equal(expected[i], deltas[n, i], 1e-5 * Math.Max(1, Math.Abs(expected[i])));
            }
        }
    }

    [Fact]
    public void Weights_are_the_same_bits_on_any_threads_and_width()
    {
        string? expected = null;
        foreach (var width in VectorWidths.All)
        {
            foreach (int threads in new[] { 1, 2, 3 })
            {
                using var processor = new Processor(threads, width);
                using var trainer = new Trainer(new Network([5, 70, 40, 2], Waves), new TrainingOptions { Epochs = 2, BatchSize = 67, Optimizer = new AdamW { LearningRate = 0.01 } }, processor);
                if (threads > 1)
                    trainer.Executor.Sharing = threads == 2 ? Backprop.Execution.Sharing.Products : Backprop.Execution.Sharing.Rows;
                trainer.Train(Rows(trainer.Network, 150, false), Rows(trainer.Network, 30, false));
                expected ??= trainer.Network.WeightsSha256();
                Assert.Equal(expected, trainer.Network.WeightsSha256());
            }
        }
    }

    [Fact]
    public void Waves_learn_a_function_that_bends_often()
    {
        float[] x = [.. Enumerable.Range(0, 256).Select(n => n / 64f - 2)], t = [.. x.Select(value => (float)Math.Sin(9 * value))];
        double Error(NetworkOptions options)
        {
            using var trainer = new Trainer(new Network([1, 16, 1], options), new TrainingOptions { Epochs = 150, BatchSize = 32, Threads = 1, Optimizer = new Adam { LearningRate = 0.01 } });
            return trainer.Train(new Examples(256, x, t)).History[^1].TrainingError;
        }
        Assert.InRange(Error(Waves with { EmbeddedNumbers = [0], FrequencySpread = 1 }), 0, 0.1 * Error(Waves with { EmbeddedNumbers = [] }));
    }

    [Fact]
    public void Files_hold_the_waves_and_which_inputs_are_embedded()
    {
        var network = new Network([5, 4, 2], Waves);
        var file = NetworkFile.ToFile(network);
        Assert.Contains("{\"kind\":\"number-embedding\",\"inputs\":5,\"numbers\":[0,2,3]}", file.Metadata["network"], StringComparison.Ordinal);
        Assert.Equal([3, 3, 16], file.Find("layers.1.weights")!.Shape);
        var read = NetworkFile.FromFile(file, "test");
        Assert.Equal(network.WeightsSha256(), read.WeightsSha256());
        Assert.Equal(network.Predict([1, 2, 3, 4, 5]), read.Predict([1, 2, 3, 4, 5]));
        foreach (var (wrong, message) in new[]
        {
            ("[0,2,2]", "number 3 of them is input 2"), ("[0,2,5]", "number 3 of them is input 5"), ("[]", "at least one"), ("[0,2]", "Layer 2 has 14 inputs, but layer 1 has 11 units."),
            ("[0,2,-3]", "'layers[0].numbers[2]' is the number -3, but a whole number from 0 was expected."),
        })
        {
            var other = new SafetensorsFile(new Dictionary<string, string> { ["network"] = file.Metadata["network"].Replace("[0,2,3]", wrong, StringComparison.Ordinal) }, file.Tensors);
            Assert.Contains(message, Assert.Throws<ModelFileException>(() => NetworkFile.FromFile(other, "test")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Impossible_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Network([5, 4, 2], Waves with { EmbeddedNumbers = [5] }));
        Assert.Throws<ArgumentException>(() => new Network([5, 4, 2], Waves with { EmbeddedNumbers = [2, 1] }));
        Assert.Throws<ArgumentException>(() => new Network([5, 4, 2], Waves with { FrequencySpread = 0 }));
        Assert.Throws<ArgumentException>(() => new Network([5, 4, 2], Waves with { Codes = [new(2, 3)] }));
    }

    private static Examples Rows(Network network, int count, bool coded)
    {
        var (x, t) = RandomNetworks.Rows(count, 5, network.Outputs, network.Error, seed: 5);
        Matrix inputs = new(count, 5), targets = new(count, network.Outputs);
        for (int n = 0; n < count; n++)
        {
            if (coded)
                x[n][1] = n % 3;
            x[n].CopyTo(inputs.Row(n));
            t[n].CopyTo(targets.Row(n));
        }
        return new Examples(inputs, targets);
    }
}
