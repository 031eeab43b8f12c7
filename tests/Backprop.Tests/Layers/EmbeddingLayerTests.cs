using Backprop.Execution;
using Backprop.Files;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Randomness;
using Backprop.Numerics.Threads;
using Backprop.Textbook;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Tests.Layers;

public class EmbeddingLayerTests
{
    // Inputs 2, 3 and 5 of 6 are codes: neighbours, and numbers at both ends.
    private static readonly NetworkOptions Coded = new()
    {
        Activation = ActivationFunction.Tanh, Error = ErrorFunction.CrossEntropy, Codes = [new(1, 4), new(2, 30), new(4, 2)], EmbeddingSize = 3,
    };

    [Fact]
    public void A_code_becomes_its_row_of_the_table_and_a_number_stays()
    {
        var network = new Network([6, 5, 1], Coded);
        var layer = (EmbeddingLayer)network.Layers[0];
        Assert.Equal((6, 12), (layer.Inputs, layer.Units));
        float[] table = network.Parameters["layers.1.embeddings"].ToArray();
        Assert.Equal([36, 3], network.Parameters["layers.1.embeddings"].Shape);
        float[] Row(int row) => table[(3 * row)..(3 * row + 3)];
        Assert.Equal([0.5f, .. Row(3), .. Row(4 + 29), -2, .. Row(34), 7], Outputs(network, [0.5f, 3, 29, -2, 0, 7]));
        Assert.Equal([0.5f, 0, 0, 0, .. Row(4), -2, .. Row(35), 7], Outputs(network, [0.5f, -1, 0, -2, 1, 7]));
        foreach (float wrong in new[] { 4, -2, 0.5f, float.NaN, float.PositiveInfinity })
            Assert.True(float.IsNaN(network.Predict([0.5f, wrong, 0, -2, 1, 7])[0]), $"code {wrong}");
    }

    [Theory]
    [InlineData("sum-of-squares", 2, false)]
    [InlineData("cross-entropy", 3, true)]
    public void The_derivatives_pass_the_gradient_check(string error, int outputs, bool scaled)
    {
        foreach (var hidden in ActivationFunction.All.Where(f => !f.OutputOnly))
        {
            using var trainer = new Trainer(
                new Network([6, 7, 4, outputs], Coded with { Activation = hidden, Error = ErrorFunction.Parse(error), InputScale = scaled }),
                new TrainingOptions { Epochs = 3, BatchSize = 8, Threads = 1, Optimizer = new Adam { LearningRate = 0.05 } });
            trainer.Train(Rows(trainer.Network, 64));
            var result = GradientCheck.Run(trainer.Network, Rows(trainer.Network, 40));
            Assert.InRange(result.Worst, 0, 1e-5);
            Assert.Equal(trainer.Network.ParameterCount, result.Parameters);
        }
    }

    [Fact]
    public void The_derivative_of_a_code_is_that_of_its_numbers()
    {
        var network = new Network([6, 5, 2], Coded with { Error = ErrorFunction.SumOfSquares });
        var textbook = TextbookNetwork.Complete(network);
        double[] x = [0.5, 3, 29, -2, 0, 7], t = [1, 0];
        double[,] table = textbook.Layers[0].Before[0].Parameters[0];
        (double[][] a, _) = textbook.Forward(x);
        double[] errors = LectureFormulas.Errors(textbook.Layers[0].Weights, textbook.Backward(a, t)[0]);
        double[,] gradient = textbook.Layers[0].Before[0].Derivatives(x, errors)[0];
        for (int i = 0; i < 36; i++)
            for (int k = 0; k < 3; k++)
                Assert.Equal(NumericalGradient.Of(textbook, x, t, table, i, k), gradient[i, k], 1e-8);
        Assert.NotEqual(0, gradient[3, 0]);
        Assert.Equal(0, gradient[2, 0]);
    }

