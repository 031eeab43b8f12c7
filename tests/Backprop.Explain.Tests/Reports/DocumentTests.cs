using System.Xml.Linq;
using Backprop.Explain.Attributions;
using Backprop.Explain.Derivations;
using Backprop.Explain.Documents;
using Backprop.Explain.Html;
using Backprop.Explain.Latex;
using Backprop.Explain.Lecture;
using Backprop.Explain.Markdown;
using Backprop.Explain.Reports;
using Backprop.Explain.Text;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Explain.Tests.Reports;

public class DocumentTests
{
    private static readonly string[] Nasty = [@"a_b & 50% of #1 {x}\y^z~", "<script>alert(1)</script>", "Größe µ³ €", "日本 😀", "tab\there | $5$", "δ₁ [link](x) *b* `c`"];

    [Theory]
    [InlineData("lecture.md")]
    [InlineData("lecture.tex")]
    [InlineData("lecture.html")]
    public void The_handout_is_the_golden_one_line_by_line(string file)
    {
        string[] expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Files", file));
        string[] actual = Write(LectureDocument.Of(LectureExample.Run(), LectureValues.Engine()), Path.GetExtension(file)).TrimEnd('\n').Split('\n');
        for (int i = 0; i < Math.Min(expected.Length, actual.Length); i++)
            Assert.True(expected[i] == actual[i], $"Line {i + 1} of {file} is\n{expected[i]}\nbut was written as\n{actual[i]}");
        Assert.Equal(expected.Length, actual.Length);
    }

