using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Tests.Networks;

public class NamesTests
{
    public static TheoryData<string> Activations => [.. ActivationFunction.All.Select(f => f.ToString()), "leaky-relu=0.2", "elu=0.5"];

    public static TheoryData<string> Errors => [.. ErrorFunction.All.Select(f => f.ToString()), "huber=2.5", "quantile=0.9", "cross-entropy=0.1"];

    public static TheoryData<string> Initializers => [.. Initializer.All.Select(f => f.ToString()), "constant=-1", "uniform=0.25"];

    public static TheoryData<string> Schedules => ["constant", "step=10:0.5", "exponential=0.9", "cosine", "plateau=3:0.1", "warm-up=100", "warm-up=5,step=2:0.5"];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_functions_are_read_as_they_are_written(string name) => Assert.Equal(name, ActivationFunction.Parse(name).ToString());

    [Theory]
    [MemberData(nameof(Errors))]
    public void Error_functions_are_read_as_they_are_written(string name) => Assert.Equal(name, ErrorFunction.Parse(name).ToString());

    [Theory]
    [MemberData(nameof(Initializers))]
    public void Initializers_are_read_as_they_are_written(string name) => Assert.Equal(name, Initializer.Parse(name).ToString());

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Schedules_are_read_as_they_are_written(string name) => Assert.Equal(name, Schedule.Parse(name).ToString());

    [Theory]
    [InlineData("relux")]
    [InlineData("relu=1")]
    [InlineData("elu=0")]
    [InlineData("elu=-1")]
    [InlineData("elu=x")]
    [InlineData("leaky-relu=NaN")]
    public void Wrong_activation_functions_are_refused(string name) => Assert.Throws<FormatException>(() => ActivationFunction.Parse(name));

    [Theory]
    [InlineData("mse")]
    [InlineData("huber=0")]
    [InlineData("quantile=1")]
    [InlineData("quantile=0")]
    [InlineData("poisson=2")]
    public void Wrong_error_functions_are_refused(string name) => Assert.Throws<FormatException>(() => ErrorFunction.Parse(name));

    [Theory]
    [InlineData("linear")]
    [InlineData("step=0")]
    [InlineData("step=1:2")]
    [InlineData("cosine=3")]
    [InlineData("exponential=0")]
    [InlineData("cosine,warm-up=3")]
    [InlineData("warm-up=x")]
    public void Wrong_schedules_are_refused(string name) => Assert.Throws<FormatException>(() => Schedule.Parse(name));

    [Fact]
    public void Parameters_may_be_fractions()
    {
        Assert.Equal(1.0 / 3, ActivationFunction.Parse("leaky-relu=1/3").Parameter);
        Assert.Equal(0.5, ErrorFunction.Parse("huber=1/2").Parameter);
        Assert.Equal(-0.5, Initializer.Parse("constant=-1/2").Parameter);
        Assert.Equal(new StepSchedule(30, 0.1), Schedule.Parse("step=30:1/10"));
        Assert.Equal(ActivationFunction.Parse("elu=1/3"), ActivationFunction.Parse(ActivationFunction.Parse("elu=1/3").ToString()));
    }

    [Theory]
    [InlineData("leaky-relu=x", "not a number: 'x'")]
    [InlineData("leaky-relu=1/0", "not a number: '1/0'")]
    [InlineData("leaky-relu=", "not a number: ''")]
    [InlineData("relu=x", "no parameter")]
    [InlineData("relux=x", "Unknown activation function")]
    public void A_bad_parameter_is_distinguished_from_an_unknown_name(string name, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => ActivationFunction.Parse(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Unknown_optimizers_are_refused_with_the_known() =>
        Assert.Contains("sgd, momentum, nesterov, rmsprop, adam, adamw", Assert.Throws<FormatException>(() => Optimizer.Parse("adagrad")).Message, StringComparison.Ordinal);
}
