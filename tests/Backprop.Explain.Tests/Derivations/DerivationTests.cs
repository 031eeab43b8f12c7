using Backprop.Explain.Derivations;
using Backprop.Networks;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Explain.Tests.Derivations;

public class DerivationTests
{
    [Fact]
    public void Numbers_put_into_a_formula_give_its_result() => RandomSteps.Any(mostUnits: 6).Sample(step =>
    {
        foreach (Equation equation in Equations(Derivation.Of(step)).Where(e => e.Substituted is not null))
        {
            double value = Value(equation.Substituted!);
            Assert.True(Math.Abs(value - equation.Result) <= 1e-12 + 1e-9 * Math.Abs(equation.Result), $"{equation}: {value:R}");
        }
    }, iter: 1000);

    [Fact]
    public void The_six_steps_have_the_names_of_the_lecture() => Assert.Equal(
        [
            "1 Initialize the weights", "2 Apply the input vector xₙ", "3 Evaluate the δₖ of the output units",
            "4 Backpropagate the δ to every hidden unit", "5 Evaluate the derivatives", "6 Update the weights",
        ],
        Derivation.Of(LectureExample.Run().Step).Steps.Select(s => $"{s.Number} {s.Title}"));

    [Fact]
    public void Every_number_of_a_small_network_has_its_equation()
    {
        // 2-3-1: 13 weights, 2 inputs, 1 target, 4 a, 4 z and y, E, 4 δ, 13 derivatives, 13 new weights.
        Assert.Equal(13 + 3 + 4 + 4 + 1 + 4 + 13 + 13, Equations(Derivation.Of(LectureExample.Run().Step)).Count());
    }

    [Fact]
    public void Large_layers_are_cut_and_say_how_much_is_left_out()
    {
        Derivation derivation = Derivation.Of(RandomSteps.Of([784, 128, 10], [ActivationFunction.Relu, ActivationFunction.Softmax], "cross-entropy"));
        DerivationPart hidden = derivation.Steps[1].Parts.First(p => p.Of == "units");
        Assert.Equal((6, 122L), (hidden.Lines.Count, hidden.LeftOut));
        var sum = Assert.IsType<Sum>(hidden.Lines[0][0].Substituted);
        Assert.Equal(8, sum.Terms.Count);
        Assert.Equal(new Omitted(778), sum.Terms[6]);
        DerivationPart weights = derivation.Steps[0].Parts[0];
        Assert.Equal(785 * 128, weights.LeftOut + weights.Lines.Sum(line => line.Count));
        Assert.Equal(128, derivation.Numbers.Layers[0].A.Length);
    }

    [Fact]
    public void Inputs_and_outputs_carry_their_names()
    {
        Derivation derivation = Derivation.Of(LectureExample.Run().Step, new DerivationOptions { InputNames = ["width", "height"], OutputNames = ["price"] });
        Assert.Equal(["width", "height", "price", "price", "price"], Equations(derivation).Select(e => e.Name).Where(n => n is not null));
    }

    private static IEnumerable<Equation> Equations(Derivation derivation) =>
        derivation.Steps.SelectMany(s => s.Parts).SelectMany(p => p.Lines).SelectMany(l => l);

    private static double Value(Notation notation) => notation switch
    {
        Number n => n.Value,
        Sum s => s.Terms.Sum(Value),
        Negative n => -Value(n.Operand),
        Product p => p.Factors.Aggregate(1.0, (product, f) => product * Value(f)),
        Fraction f => Value(f.Numerator) / Value(f.Denominator),
        Square s => Value(s.Operand) * Value(s.Operand),
        Call c => Call(c.Function, [.. c.Arguments.Select(Value)]),
        _ => throw new InvalidOperationException($"{notation} is no number."),
    };

    private static double Call(string function, double[] v) => function switch
    {
        "exp" => Math.Exp(v[0]),
        "ln" => Math.Log(v[0]),
        "tanh" => Math.Tanh(v[0]),
        "max" => Math.Max(v[0], v[1]),
        "min" => Math.Min(v[0], v[1]),
        "abs" => Math.Abs(v[0]),
        "sign" => Math.Sign(v[0]),
        "clip" => Math.Clamp(v[0], v[1], v[2]),
        "sigmoid" => 1 / (1 + Math.Exp(-v[0])),
        "softplus" => TextbookActivations.Softplus(v[0]),
        "φ" => Math.Exp(-v[0] * v[0] / 2) / Math.Sqrt(2 * Math.PI),
        "Φ" => v[0] == 0 ? 0.5 : TextbookActivations.Evaluate(ActivationFunction.Gelu, v[0]).Z / v[0],
        _ => throw new InvalidOperationException(function),
    };
}
