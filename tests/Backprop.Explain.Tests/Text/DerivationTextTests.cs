using Backprop.Explain.Derivations;
using Backprop.Explain.Text;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Explain.Tests.Text;

public class DerivationTextTests
{
    [Fact]
    public void Ascii_is_ascii_and_lines_keep_to_the_width() => Gen.Select(RandomSteps.Any(), Gen.Int[120, 150]).Sample((step, width) =>
    {
        string text = Write(Derivation.Of(step), new TextOptions { Ascii = true, Width = width });
        Assert.True(text.All(c => c is '\n' or (>= ' ' and <= '~')), text);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
    }, iter: 300);

    [Fact]
    public void Unicode_has_no_spelling_left_in_ascii() => RandomSteps.Any().Sample(step =>
    {
        string text = Write(Derivation.Of(step), new TextOptions());
        Assert.DoesNotContain("delta", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" - ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("_", text, StringComparison.Ordinal);
    }, iter: 50);

    [Fact]
    public void Large_networks_stay_readable()
    {
        string text = Write(Derivation.Of(RandomSteps.Of([784, 128, 10], [ActivationFunction.Relu, ActivationFunction.Softmax], "cross-entropy")), new TextOptions());
        Assert.Contains("… (778 more)", text, StringComparison.Ordinal);
        Assert.Contains("… 122 more units", text, StringComparison.Ordinal);
        Assert.InRange(text.Split('\n').Length, 100, 400);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public void Names_stand_behind_their_numbers()
    {
        string text = Write(Derivation.Of(LectureExample.Run().Step, new DerivationOptions { InputNames = ["width", "height"], OutputNames = ["price"] }), new TextOptions());
        Assert.Contains("x₂ = 0.5   (height)", text, StringComparison.Ordinal);
        Assert.Contains("y₁ = σ(a₁⁽²⁾) = a₁⁽²⁾ = 3.64   (price)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Terms_that_cancel_have_the_digits_that_their_difference_needs()
    {
        var layer = new TextbookLayer(ActivationFunction.Sigmoid, new double[,] { { 0 }, { 16.44 } });
        string text = Write(Derivation.Of(new TextbookNetwork([layer], "cross-entropy").Step([1], [1], 0.1)), new TextOptions());
        Assert.Contains("δ₁ = y₁ − t₁ = 0.9999999275 − 1 = −7.25e−08", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_without_hidden_layers_has_nothing_to_backpropagate() =>
        Assert.Contains("There is no hidden layer", Write(Derivation.Of(RandomSteps.Of([2, 1], [ActivationFunction.Identity])), new TextOptions()), StringComparison.Ordinal);

    private static string Write(Derivation derivation, TextOptions options)
    {
        var writer = new StringWriter { NewLine = "\n" };
        DerivationText.Write(writer, derivation, options);
        return writer.ToString();
    }
}
