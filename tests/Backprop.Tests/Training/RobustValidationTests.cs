using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Training;

namespace Backprop.Tests.Training;

/// <summary>With robust validation no single row decides which epoch is the best.</summary>
public sealed class RobustValidationTests
{
    [Theory]
    [InlineData("sum-of-squares", 8)]
    [InlineData("sum-of-squares", 40)]
    [InlineData("absolute", 400)]
    [InlineData("huber=1", 400)]
    [InlineData("quantile=0.9", 400)]
    [InlineData("poisson", 400)]
    public void Rows_like_one_another_have_the_plain_mean_to_the_bit(string error, int rows)
    {
        var (network, examples) = Case(error, rows);
        Assert.Equal(new Evaluation(network, examples).MeanError(), new Evaluation(network, examples, robust: true).MeanError());
    }

    [Theory]
    [InlineData("sum-of-squares", 40)]
    [InlineData("sum-of-squares", 400)]
    [InlineData("sum-of-squares", 3000)]
    [InlineData("absolute", 400)]
    [InlineData("poisson", 400)]
    public void However_bad_one_row_is_its_error_is_limited(string error, int rows)
    {
        // At most half of the whole, which doubles the rest.
        double usual = Excess(error, rows, 1), bad = Excess(error, rows, 1e6f), worse = Excess(error, rows, 1e9f);
        Assert.InRange(bad, usual, 2.1 * usual);
        Assert.Equal(bad, worse, 6);
    }

    [Fact]
    public void A_wrong_class_counts_at_most_as_one_that_was_given_a_thousandth_of_its_share()
    {
        var network = new Network([1, 3], new NetworkOptions { Error = ErrorFunction.CrossEntropy, Initializer = Initializer.Parse("constant=0") });
        network.DenseLayers[0].Weights[1, 2] = 1;
        var inputs = new Matrix(20, 1);
        inputs[0, 0] = 1000;
        var examples = new Examples(inputs, new int[20], 3);
        double ln3 = Math.Log(3);
        Assert.Equal(((19 * ln3) + 1000) / 20, new Evaluation(network, examples).MeanError(), 9);
        Assert.Equal(((19 * ln3) + Math.Log(3000)) / 20, new Evaluation(network, examples, robust: true).MeanError(), 9);
    }

    [Fact]
    public void Rows_of_large_weight_count_as_they_should()
    {
        var inputs = new Matrix(30, 1);
        var targets = new Matrix(30, 1);
        for (int n = 0; n < 30; n++)
            targets[n, 0] = n % 2 == 0 ? 1 : -1;
        float[] weights = [1000, .. Enumerable.Repeat(1f, 29)];
        var network = new Network([1, 1], new NetworkOptions { Initializer = Initializer.Parse("constant=0") });
        Assert.Equal(0.5, new Evaluation(network, new Examples(inputs, targets, weights), robust: true).MeanError());
    }

    [Fact]
    public void The_trainer_uses_it_where_it_is_asked_to_and_a_checkpoint_knows()
    {
        var (network, examples) = Case("sum-of-squares", 40, 1e6f);
        var options = new TrainingOptions { Epochs = 2, RobustValidation = true };
        using var robust = new Trainer(network, options);
        using var plain = new Trainer(network, options with { RobustValidation = false });
        var (_, usual) = Case("sum-of-squares", 40);
        var results = new[] { robust, plain }.Select(trainer => trainer.Train(usual, examples).History[^1].ValidationError!.Value).ToArray();
        Assert.Equal(new Evaluation(robust.Network, examples, robust: true).MeanError(), results[0]);
        Assert.True(results[0] < results[1]);
        var identity = TrainingIdentity.Of(network, options, examples, examples);
        var other = TrainingIdentity.Of(network, options with { RobustValidation = false }, examples, examples);
        Assert.Equal("the validation error was no row decides and is none", Assert.Single(identity.Differences(other)));
    }

    /// <summary>The robust mean, above the least that the rows' errors can be: poisson's may be below 0.</summary>
    private static double Excess(string error, int rows, float scale)
    {
        var (network, examples) = Case(error, rows, scale);
        var target = new float[1];
        double least = 0;
        for (int n = 0; n < rows; n++)
        {
            examples.CopyTargetsTo(n, target);
            least += network.Error.MinOfRow(target);
        }
        return new Evaluation(network, examples, robust: true).MeanError() - (least / rows);
    }

    /// <summary>A network without weights and targets near 1, those of the last row so many times as large.</summary>
    private static (Network Network, Examples Examples) Case(string error, int rows, float scale = 1)
    {
        var function = ErrorFunction.Parse(error);
        var network = new Network([1, 1], new NetworkOptions { Error = function, Initializer = Initializer.Parse("constant=0") });
        var targets = new Matrix(rows, 1);
        for (int n = 0; n < rows; n++)
            targets[n, 0] = 1 + (0.5f * (n % 7) / 6);
        targets[rows - 1, 0] *= scale;
        return (network, new Examples(new Matrix(rows, 1), targets));
    }
}
