using System.Globalization;
using Backprop.Explain.Diagrams;
using Backprop.Explain.Text;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Explain.Tests.Diagrams;

public class NetworkDiagramTests
{
    private static readonly ActivationFunction Tanh = ActivationFunction.Tanh, Identity = ActivationFunction.Identity;

    public static TheoryData<string, int> Shapes => new() { { "2-3-1", 13 }, { "1-1", 2 }, { "2-1", 3 }, { "2-2-1", 9 }, { "3-2", 8 }, { "1-3-1", 10 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_weight_of_a_small_network_is_a_line_from_its_input_to_its_unit(string shape, int weights)
    {
        IReadOnlyList<string> lines = NetworkDiagram.Lines(Step(shape));
        Assert.Equal(weights, CheckWires(lines));
    }

    [Fact]
    public void Lines_of_any_small_network_lead_where_their_weights_say() => RandomSteps.Any(maxUnits: 4, maxHidden: 2).Sample(step =>
    {
        var lines = NetworkDiagram.Lines(step, new TextOptions { Width = 200 }, new DiagramOptions { MaxHeight = 60 });
        bool isFolded = lines.Any(line => line.Contains("j = 1", StringComparison.Ordinal));
        int weights = step.Layers.Sum(l => l.Weights.Length);
        Assert.True(isFolded || CheckWires(lines) == weights, string.Join('\n', lines));
    }, iter: 200);

    [Theory]
    [InlineData("2-3-1")]
    [InlineData("1-1")]
    [InlineData("4-6-6-3")]
    [InlineData("784-128-10")]
    [InlineData("3-5-5-5-5-5-5-5-2")]
    public void Diagrams_fit_100_columns_in_either_alphabet(string shape)
    {
        foreach (bool ascii in new[] { false, true })
        {
            IReadOnlyList<string> lines = NetworkDiagram.Lines(Step(shape), new TextOptions { Ascii = ascii });
            Assert.All(lines, line => Assert.True(line.Length <= 100, line));
            Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
            if (ascii)
                Assert.All(lines, line => Assert.True(line.All(char.IsAscii), line));
        }
    }

    [Fact]
    public void The_lecture_s_network_has_every_number_on_it()
    {
        string drawing = string.Join('\n', NetworkDiagram.Lines(LectureExample.Run().Step));
        Assert.All(
            new[] { "x₁ = 0.5", "x₂ = 0.5", "w₀₁ = 1, ∂ 0.33", "w₂₃ = 1, ∂ 0.165", "a₂ = 2", "z₃ = 0.881", "δ₁ = 0.33", "w₃₁ = 1, ∂ 2.77", "w₀₁ = 1, ∂ 3.14", "y₁ = 3.64", "t₁ = 0.5", "δ₁ = 3.14" },
            number => Assert.Contains(number, drawing, StringComparison.Ordinal));
    }

    [Fact]
    public void Large_layers_are_folded_and_their_numbers_stand_in_tables()
    {
        string drawing = string.Join('\n', NetworkDiagram.Lines(Step("784-128-10")));
        Assert.Contains("⋮ 778 more", drawing, StringComparison.Ordinal);
        Assert.Contains("⋮ 122 more", drawing, StringComparison.Ordinal);
        Assert.Contains("… 4 more", drawing, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_digits_do_not_break_a_diagram()
    {
        var options = new TextOptions { Digits = 17, Width = 60 };
        Assert.All(new[] { "1-1", "2-3-1", "784-128-10" }, shape => Assert.NotEmpty(NetworkDiagram.Lines(Step(shape), options)));
    }

    [Theory]
    [InlineData("2-3-1")]
    [InlineData("4-6-6-3")]
    [InlineData("784-128-10")]
    public void A_caption_speaks_of_what_is_drawn(string shape)
    {
        foreach (int width in new[] { 40, 80, 100, 160 })
        {
            foreach (bool ascii in new[] { false, true })
            {
                CharacterDrawing drawing = NetworkDiagram.Of(Step(shape), new TextOptions { Width = width, Ascii = ascii });
                Assert.Equal(drawing.Lines.Any(line => line.Contains(ascii ? ", d " : ", ∂ ", StringComparison.Ordinal)), drawing.Caption.Contains("beside each weight", StringComparison.Ordinal));
                Assert.Equal(drawing.Lines.Any(line => line.Contains("j = ", StringComparison.Ordinal)), drawing.Caption.Contains("tables", StringComparison.Ordinal));
                Assert.Equal(drawing.Lines.Any(line => line.Contains(" more", StringComparison.Ordinal)), drawing.Caption.Contains("matter most", StringComparison.Ordinal));
            }
        }
        Assert.Equal("", NetworkDiagram.Of(Step("2-3-1"), diagram: new DiagramOptions { Deltas = false, Derivatives = false }).Caption);
    }

    [Fact]
    public void Nothing_is_excluded_where_it_is_narrow()
    {
        foreach (int digits in new[] { 3, 17 })
        {
            string drawing = string.Join('\n', NetworkDiagram.Lines(Step("2-3-1"), new TextOptions { Width = 40, Digits = digits }));
            Assert.All(new[] { "j = 1", "j = 2", "j = 3" }, unit => Assert.Contains(unit, drawing, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Inputs_and_outputs_have_their_names()
    {
        foreach (string shape in new[] { "2-2-2", "9-20-2" })
        {
            TextbookStep step = Step(shape);
            var options = new DiagramOptions { InputNames = [.. step.Inputs.Select((_, i) => $"column {i + 1}")], OutputNames = ["north", "a rather long name for an output"] };
            foreach (int width in new[] { 40, 100 })
            {
                string drawing = string.Join('\n', NetworkDiagram.Lines(step, new TextOptions { Width = width }, options));
                Assert.Matches(@"column \d +x[₁-₉] = ", drawing);
                Assert.Contains("north", drawing, StringComparison.Ordinal);
                Assert.Contains("a rather long name for a…", drawing, StringComparison.Ordinal);
            }
        }
    }

    private static TextbookStep Step(string shape)
    {
        int[] sizes = [.. shape.Split('-').Select(s => int.Parse(s, CultureInfo.InvariantCulture))];
        return RandomSteps.Of(sizes, [.. Enumerable.Repeat(Tanh, sizes.Length - 2), Identity]);
    }

    /// <summary>Follows the line of every weight from its arrow back to its box; returns how many there were.</summary>
    private static int CheckWires(IReadOnlyList<string> lines)
    {
        int count = 0;
        for (int row = 0; row < lines.Count; row++)
        {
            for (int arrow = lines[row].IndexOf('▶', StringComparison.Ordinal); arrow >= 0; arrow = lines[row].IndexOf('▶', arrow + 1))
            {
                int words = lines[row].LastIndexOf('w', arrow);
                char from = lines[row][words + 1], to = lines[row][words + 2];
                string source = SourceOf(lines, row, words - 2);
                Assert.Equal(from == '₀' ? "1" : from.ToString(), source);
                // The unit's number stands in the box that the arrow points into: the nearest row with words in it.
                Assert.Contains(Enumerable.Range(0, 6).SelectMany(d => new[] { row + d, row - d }), r => At(lines, r, arrow + 4) == to);
                count++;
            }
        }
        return count;
    }

    /// <summary>The number of the box that a line comes from; "1" for a bias.</summary>
    private static string SourceOf(IReadOnlyList<string> lines, int row, int column)
    {
        for (int steps = 0; steps < 1000; steps++)
        {
            char here = At(lines, row, column);
            if (here == '1')
                return "1";
            if (here == '├' && IsBox(lines, row, column))
                return lines[row][lines[row].LastIndexOf('=', column) - 2].ToString();
            if (here is '├' or '└' or '┌') // a trunk: on from the place where a line comes in from the left
                row = Enumerable.Range(0, lines.Count).Single(r => At(lines, r, column) is '┤' or '┐' or '┘' && Connected(lines, column, row, r));
            else if (here is not ('─' or '┼' or '┴' or '┬'))
                throw new InvalidOperationException($"Lost at row {row}, column {column} ('{here}') of\n{string.Join('\n', lines)}");
            column--;
        }
        throw new InvalidOperationException("A line without end.");
    }

    private static bool Connected(IReadOnlyList<string> lines, int column, int a, int b) =>
        Enumerable.Range(Math.Min(a, b), Math.Abs(a - b) + 1).All(r => At(lines, r, column) is '│' or '├' or '┤' or '┼' or '└' or '┌' or '┐' or '┘');

    // The right side of a box: words to its left in the same row.
    private static bool IsBox(IReadOnlyList<string> lines, int row, int column) => lines[row].LastIndexOf('=', column) is var equals and >= 0
        && lines[row].LastIndexOf('▶', column) <= equals && lines[row][equals..column].All(c => c is not ('│' or '├' or '─' or '┤'));

    private static char At(IReadOnlyList<string> lines, int row, int column) =>
        row >= 0 && row < lines.Count && column >= 0 && column < lines[row].Length ? lines[row][column] : ' ';
}
