using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Training;

namespace Backprop.Tests.Training;

/// <summary>Softmax outputs and cross-entropy learn from probabilities that sum to 1, and from nothing else.</summary>
public sealed class TargetSumTests
{
    private static Network Classifier => new([2, 3], new NetworkOptions { Error = ErrorFunction.CrossEntropy });

    [Theory]
    [InlineData(0.2f, 0.3f, 0.4f)]
    [InlineData(1, 1, 0)]
    [InlineData(0, 0, 0)]
    public void Other_sums_are_refused_everywhere(float first, float second, float third)
    {
        var examples = Rows(1, first, second, third);
        using var trainer = new Trainer(Classifier);
        foreach (var exception in new[]
        {
            Assert.Throws<ArgumentException>(() => trainer.Train(examples)),
            Assert.Throws<ArgumentException>(() => trainer.Train(Rows(1, 1, 0, 0), examples)),
            Assert.Throws<ArgumentException>(() => new Evaluation(trainer.Network, examples)),
            Assert.Throws<ArgumentException>(() => GradientCheck.Run(trainer.Network, examples)),
            Assert.Throws<ArgumentException>(() => trainer.Step([1, 2, 3, 4], [1, 0, 0, first, second, third])),
        })
            Assert.Contains("The targets of row 2 sum to ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, trainer.StepsDone);
    }

    [Theory]
    [InlineData(0.333f, 0.333f, 0.333f, 1)]
    [InlineData(0.2f, 0.3f, 0.5f, 1)]
    [InlineData(0, 0, 0, 0)]
    public void Soft_targets_with_a_few_digits_are_taken_and_rows_that_count_nothing_are_not_looked_at(float first, float second, float third, float weight)
    {
        using var trainer = new Trainer(Classifier, new TrainingOptions { Epochs = 1 });
        trainer.Train(Rows(weight, first, second, third));
    }

    [Theory]
    [InlineData("cross-entropy", 5, "hold 5, but the error function cross-entropy needs probabilities from 0 to 1")]
    [InlineData("cross-entropy", -0.1f, "hold -0.1, but the error function cross-entropy needs probabilities from 0 to 1")]
    [InlineData("cross-entropy", float.NaN, "hold NaN, but the error function cross-entropy needs probabilities from 0 to 1")]
    [InlineData("poisson", -1, "hold -1, but the error function poisson needs counts or rates from 0")]
    [InlineData("poisson", float.PositiveInfinity, "but the error function poisson needs counts or rates from 0")]
    public void Targets_outside_the_domain_of_the_error_function_are_refused_everywhere(string error, float target, string message)
    {
        using var trainer = new Trainer(new Network([2, 1], new NetworkOptions { Error = ErrorFunction.Parse(error) }));
        var targets = new Matrix(2, 1);
        targets[1, 0] = target;
        var examples = new Examples(new Matrix(2, 2), targets);
        foreach (var exception in new[]
        {
            Assert.Throws<ArgumentException>(() => trainer.Train(examples)),
            Assert.Throws<ArgumentException>(() => trainer.Train(new Examples(new Matrix(2, 2), new Matrix(2, 1)), examples)),
            Assert.Throws<ArgumentException>(() => new Evaluation(trainer.Network, examples)),
            Assert.Throws<ArgumentException>(() => GradientCheck.Run(trainer.Network, examples)),
            Assert.Throws<ArgumentException>(() => trainer.Step([1, 2, 3, 4], [0, target])),
        })
        {
            Assert.Contains("The targets of row 2 ", exception.Message, StringComparison.Ordinal);
            Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        }
        Assert.Equal(0, trainer.StepsDone);
    }

    [Fact]
    public void Probabilities_that_sum_to_1_but_are_none_are_refused_and_the_target_is_named()
    {
        using var trainer = new Trainer(Classifier);
        Assert.Contains("The targets of row 1 hold 1.5 (target 2), but", Assert.Throws<ArgumentException>(() => trainer.Step([1, 2], [-0.0f, 1.5f, -0.5f])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_that_are_not_numbers_are_refused_by_every_error_function()
    {
        using var trainer = new Trainer(new Network([2, 1]));
        var targets = new Matrix(1, 1);
        targets[0, 0] = float.NaN;
        Assert.Contains("needs finite numbers", Assert.Throws<ArgumentException>(() => trainer.Train(new Examples(new Matrix(1, 2), targets))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Single_outputs_and_other_errors_take_any_sum()
    {
        using var binary = new Trainer(new Network([2, 1], new NetworkOptions { Error = ErrorFunction.CrossEntropy }));
        binary.Step([1, 2], [0.3f]);
        using var numbers = new Trainer(new Network([2, 3]));
        numbers.Step([1, 2], [0.3f, 4, -1]);
    }

    /// <summary>A row of the first class, and one of given targets and weight.</summary>
    private static Examples Rows(float weight, params float[] targets)
    {
        var matrix = new Matrix(2, 3);
        matrix[0, 0] = 1;
        targets.CopyTo(matrix.Row(1));
        return new Examples(new Matrix(2, 2), matrix, [1, weight]);
    }
}