    [Theory]
    [InlineData(".md")]
    [InlineData(".tex")]
    [InlineData(".html")]
    public void The_handout_has_the_numbers_of_the_slides(string format)
    {
        string text = Write(LectureDocument.Of(LectureExample.Run()), format);
        Assert.All(
            new[] { "3.64", "0.881", "4.94", "3.14", "2.77", "0.33", "0.165", "0.89", "0.945", "0.0475", "0.0774", "0.153", "0.0603", "0.901", "0.162", "0.0165" },
            number => Assert.Contains(number, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Html_is_xml_of_any_network_and_names_and_has_no_script() => RandomSteps.Any(maxUnits: 9).Sample(step =>
    {
        string html = Write(Named(step), ".html");
        XNamespace xhtml = "http://www.w3.org/1999/xhtml";
        XElement page = XDocument.Parse(html["<!DOCTYPE html>".Length..]).Root!;
        Assert.Empty(page.Descendants(xhtml + "script"));
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName is "href" or "src" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", html, StringComparison.Ordinal);
        Assert.All(page.Descendants(xhtml + "mtable").Where(t => (string?)t.Attribute("class") == "lines"), table => Assert.NotEmpty(table.Elements()));
    }, iter: 60);

    [Fact]
    public void Latex_is_well_formed_of_any_network_and_names() => RandomSteps.Any(maxUnits: 9).Sample(step => LatexFile.Check(Write(Named(step), ".tex")), iter: 60);

    /// <summary>The structure is checked everywhere; where pdflatex is there, it has the last word.</summary>
    [Theory]
    [InlineData("lecture")]
    [InlineData("names")]
    [InlineData("large")]
    public void Latex_compiles_without_errors(string what)
    {
        string latex = Write(what switch
        {
            "lecture" => LectureDocument.Of(LectureExample.Run(), LectureValues.Engine()),
            "names" => Named(RandomSteps.Of([6, 4, 6], [ActivationFunction.Selu, ActivationFunction.Softmax], "cross-entropy")),
            _ => DerivationDocument.Of(RandomSteps.Of([784, 128, 10], [ActivationFunction.Relu, ActivationFunction.Softmax], "cross-entropy")),
        }, ".tex");
        LatexFile.Check(latex);
        LatexFile.Compile(latex);
    }

    [Fact]
    public void Small_numbers_are_powers_of_ten_in_latex()
    {
        var layer = new TextbookLayer(ActivationFunction.Identity, new[,] { { -2.9e-8 }, { 1.25e-12 } });
        string latex = Write(DerivationDocument.Of(new TextbookNetwork([layer], "sum-of-squares").Step([1], [3.1e-7], 0.1), opening: "Off by −2.9e−08."), ".tex");
        Assert.DoesNotMatch(@"e\$[-+]|[0-9]e[-+−][0-9]|[0-9]\.\$", latex);
        Assert.Contains(@"Off by $-2.9\times 10^{-8}$.", latex, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_has_all_blocks_of_a_document()
    {
        var writer = new StringWriter { NewLine = "\n" };
        TextDocument.Write(writer, LectureDocument.Of(LectureExample.Run(), LectureValues.Engine()), new TextOptions { Ascii = true, Width = 120 });
        string text = writer.ToString();
        Assert.True(text.All(c => c is '\n' or (>= ' ' and <= '~')), text);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 120, line));
        Assert.All(new[] { "5. Evaluate the derivatives", "delta_1 = 3.14", "= 1 - 1/3*2.77 = 0.0774", "The largest difference is" }, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_true_class_is_reported_before_and_after()
    {
        TextbookStep step = RandomSteps.Of([2, 3], [ActivationFunction.Softmax], "cross-entropy").Updated.Step([1, 2], [0, 1, 0], 0.1);
        Assert.Matches("The output of the true class north goes from [0-9.]+ to [0-9.]+", Write(DerivationDocument.Of(step, new DerivationOptions { OutputNames = ["west", "north", "east"] }), ".html"));
    }

    [Fact]
    public void The_pixels_of_an_image_are_a_picture()
    {
        var why = new WhyReport
        {
            Output = "7", IsProbability = true, Value = 0.9, Baseline = 0.1, BaselineWords = "a mean row",
            Columns = [.. Enumerable.Range(1, 12).Select(i => new ColumnAttribution($"pixel 1,{i}", "", 0, (i - 6) / 10.0))],
            Image = new(4, 3, [.. Enumerable.Range(0, 12).Select(i => i / 11.0)], [.. Enumerable.Range(1, 12).Select(i => (i - 6) / 10.0)]),
        };
        string html = Write(WhyDocument.Of(why), ".html");
        Assert.Equal(5, html.Split("class=\"cell minus\"").Length - 1);
        Assert.Equal(11, html.Split("class=\"cell ink\"").Length - 1);
        Assert.Contains("6 more", html, StringComparison.Ordinal);
        Assert.DoesNotContain("missing", html, StringComparison.Ordinal);
        Assert.All(new[] { "   --------", "   ..  ..++", "   ++++++++" }, row => Assert.Contains(row, Write(WhyDocument.Of(why), ".md"), StringComparison.Ordinal));
        LatexFile.Check(Write(WhyDocument.Of(why), ".tex"));
    }

    [Fact]
    public void A_saturated_probability_and_a_missing_value_are_reported()
    {
        var why = new WhyReport
        {
            Output = "no", IsProbability = true, Value = 1, Baseline = 0.4, BaselineWords = "a mean row", Columns = [new ColumnAttribution("age", "", 1e-6, 0.6)],
        };
        string text = Write(WhyDocument.Of(why), ".md");
        Assert.StartsWith("# Why the class no?", text, StringComparison.Ordinal);
        Assert.Contains("| age | missing |", text, StringComparison.Ordinal);
        Assert.Contains("The probability is saturated", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_keeps_its_markup_apart_from_names()
    {
        string text = Write(Named(RandomSteps.Of([6, 2, 6], [ActivationFunction.Tanh, ActivationFunction.Identity])), ".md");
        // What stands between fences is shown as it is.
        string outside = string.Concat(string.Concat(text.Split("```").Where((_, i) => i % 2 == 0)).Split("$$").Where((_, i) => i % 2 == 0));
        Assert.DoesNotContain("<script>", outside, StringComparison.Ordinal);
        string[] lines = text.Split('\n');
        Assert.Equal(lines.Count(l => l == @"\begin{aligned}"), lines.Count(l => l == @"\end{aligned}"));
        Assert.Equal(0, lines.Count(l => l == "$$") % 2);
        Assert.Equal(2, lines.Count(l => l == "```text"));
    }

    [Fact]
    public void Large_networks_stay_readable()
    {
        Document document = DerivationDocument.Of(RandomSteps.Of([784, 128, 10], [ActivationFunction.Relu, ActivationFunction.Softmax], "cross-entropy"));
        Assert.All(new[] { ".md", ".tex", ".html" }, format =>
        {
            string text = Write(document, format);
            Assert.Contains("122 more units", text, StringComparison.Ordinal);
            Assert.Contains("778 more", text, StringComparison.Ordinal);
            Assert.InRange(text.Length, 20_000, 500_000);
        });
    }

    private static Document Named(TextbookStep step) => DerivationDocument.Of(step, new DerivationOptions
    {
        InputNames = [.. step.Inputs.Select((_, i) => Nasty[i % Nasty.Length])],
        OutputNames = [.. step.Outputs.Select((_, k) => Nasty[k % Nasty.Length])],
    });

    internal static string Write(Document document, string format)
    {
        var writer = new StringWriter { NewLine = "\n" };
        if (format == ".md")
            MarkdownDocument.Write(writer, document);
        else if (format == ".tex")
            LatexDocument.Write(writer, document);
        else
            HtmlDocument.Write(writer, document);
        return writer.ToString().ReplaceLineEndings("\n");
    }
}
