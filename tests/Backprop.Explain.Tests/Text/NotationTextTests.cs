using Backprop.Explain.Derivations;
using Backprop.Explain.Text;

namespace Backprop.Explain.Tests.Text;

public class NotationTextTests
{
    private static readonly Symbol W = new("w", ["1", "1"], 1), X = new("x", ["1"]), E = new("E", []);

    public static TheoryData<object, string, string> Formulas => new()
    {
        { W, "w₁₁⁽¹⁾", "w_11^(1)" },
        { W with { IsNew = true }, "w₁₁⁽¹⁾ⁿᵉʷ", "new w_11^(1)" },
        { new Symbol("w", ["12", "3"], 10), "w₁₂,₃⁽¹⁰⁾", "w_12,3^(10)" },
        { new Symbol("δ", ["k"], 2), "δₖ⁽²⁾", "delta_k^(2)" },
        { W * X + 1.0, "w₁₁⁽¹⁾x₁ + 1", "w_11^(1)*x_1 + 1" },
        { (Notation)1.0 * 0.5 + (Notation)(-2.0) * -3.0 - -1.0, "1×0.5 − 2×(−3) − (−1)", "1*0.5 - 2*(-3) - (-1)" },
        { (Notation)(-1.0) * 0.5, "−1×0.5", "-1*0.5" },
        { (Notation)1.0 / ((Notation)1.0 + new Call("exp", [-(Notation)X])), "1/(1 + exp(−x₁))", "1/(1 + exp(-x_1))" },
        { (Notation)1.0 / 2.0 * new Square(X - 1.0), "½(x₁ − 1)²", "1/2*(x_1 - 1)^2" },
        { new Square(-0.5), "(−0.5)²", "(-0.5)^2" },
        { W - new Symbol("η", []) * new Derivative(E, W), "w₁₁⁽¹⁾ − η ∂E/∂w₁₁⁽¹⁾", "w_11^(1) - eta*dE/dw_11^(1)" },
        { new Series("k", W * X), "Σₖ w₁₁⁽¹⁾x₁", "sum_k w_11^(1)*x_1" },
        { new Call("abs", [X - 1.0]), "|x₁ − 1|", "|x_1 - 1|" },
        { new Sum([X, new Omitted(1778), 1.0]), "x₁ + … (1,778 more) + 1", "x_1 + ... (1,778 more) + 1" },
        { new Choice(1.0, X, 0.0) * X, "(1 if x₁ > 0, else 0)x₁", "(1 if x_1 > 0, else 0)*x_1" },
    };

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Formulas_are_written_as_on_the_slides_or_in_ascii(object formula, string unicode, string ascii)
    {
        Assert.Equal(unicode, new NotationText(new TextOptions()).Write((Notation)formula));
        Assert.Equal(ascii, new NotationText(new TextOptions { Ascii = true }).Write((Notation)formula));
    }
}
