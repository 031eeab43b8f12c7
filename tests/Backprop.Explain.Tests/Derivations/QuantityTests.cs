using Backprop.Explain.Derivations;
using Backprop.Explain.Drawings;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Explain.Tests.Derivations;

public class QuantityTests
{
    [Fact]
    public void The_derivation_of_a_number_ends_in_it() => RandomSteps.Any(maxUnits: 4, maxHidden: 2).Sample(step =>
    {
        foreach (Quantity quantity in All(step))
        {
            DerivationPart part = Derivation.Of(step, quantity);
            Equation equation = Assert.Single(Assert.Single(part.Lines));
            Assert.Equal(quantity, Quantity.Of(equation.Left));
            Assert.Equal(quantity.ValueIn(step), equation.Result);
        }
    }, iter: 100);

    [Fact]
    public void Each_factor_of_a_formula_is_a_number_of_the_network() => RandomSteps.Any(maxUnits: 4, maxHidden: 2).Sample(step =>
    {
        foreach (Equation equation in Formulas.Equations(Derivation.Of(step)))
            Assert.All(equation.Formulas.SelectMany(Quantity.In), q => Assert.True(q.IsOf(step), q.ToString()));
    }, iter: 100);

    [Fact]
    public void A_delta_of_the_lecture_comes_from_its_activation_weights_and_delta()
    {
        TextbookStep step = LectureExample.Run().Step;
        Equation delta = Derivation.Of(step, new Quantity(QuantityKind.Delta, 0, To: 1)).Lines[0][0];
        Assert.Equal(["z.0.0.1", "w.1.2.0", "d.1.0.0"], delta.Formulas.SelectMany(Quantity.In).Distinct().Select(q => q.ToString()));
    }

    [Fact]
    public void Also_in_a_large_layer_each_number_has_its_derivation()
    {
        TextbookStep step = RandomSteps.Of([300, 80, 10], [ActivationFunction.Relu, ActivationFunction.Softmax], "cross-entropy");
        foreach (var quantity in new Quantity[] { new(QuantityKind.Weight, 0, 300, 79), new(QuantityKind.Unit, 1, 0, 9), new(QuantityKind.Derivative, 1, 80, 9), new(QuantityKind.Target, To: 9) })
            Assert.Equal(quantity.ValueIn(step), Derivation.Of(step, quantity).Lines[0][0].Result);
    }

    [Fact]
    public void What_a_network_has_not_is_refused()
    {
        TextbookStep step = LectureExample.Run().Step;
        foreach (var quantity in new Quantity[] { new(QuantityKind.Weight, 0, 3, 0), new(QuantityKind.Weight, 2), new(QuantityKind.Unit, 0, To: 3), new(QuantityKind.Target, To: -1) })
            Assert.Throws<ArgumentException>(() => Derivation.Of(step, quantity));
    }

    [Fact]
    public void A_quantity_is_read_as_it_was_written() => RandomSteps.Any().Sample(step =>
        Assert.All(All(step), q => Assert.True(Quantity.TryParse(q.ToString(), out Quantity read) && read == q)), iter: 20);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("w.0.1")]
    [InlineData("w.0.1.-1")]
    [InlineData("q.0.0.0")]
    [InlineData("w.0.0.99999999999")]
    public void Other_text_is_no_quantity(string? text) => Assert.False(Quantity.TryParse(text, out _));

    [Fact]
    public void A_drawing_says_which_number_stands_where()
    {
        TextbookStep step = LectureExample.Run().Step;
        var drawn = NetworkDrawing.Of(step).Shapes.OfType<Label>().Select(l => l.Quantity).OfType<Quantity>();
        Assert.Equal(
            All(step).Where(q => q.Kind is not (QuantityKind.Error or QuantityKind.LearningRate or QuantityKind.Updated)).Select(q => q.ToString()).Order(StringComparer.Ordinal),
            drawn.Select(q => q.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void With_room_for_numbers_a_drawing_keeps_its_size_when_they_change()
    {
        TextbookStep step = LectureExample.Run().Step, later = step.Updated.Step([0.123, -0.456], [-0.00123], 0.01);
        var options = new DrawingOptions { NumberWidth = 9 };
        Assert.Equal(NetworkDrawing.Of(step, options).Width, NetworkDrawing.Of(later, options).Width);
        Assert.NotEqual(NetworkDrawing.Of(step).Width, NetworkDrawing.Of(later).Width);
    }

    private static IEnumerable<Quantity> All(TextbookStep step)
    {
        foreach (QuantityKind kind in Enum.GetValues<QuantityKind>())
            for (int layer = 0; layer < step.Layers.Count; layer++)
                for (int from = 0; from <= step.Layers.Max(l => l.Weights.GetLength(0)); from++)
                    for (int to = 0; to <= step.Layers.Max(l => Math.Max(l.A.Length, step.Inputs.Length)); to++)
                        if (new Quantity(kind, layer, from, to) is var quantity && quantity.IsOf(step) && IsPlain(quantity))
                            yield return quantity;
    }

    /// <summary>Indices that a kind does not have are 0.</summary>
    private static bool IsPlain(Quantity q) => q.Kind switch
    {
        QuantityKind.Weight or QuantityKind.Derivative or QuantityKind.Updated => true,
        QuantityKind.Activation or QuantityKind.Unit or QuantityKind.Delta => q.From == 0,
        QuantityKind.Input or QuantityKind.Target => q is { From: 0, Layer: 0 },
        _ => q is { From: 0, Layer: 0, To: 0 },
    };
}
