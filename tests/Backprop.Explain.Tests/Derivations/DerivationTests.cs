using Backprop.Explain.Derivations;
using Backprop.Explain.Reports;
using Backprop.Explain.Text;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Explain.Tests.Derivations;

public class DerivationTests
{
    [Fact]
    public void Numbers_put_into_a_formula_give_its_result() => RandomSteps.Any(maxUnits: 6).Sample(step =>
    {
        foreach (Equation equation in Formulas.Equations(Derivation.Of(step)).Where(e => e.Substituted is not null))
        {
            double value = Formulas.Value(equation.Substituted!);
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
        Assert.Equal(13 + 3 + 4 + 4 + 1 + 4 + 13 + 13, Formulas.Equations(Derivation.Of(LectureExample.Run().Step)).Count());
    }

    [Fact]
    public void Large_layers_are_cut_and_say_how_much_is_excluded()
    {
        Derivation derivation = Derivation.Of(RandomSteps.Of([784, 128, 10], [ActivationFunction.Relu, ActivationFunction.Softmax], "cross-entropy"));
        DerivationPart hidden = derivation.Steps[1].Parts.First(p => p.Of == "units");
        Assert.Equal((6, 122L), (hidden.Lines.Count, hidden.LeftOut));
        var sum = Assert.IsType<Sum>(hidden.Lines[0][0].Substituted);
        Assert.Equal(8, sum.Terms.Count);
        Assert.Equal(778, Assert.IsType<Omitted>(sum.Terms[6]).Count);
        DerivationPart weights = derivation.Steps[0].Parts[0];
        Assert.Equal(785 * 128, weights.LeftOut + weights.Lines.Sum(line => line.Count));
        Assert.Equal(128, derivation.Numbers.Layers[0].A.Length);
    }

    [Theory]
    [InlineData("sum-of-squares", "identity")]
    [InlineData("cross-entropy", "softmax")]
    [InlineData("cross-entropy", "softmax", 0.1)]
    [InlineData("cross-entropy", "sigmoid", 0.1)]
    [InlineData("huber", "tanh")]
    public void What_is_cut_from_a_sum_is_reported_so_that_it_still_adds_up(string error, string output, double? parameter = null)
    {
        TextbookStep step = RandomSteps.Of([40, 30, 20, 11], [ActivationFunction.Tanh, ActivationFunction.Relu, ActivationFunction.Parse(output)], error, parameter);
        foreach (Equation equation in Formulas.Equations(Derivation.Of(step)).Where(e => e.Substituted is not null))
            Assert.Equal(equation.Result, Formulas.Value(equation.Substituted!), 1e-12);
    }

    [Theory]
    [InlineData("softmax", 3, "E = −Σₖ ((1 − 0.1)tₖ + 0.1/3) ln yₖ", "yₖ − ((1 − 0.1)tₖ + 0.1/3)")]
    [InlineData("sigmoid", 1, "E = Σₖ (−((1 − 0.1)tₖ + 0.1/2) ln yₖ − (1 − ((1 − 0.1)tₖ + 0.1/2)) ln(1 − yₖ))", "yₖ − ((1 − 0.1)tₖ + 0.1/2)")]
    public void Smoothed_targets_are_written_out(string output, int outputs, string error, string delta)
    {
        TextbookStep step = RandomSteps.Of([2, 2, outputs], [ActivationFunction.Tanh, ActivationFunction.Parse(output)], "cross-entropy", 0.1);
        using var writer = new StringWriter();
        TextDocument.Write(writer, DerivationDocument.Of(step), new TextOptions { Width = 200 });
        string text = writer.ToString();
        Assert.Contains("The error, cross-entropy=0.1", text, StringComparison.Ordinal);
        Assert.Contains(error, text, StringComparison.Ordinal);
        Assert.Contains(delta, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_true_class_is_among_those_shown_of_many_smoothed_ones()
    {
        TextbookStep given = RandomSteps.Of([3, 40], [ActivationFunction.Softmax], "cross-entropy", 0.1);
        double[] target = new double[40];
        target[33] = 1;
        TextbookStep step = new TextbookNetwork([new(ActivationFunction.Softmax, given.Layers[0].Weights)], "cross-entropy", 0.1).Step(given.Inputs, target, 0.1);
        Equation error = Formulas.Equations(Derivation.Of(step)).Single(e => e.Left is Symbol { Letter: "E" });
        Assert.Equal(step.Error, Formulas.Value(error.Substituted!), 1e-12);
        var terms = Assert.IsType<Sum>(error.Formulas[0]).Terms;
        Assert.Contains(terms.OfType<Negative>().Select(term => ((Product)term.Operand).Factors[^1]), factor => factor is Call { Arguments: [Symbol { Subscripts: ["34"] }] });
    }

    [Fact]
    public void Chosen_units_are_shown_in_place_of_those_with_the_largest_deltas()
    {
        TextbookStep step = RandomSteps.Of([20, 15, 3], [ActivationFunction.Tanh, ActivationFunction.Identity]);
        double[] delta = step.Layers[0].Delta;
        string[] Units(DerivationOptions? options) =>
            [.. Derivation.Of(step, options).Steps[1].Parts.First(p => p.Of == "units").Lines.Select(l => ((Symbol)l[0].Left).Subscripts[0])];
        int[] largest = [.. Enumerable.Range(1, 15).OrderByDescending(j => Math.Abs(delta[j - 1])).Take(6).Order()];
        Assert.Equal(largest.Select(j => j.ToString(System.Globalization.CultureInfo.InvariantCulture)), Units(null));
        Assert.Equal(["2", "14"], Units(new DerivationOptions { Units = new Dictionary<int, IReadOnlyList<int>> { [1] = [14, 2, 2] } }));
        Assert.Throws<ArgumentException>(() => ShownUnits.Of(step, 6, new Dictionary<int, IReadOnlyList<int>> { [3] = [1] }));
        Assert.Throws<ArgumentException>(() => ShownUnits.Of(step, 6, new Dictionary<int, IReadOnlyList<int>> { [1] = [16] }));
        Assert.Throws<ArgumentException>(() => ShownUnits.Of(step, 6, new Dictionary<int, IReadOnlyList<int>> { [0] = [0] }));
    }

    [Fact]
    public void Results_are_the_numbers_of_the_textbook() => RandomSteps.Any(maxUnits: 6).Sample(step =>
    {
        Equation[] equations = [.. Formulas.Equations(Derivation.Of(step, new DerivationOptions { MaxWeights = int.MaxValue }))];
        double[] Results(string letter, int layer) => [.. equations.Where(e => e.Left is Symbol s && s.Letter == letter && !s.IsNew && (s.Layer ?? 1) == layer && e.Substituted is not null).Select(e => e.Result)];
        for (int l = 0; l < step.Layers.Count; l++)
        {
            Assert.Equal(step.Layers[l].A, Results("a", l + 1));
            Assert.Equal(step.Layers[l].Delta, Results("δ", l + 1));
        }
        double[] derivatives = [.. equations.Where(e => e.Left is Derivative).Select(e => e.Result)];
        double[] updated = [.. equations.Where(e => e.Left is Symbol { IsNew: true }).Select(e => e.Result)];
        Assert.Equal(step.Layers.Reverse().SelectMany(l => Columns(l.Gradient)), derivatives);
        Assert.Equal(step.Layers.Reverse().SelectMany(l => Columns(l.Updated)), updated);
        Assert.Equal(step.Error, equations.Single(e => e.Left is Symbol { Letter: "E" }).Result);
        Assert.Equal(step.Outputs, equations.Where(e => e.Left is Symbol { Letter: "y" }).Select(e => e.Result));
    }, iter: 200);

    private static IEnumerable<double> Columns(double[,] matrix) =>
        from j in Enumerable.Range(0, matrix.GetLength(1)) from i in Enumerable.Range(0, matrix.GetLength(0)) select matrix[i, j];

    [Fact]
    public void Inputs_and_outputs_carry_their_names()
    {
        Derivation derivation = Derivation.Of(LectureExample.Run().Step, new DerivationOptions { InputNames = ["width", "height"], OutputNames = ["price"] });
        Assert.Equal(["width", "height", "price", "price", "price"], Formulas.Equations(derivation).Select(e => e.Name).Where(n => n is not null));
    }
}
