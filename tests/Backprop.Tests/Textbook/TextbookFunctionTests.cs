using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;

namespace Backprop.Tests.Textbook;

public class TextbookFunctionTests
{
    /// <summary>Values from the definitions, worked out with 30 digits.</summary>
    [Theory]
    [InlineData("identity", -1.5, -1.5, 1)]
    [InlineData("sigmoid", 2, 0.88079707797788243, 0.10499358540350652)]
    [InlineData("tanh", 0.5, 0.46211715726000976, 0.78644773296592741)]
    [InlineData("relu", -3, 0, 0)]
    [InlineData("relu", 0, 0, 0)]
    [InlineData("relu", 3, 3, 1)]
    [InlineData("leaky-relu", -3, -0.03, 0.01)]
    [InlineData("leaky-relu=0.2", -3, -0.6, 0.2)]
    [InlineData("elu", -1, -0.63212055882855768, 0.36787944117144232)]
    [InlineData("elu", -1e-12, -9.999999999995e-13, 0.999999999999)]
    [InlineData("elu=2", -1, -1.2642411176571154, 0.73575888234288464)]
    [InlineData("selu", 1, 1.0507009873554805, 1.0507009873554805)]
    [InlineData("selu", -1, -1.1113307378125625, 0.646768603034814098)]
    [InlineData("gelu", 1, 0.84134474606854293, 1.0833154705876864)]
    [InlineData("gelu", -0.5, -0.15426876936299344, 0.132504875343837157)]
    [InlineData("gelu", -2.0000001, -0.0455002553731788604, -0.0852317902800036117)]
    [InlineData("gelu", -6, -5.91952587022618884e-9, -3.54687094539020148e-8)]
    [InlineData("silu", 1, 0.7310585786300049, 0.92767051187148673)]
    [InlineData("mish", 1, 0.86509838826731034, 1.0490362200997922)]
    [InlineData("softplus", 1, 1.3132616875182228, 0.7310585786300049)]
    [InlineData("softplus", -40, 4.248354255291589e-18, 4.248354255291589e-18)]
    [InlineData("softplus", 1000, 1000, 1)]
    [InlineData("softsign", -3, -0.75, 0.0625)]
    [InlineData("exponential", 1, 2.7182818284590451, 2.7182818284590451)]
    public void Functions_have_their_published_values(string name, double a, double z, double slope)
    {
        (double actualZ, double actualSlope) = TextbookActivations.Evaluate(ActivationFunction.Parse(name), a);
        Assert.Equal(z, actualZ, 1e-12 * Math.Abs(z));
        Assert.Equal(slope, actualSlope, 1e-12 * Math.Abs(slope));
    }

    [Fact]
    public void Every_function_has_a_formula() =>
        Assert.All(ActivationFunction.All, f => Assert.True(double.IsFinite(TextbookActivations.Apply(f, [0.3, -0.2])[0])));

    [Fact]
    public void Softmax_survives_large_activations() =>
        Assert.Equal([0, 0.5, 0.5], TextbookActivations.Softmax([-1000, 1000, 1000]).Select(y => Math.Round(y, 12)));

    [Theory]
    [InlineData("sum-of-squares", null, "identity", 3, 1, 2, 2)]              // (3 - 1)^2 / 2
    [InlineData("absolute", null, "identity", 3, 1, 2, 1)]                    // |3 - 1|
    [InlineData("absolute", null, "identity", 1, 1, 0, 0)]                    // the kink
    [InlineData("huber", null, "identity", 1.5, 1, 0.125, 0.5)]               // 0.5^2 / 2
    [InlineData("huber", null, "identity", 3, 1, 1.5, 1)]                     // 1 * (2 - 0.5)
    [InlineData("huber", 0.5, "identity", 3, 1, 0.875, 0.5)]                  // 0.5 * (2 - 0.25)
    [InlineData("quantile", 0.9, "identity", 1, 3, 1.8, -0.9)]                // 0.9 * (3 - 1)
    [InlineData("quantile", 0.9, "identity", 3, 1, 0.2, 0.1)]                 // (0.9 - 1) * (1 - 3)
    [InlineData("sum-of-squares", null, "sigmoid", 0, 1, 0.125, -0.125)]      // y = 0.5: delta = (0.5 - 0.25) * (0.5 - 1)
    [InlineData("cross-entropy", null, "sigmoid", 0, 1, 0.69314718055994531, -0.5)] // -ln 0.5
    [InlineData("cross-entropy", null, "sigmoid", -800, 1, 800, -1)]          // -ln y would be infinite
    [InlineData("poisson", null, "exponential", 0, 3, 1, -2)]                 // 1 - 3*ln 1
    public void Errors_and_output_deltas_of_one_output(string error, double? parameter, string output, double a, double t, double e, double delta)
    {
        ActivationFunction function = ActivationFunction.Parse(output);
        Assert.Equal(e, TextbookErrors.Value(error, parameter, function, [a], [t]), 1e-14 * (1 + e));
        Assert.Equal(delta, TextbookErrors.OutputDeltas(error, parameter, function, [a], [t])[0], 1e-14);
    }

    [Fact]
    public void Cross_entropy_of_classes_is_minus_the_log_of_the_right_one()
    {
        // Softmax of (ln 1, ln 2, ln 5) is (1/8, 2/8, 5/8).
        double[] a = [0, Math.Log(2), Math.Log(5)];
        Assert.Equal(Math.Log(4), TextbookErrors.Value("cross-entropy", null, ActivationFunction.Softmax, a, [0, 1, 0]), 1e-14);
        double[] delta = TextbookErrors.OutputDeltas("cross-entropy", null, ActivationFunction.Softmax, a, [0, 1, 0]);
        Assert.Equal(0.125, delta[0], 1e-14);
        Assert.Equal(-0.75, delta[1], 1e-14);
        Assert.Equal(0.625, delta[2], 1e-14);
    }

    [Fact]
    public void Deltas_of_matched_pairs_are_exactly_y_minus_t()
    {
        double[] a = [0.3, -1.2], y = TextbookActivations.Softmax(a);
        Assert.Equal([y[0] - 1, y[1]], TextbookErrors.OutputDeltas("cross-entropy", null, ActivationFunction.Softmax, a, [1, 0]));
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused_with_both_sizes()
    {
        var first = new TextbookLayer(ActivationFunction.Tanh, new double[3, 4]);
        var second = new TextbookLayer(ActivationFunction.Identity, new double[4, 1]);
        string message = Assert.Throws<ArgumentException>(() => new TextbookNetwork([first, second], "sum-of-squares")).Message;
        Assert.Contains("Layer 2 has weights from 3 inputs, but layer 1 has 4 units", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_without_a_formula_for_the_outputs_are_refused()
    {
        var layer = new TextbookLayer(ActivationFunction.Softmax, new double[3, 2]);
        Assert.Throws<ArgumentException>(() => new TextbookNetwork([layer], "sum-of-squares"));
        Assert.Throws<ArgumentException>(() => new TextbookNetwork([layer], "no-such-error"));
    }

    [Fact]
    public void Inputs_and_targets_of_the_wrong_number_are_refused()
    {
        TextbookNetwork network = LectureExample.Network();
        Assert.Contains("2 inputs, but 3", Assert.Throws<ArgumentException>(() => network.Predict([1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("2 targets were given, but the network has 1 output.", Assert.Throws<ArgumentException>(() => network.Error([1, 2], [1, 2])).Message, StringComparison.Ordinal);
    }
}
