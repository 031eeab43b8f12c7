using System.Xml.Linq;
using Backprop.Explain.Derivations;
using Backprop.Explain.Html;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Explain.Tests.Html;

public class MathmlMathTests
{
    [Fact]
    public void Formulas_read_back_from_mathml_give_their_results() => RandomSteps.Any(maxUnits: 8).Sample(Check, iter: 300);

    [Fact]
    public void So_do_those_of_large_layers() =>
        Check(RandomSteps.Of([60, 30, 12], [ActivationFunction.Selu, ActivationFunction.Softmax], "cross-entropy"));

    [Fact]
    public void Indices_of_more_than_one_place_are_kept_apart()
    {
        string w = new MathmlMath(3).Write(new Symbol("w", ["10", "1"], 2, IsNew: true));
        Assert.Equal(
            "<msubsup><mi>w</mi><mrow><mn>10</mn><mo>,</mo><mn>1</mn></mrow><mrow><mo stretchy=\"false\">(</mo><mn>2</mn><mo stretchy=\"false\">)</mo><mtext>\u2009new</mtext></mrow></msubsup>", w);
    }

    private static void Check(TextbookStep step)
    {
        var math = new MathmlMath(17);
        foreach (Equation equation in Formulas.Equations(Derivation.Of(step)))
        {
            foreach (Notation formula in equation.Formulas.Append(equation.Left))
                XElement.Parse($"<math>{math.Write(formula)}</math>");
            if (equation.Substituted is null)
                continue;
            double value = Formulas.Value(XElement.Parse($"<math>{math.Write(equation.Substituted)}</math>"));
            Assert.True(Math.Abs(value - equation.Result) <= 1e-9 * (1 + Math.Abs(equation.Result)), $"{math.Write(equation.Substituted)}: {value:R}, not {equation.Result:R}");
        }
    }
}
