using Backprop.Execution;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Threads;
using Backprop.Tests.Networks;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Tests.Execution;

public class SharingTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(16)]
    public void Every_way_to_share_a_pass_gives_the_same_bits(int threads)
    {
        int[][] shapes = [[5, 3], [7, 19, 5], [40, 70, 33, 9], [3, 130, 1, 17, 4]];
        foreach (int[] shape in shapes)
        {
            foreach (var (output, error, outputs) in RandomNetworks.LegalPairs.Where((_, i) => i % 4 == shape.Length % 4))
            {
                int[] sizes = [.. shape[..^1], outputs];
                var network = new Network(sizes, new NetworkOptions { Activation = ActivationFunction.Tanh, OutputActivation = output, Error = error, Seed = 5, Dropout = 0.2 });
                foreach (int rows in new[] { 2, 5, 31, 129 })
                {
                    string expected = Bits(network, rows, Processor.Single, Sharing.None);
                    using var processor = new Processor(threads, VectorWidths.Best);
                    foreach (var way in Enum.GetValues<Sharing>())
                        Assert.Equal(expected, Bits(network, rows, processor, way));
                }
            }
        }
    }

    [Fact]
    public void Without_other_threads_or_without_work_for_them_nothing_is_shared()
    {
        var small = new Network([20, 30, 4]);
        using var two = new Processor(2);
        Assert.Equal([Sharing.None], small.ExecutorFor(32, two).WaysToShare(32));
        Assert.Equal([Sharing.None], new Network([500, 500, 4]).ExecutorFor(500, Processor.Single).WaysToShare(500));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(600)]
    public void A_training_on_several_threads_tries_every_way_and_ends_in_the_same_bits(int inputsOfRow)
    {
        var network = new Network([inputsOfRow, 90, 6], new NetworkOptions { Error = ErrorFunction.CrossEntropy });
        var (x, t) = RandomNetworks.Rows(256, inputsOfRow, 6, ErrorFunction.CrossEntropy, seed: 3);
        float[] inputs = [.. x.SelectMany(row => row)], targets = [.. t.SelectMany(row => row)];
        var tried = new HashSet<Sharing>();
        string[] hashes = [.. new[] { 1, 2 }.Select(threads =>
        {
            using var processor = new Processor(threads);
            using var trainer = new Trainer(network, new TrainingOptions { BatchSize = 256, Optimizer = new Adam() }, processor);
            for (int step = 0; step < 40; step++)
            {
                tried.Add(trainer.Executor.Sharing);
                trainer.Step(inputs, targets);
                Assert.Equal(x[^1], trainer.Pass.Inputs.Row(255));
            }
            return trainer.Network.WeightsSha256();
        })];
        Assert.Equal(hashes[0], hashes[1]);
        using var both = new Processor(2);
        // Copies of the inputs are for batches that leave the caches room.
        Assert.Equal(inputsOfRow == 60 && both.Members > 1, network.ExecutorFor(256, both, new TrainingPart(network.Parameters.Values.Zeros()) { Seed = 1 }).Pass.InputCopies is not null);
        Assert.Equal(Enum.GetValues<Sharing>().Length, tried.Count);
    }

    private static string Bits(Network network, int rows, Processor processor, Sharing way)
    {
        var (x, t) = RandomNetworks.Rows(rows, network.Inputs, network.Outputs, network.Error, seed: 11);
        var executor = network.ExecutorFor(rows, processor, new TrainingPart(network.Parameters.Values.Zeros()) { Seed = 1 });
        executor.Sharing = way;
        var pass = executor.Pass;
        float[] values = [.. x.SelectMany(row => row)];
        executor.SetInputs(values);
        for (int n = 0; n < rows; n++)
        {
            t[n].CopyTo(pass.Targets.Row(n));
            pass.RowWeights[n] = n % 5 == 0 ? 0.25f : 1;
        }
        double error = executor.Propagate(rows);
        executor.Differentiate(rows, 1f / rows);
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        foreach (var layer in pass.Layers)
        {
            var bytes = new byte[layer.Derivatives[0].Values.Length * sizeof(float)];
            LittleEndian.Write(layer.Derivatives[0].Values, bytes);
            hash.AppendData(bytes);
        }
        return $"{BitConverter.DoubleToInt64Bits(error):x16} {Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
