using Backprop.Explain.Derivations;
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
    [InlineData("huber", "tanh")]
    public void What_is_cut_from_a_sum_is_reported_so_that_it_still_adds_up(string error, string output)
    {
        TextbookStep step = RandomSteps.Of([40, 30, 20, 11], [ActivationFunction.Tanh, ActivationFunction.Relu, ActivationFunction.Parse(output)], error);
        foreach (Equation equation in Formulas.Equations(Derivation.Of(step)).Where(e => e.Substituted is not null))
            Assert.Equal(equation.Result, Formulas.Value(equation.Substituted!), 1e-12);
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
