using Backprop.Execution;
using Backprop.Files;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;
using Backprop.Tests.Networks;
using Backprop.Tests.Training;
using Backprop.Textbook;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Tests.Layers;

public class ScaleLayerTests
{
    private static readonly NetworkOptions Scaled = new() { Activation = ActivationFunction.Tanh, Error = ErrorFunction.CrossEntropy, InputScale = true };

    [Fact]
    public void A_new_network_with_factors_predicts_what_it_predicts_without()
    {
        Network with = new([2, 20, 1], Scaled), without = new([2, 20, 1], Scaled with { InputScale = false });
        Assert.Equal(["scale", "dense", "dense"], with.Layers.Select(layer => layer.Kind));
        Assert.Equal(without.ParameterCount + 2, with.ParameterCount);
        Assert.Equal("2-20-1", with.Sizes);
        Assert.Equal(without.Predict([0.3f, -0.7f]), with.Predict([0.3f, -0.7f]));
    }

    [Theory]
    [InlineData("sum-of-squares", 2)]
    [InlineData("cross-entropy", 3)]
    public void The_derivatives_pass_the_gradient_check(string error, int outputs)
    {
        foreach (var hidden in ActivationFunction.All.Where(f => !f.OutputOnly))
        {
            var network = Trained(new Network([5, 7, 4, outputs], Scaled with { Activation = hidden, Error = ErrorFunction.Parse(error) }), error);
            var result = GradientCheck.Run(network, Rows(network, 40));
            Assert.InRange(result.Worst, 0, 1e-5);
        }
    }

    [Fact]
    public void A_layer_of_factors_can_be_anywhere_but_at_the_outputs()
    {
        ScaleLayer first = new(3), middle = new(4), again = new(4);
        DenseLayer hidden = new(3, 4, ActivationFunction.Sigmoid, 0), output = new(4, 2, ActivationFunction.Identity, 0);
        float[] values = [0.5f, -2, 1.5f, 0.25f];
        first.Scale.CopyRowFrom(0, values.AsSpan(0, 3));
        middle.Scale.CopyRowFrom(0, values);
        again.Scale.CopyRowFrom(0, [3, 1, 1, -1]);
        foreach (var dense in new[] { hidden, output })
            Initializer.Normal.Fill(dense.Weights, 1, dense.Inputs);
        var network = new Network([first, hidden, middle, again, output], ErrorFunction.SumOfSquares);
        var result = GradientCheck.Run(network, Rows(network, 20));
        Assert.InRange(result.Worst, 0, 1e-5);
        Assert.Equal(3 + 16 + 4 + 4 + 10, result.Parameters);
        Assert.Contains("the outputs are those of a dense layer", Assert.Throws<ArgumentException>(() => new Network([hidden, middle], ErrorFunction.SumOfSquares)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deltas_of_the_inputs_are_those_of_finite_differences()
    {
        var network = Trained(new Network([5, 7, 2], Scaled with { Error = ErrorFunction.SumOfSquares }), "sum-of-squares");
        var (x, t) = RandomNetworks.Rows(6, 5, 2, network.Error, seed: 3);
        var deltas = new Matrix(6, 5);
        var executor = network.ExecutorFor(6, Processor.Single, new TrainingPart(network.Parameters.Values.Zeros()) { InputDeltas = deltas });
        var pass = executor.Pass;
        for (int n = 0; n < 6; n++)
        {
            x[n].CopyTo(pass.Inputs.Row(n));
            t[n].CopyTo(pass.Targets.Row(n));
            pass.RowWeights[n] = 1;
        }
        executor.Propagate(6);
        executor.Differentiate(6, 1);
        var textbook = TextbookNetwork.Complete(network);
        for (int n = 0; n < 6; n++)
        {
            for (int i = 0; i < 5; i++)
            {
                double Error(double move)
                {
                    double[] inputs = Array.ConvertAll(x[n], value => (double)value);
                    inputs[i] += move;
                    return textbook.Predict(inputs).Select((y, k) => 0.5 * (y - t[n][k]) * (y - t[n][k])).Sum();
                }
                Assert.Equal((Error(1e-5) - Error(-1e-5)) / 2e-5, deltas[n, i], 1e-5);
            }
        }
    }

    [Fact]
    public void Files_hold_the_factors()
    {
        var network = Trained(new Network([2, 6, 1], Scaled), "cross-entropy");
        var file = NetworkFile.ToFile(network);
        Assert.Equal([2], file.Find("layers.1.scale")!.Shape);
        Assert.Contains("{\"kind\":\"scale\"}", file.Metadata["network"], StringComparison.Ordinal);
        using var content = new MemoryStream();
        file.Write(content);
        content.Position = 0;
        var read = NetworkFile.FromFile(SafetensorsFile.Read(content, "test"), "test");
        Assert.Equal(network.WeightsSha256(), read.WeightsSha256());
        Assert.NotEqual(1, ((ScaleLayer)read.Layers[0])[0]);
        var other = new SafetensorsFile(new Dictionary<string, string> { ["network"] = file.Metadata["network"].Replace("\"scale\"", "\"attention\"", StringComparison.Ordinal) }, file.Tensors);
        Assert.Contains("'layers[0].kind' is 'attention', but the known kinds are dense, scale, embedding", Assert.Throws<ModelFileException>(() => NetworkFile.FromFile(other, "test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_derivation_but_the_same_function_in_double_precision()
    {
        var network = Trained(new Network([2, 6, 1], Scaled), "cross-entropy");
        Assert.Equal("There is no derivation for layer 1, which is of the kind scale: derivations exist only for dense layers.",
            Assert.Throws<NoDerivationException>(() => TextbookNetwork.Of(network)).Message);
        Assert.Equal(network.Predict([0.3f, -0.7f])[0], TextbookNetwork.Complete(network).Predict([0.3f, -0.7f])[0], 1e-6);
    }

    private static Network Trained(Network network, string error)
    {
        using var trainer = new Trainer(network, new TrainingOptions { Epochs = 3, BatchSize = 8, Threads = 1, Optimizer = new Adam { LearningRate = 0.05 } });
        trainer.Train(Rows(network, 64));
        Assert.Equal(error, network.Error.Name);
        return trainer.Network;
    }

    private static Examples Rows(Network network, int count)
    {
        var (x, t) = RandomNetworks.Rows(count, network.Inputs, network.Outputs, network.Error, seed: 5);
        Matrix inputs = new(count, network.Inputs), targets = new(count, network.Outputs);
        for (int n = 0; n < count; n++)
        {
            x[n].CopyTo(inputs.Row(n));
            t[n].CopyTo(targets.Row(n));
        }
        return new Examples(inputs, targets);
    }
}