    [Fact]
    public void Codes_learn_what_one_input_for_each_code_and_a_layer_without_bias_learns()
    {
        var coded = new Network([1, 6, 1], Coded with { Codes = [new(0, 5)], Error = ErrorFunction.SumOfSquares });
        var layer = new DenseLayer(5, 3, ActivationFunction.Identity, dropout: 0);
        for (int i = 0; i < 5; i++)
            layer.Weights.CopyRowFrom(i + 1, coded.Parameters["layers.1.embeddings"].ToArray().AsSpan(3 * i, 3));
        var each = new Network([layer, .. coded.Clone().DenseLayers], ErrorFunction.SumOfSquares);
        var options = new TrainingOptions { Optimizer = new Sgd { LearningRate = 0.1 }, Groups = [new("layers.1.biases") { LearningRateFactor = 0 }], BatchSize = 7, Threads = 1 };
        using Trainer one = new(coded, options with { Groups = [] }), other = new(each, options);
        for (int step = 0; step < 20; step++)
        {
            float[] codes = [.. Enumerable.Range(0, 7).Select(n => (float)((3 * step + 5 * n) % 5))], targets = [.. codes.Select(code => code * code / 10)];
            one.Step(codes, targets);
            other.Step([.. codes.SelectMany(code => Enumerable.Range(0, 5).Select(i => i == code ? 1f : 0))], targets);
        }
        float[] table = one.Network.Parameters["layers.1.embeddings"].ToArray(), weights = other.Network.Parameters["layers.1.weights"].ToArray();
        Assert.All(table.Zip(weights), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
        Assert.NotEqual(coded.Parameters["layers.1.embeddings"].ToArray(), table);
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
                using var trainer = new Trainer(
                    new Network([6, 70, 40, 1], Coded with { EmbeddingSize = 19 }),
                    new TrainingOptions { Epochs = 3, BatchSize = 60, Optimizer = new AdamW { LearningRate = 0.01 }, WeightDecay = 0.1 }, processor);
                if (threads > 1)
                    trainer.Executor.Sharing = threads == 2 ? Backprop.Execution.Sharing.Products : Backprop.Execution.Sharing.Rows;
                trainer.Train(Rows(trainer.Network, 150), Rows(trainer.Network, 30));
                expected ??= trainer.Network.WeightsSha256();
                Assert.Equal(expected, trainer.Network.WeightsSha256());
            }
        }
    }

    [Fact]
    public void Files_hold_the_tables_and_which_inputs_are_codes()
    {
        var network = new Network([6, 5, 1], Coded);
        var file = NetworkFile.ToFile(network);
        Assert.Contains("{\"kind\":\"embedding\",\"inputs\":6,\"codes\":[[1,4],[2,30],[4,2]]}", file.Metadata["network"], StringComparison.Ordinal);
        var read = NetworkFile.FromFile(file, "test");
        Assert.Equal(network.WeightsSha256(), read.WeightsSha256());
        Assert.Equal(((EmbeddingLayer)network.Layers[0]).Codes, ((EmbeddingLayer)read.Layers[0]).Codes);
        foreach (var (was, wrong, message) in new[]
        {
            ("[[1,4],", "[[1,5],", "tensor layers.1.embeddings has the shape [36, 3], but [37, 3] was expected"),
            ("[[1,4],", "[[9,4],", "number 1 of them is input 9 with 4 codes"),
            ("[2,30]", "[1,30]", "number 2 of them is input 1 with 30 codes"),
            ("[2,30]", "[2,0]", "number 2 of them is input 2 with 0 codes"),
            ("[2,30]", "[2,-1]", "'layers[0].codes[1][1]' is the number -1, but a whole number from 0 was expected."),
            ("[2,30]", "[2,3e9]", "'layers[0].codes[1][1]' is the number 3e9, but a whole number from 0 was expected."),
            ("[2,30]", "[2]", "'layers[0].codes[1]' is a list, but a list of two whole numbers was expected."),
            ("[[1,4],[2,30],[4,2]]", "[]", "needs at least one input with codes"),
            ("[[1,4],[2,30],[4,2]]", "\"all\"", "'layers[0].codes' is a text, but a list was expected."),
            ("\"inputs\":6", "\"inputs\":0", "'layers[0].inputs' is the number 0, but a whole number from 1 was expected."),
            ("\"inputs\":6", "\"inputs\":7", "Layer 2 has 12 inputs, but layer 1 has 13 units."),
        })
        {
            var other = new SafetensorsFile(new Dictionary<string, string> { ["network"] = file.Metadata["network"].Replace(was, wrong, StringComparison.Ordinal) }, file.Tensors);
            Assert.Contains(message, Assert.Throws<ModelFileException>(() => NetworkFile.FromFile(other, "test")).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1, 0, 3)]
    [InlineData(6, 4, 3)]
    [InlineData(0, 4, 0)]
    [InlineData(0, 4, 1025)]
    [InlineData(0, int.MaxValue, 3)]
    public void Impossible_codes_are_refused(int input, int codes, int size)
    {
        Assert.Throws<ArgumentException>(() => new Network([6, 5, 1], Coded with { Codes = [new(input, codes)], EmbeddingSize = size }));
        Assert.Throws<ArgumentException>(() => new Network([6, 5, 1], Coded with { Codes = [new(1, 4), new(1, 4)] }));
    }

    [Fact]
    public void Deltas_go_through_to_the_numbers_below()
    {
        var network = new Network([6, 5, 2], Coded with { Error = ErrorFunction.SumOfSquares });
        var examples = Rows(network, 5);
        var below = new Matrix(5, 6);
        var executor = network.ExecutorFor(5, Processor.Single, new TrainingPart(network.Parameters.Values.Zeros()) { InputDeltas = below });
        var pass = executor.Pass;
        pass.Inputs.CopyRows(examples.Inputs, 0, 0, 5);
        pass.RowWeights.AsSpan().Fill(1);
        executor.Propagate(5);
        executor.Differentiate(5, 1);
        var textbook = TextbookNetwork.Complete(network);
        for (int n = 0; n < 5; n++)
        {
            double[] x = [.. examples.Inputs.Row(n).ToArray().Select(value => (double)value)];
            double[] expected = textbook.Layers[0].Backward(x, textbook.Backward(textbook.Forward(x).A, [0, 0])[0]);
            for (int i = 0; i < 6; i++)
                Assert.Equal(expected[i], below[n, i], 1e-5);
            Assert.Equal([0, 0, 0], new[] { below[n, 1], below[n, 2], below[n, 4] });
            Assert.NotEqual(0, below[n, 0]);
        }
    }

    private static float[] Outputs(Network network, float[] x)
    {
        var executor = network.ExecutorFor(1, Processor.Single);
        executor.SetInputs(x);
        executor.Forward(1);
        return executor.Pass.Layers[0].Outputs.Row(0).ToArray();
    }

    private static Examples Rows(Network network, int count)
    {
        var random = new RandomStream(11, Purpose.Test);
        Matrix inputs = new(count, 6), targets = new(count, network.Outputs);
        for (int n = 0; n < count; n++)
        {
            for (int i = 0; i < 6; i++)
                inputs[n, i] = (float)random.NextNormal();
            foreach (var (input, codes) in Coded.Codes)
                inputs[n, input] = random.NextInt(codes + 1) - 1;
            if (network.Error.HasProbabilities)
                targets[n, random.NextInt(network.Outputs)] = network.Outputs > 1 ? 1 : random.NextInt(2);
            else
                for (int k = 0; k < network.Outputs; k++)
                    targets[n, k] = (float)random.NextNormal();
        }
        return new Examples(inputs, targets);
    }
}
