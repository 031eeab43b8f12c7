using Backprop.Explain.Lecture;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Explain.Tests.Lecture;

public class LectureReportTests
{
    private static readonly LectureRun Run = LectureExample.Run();

    [Theory]
    [InlineData("lecture.txt", false)]
    [InlineData("lecture-ascii.txt", true)]
    public void The_report_is_the_golden_one_line_by_line(string file, bool ascii)
    {
        string[] expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Files", file));
        string[] actual = Write(LectureValues.Engine(), new TextOptions { Ascii = ascii }).TrimEnd('\n').Split('\n');
        for (int i = 0; i < Math.Min(expected.Length, actual.Length); i++)
            Assert.True(expected[i] == actual[i], $"Line {i + 1} of {file} is\n{expected[i]}\nbut was written as\n{actual[i]}");
        Assert.Equal(expected.Length, actual.Length);
    }

    [Theory]
    [InlineData("a₁⁽¹⁾ = w₁₁⁽¹⁾x₁ + w₂₁⁽¹⁾x₂ + w₀₁⁽¹⁾ = 1×0.5 + 1×0.5 + 1 = 2")]
    [InlineData("z₃ = h(a₃⁽¹⁾) = 1/(1 + exp(−a₃⁽¹⁾)) = 1/(1 + exp(−2)) = 0.881")]
    [InlineData("= 1×0.881 + 1×0.881 + 1×0.881 + 1 = 3.64")]
    [InlineData("E = ½(y₁ − t₁)² = ½(3.64 − 0.5)² = 4.94")]
    [InlineData("δ₁⁽²⁾ = y₁ − t₁ = 3.64 − 0.5 = 3.14")]
    [InlineData("δ₂⁽¹⁾ = (z₂ − z₂²)w₂₁⁽²⁾δ₁⁽²⁾ = (0.881 − 0.881²)×1×3.14 = 0.33")]
    [InlineData("∂E/∂w₀₁⁽²⁾ = δ₁⁽²⁾z₀ = 3.14×1 = 3.14")]
    [InlineData("∂E/∂w₃₁⁽²⁾ = δ₁⁽²⁾z₃ = 3.14×0.881 = 2.77")]
    [InlineData("∂E/∂w₂₃⁽¹⁾ = δ₃⁽¹⁾x₂ = 0.33×0.5 = 0.165")]
    [InlineData("w₀₁⁽¹⁾ⁿᵉʷ = w₀₁⁽¹⁾ − η ∂E/∂w₀₁⁽¹⁾ = 1 − 1/3×0.33 = 0.89")]
    [InlineData("= 1 − 1/3×0.165 = 0.945")]
    [InlineData("= 1 − 1/3×3.14 = −0.0475")]
    [InlineData("= 1 − 1/3×2.77 = 0.0774")]
    [InlineData("The output goes from 3.64 to 0.153; its target is 0.5.")]
    [InlineData("The error goes from 4.94 to 0.0603.")]
    [InlineData("= 0.945×0.7 + 0.945×0.7 + 0.89 = 2.21")]
    [InlineData("1/(1 + exp(−2.21)) = 0.901")]
    [InlineData("y₁ = σ(a₁⁽²⁾) = a₁⁽²⁾ = 0.162")]
    [InlineData("½(0.162 − (−0.02))² = 0.0165")]
    public void The_report_has_the_arithmetic_of_the_slides(string line) => Assert.Contains(line, Write(null), StringComparison.Ordinal);

    [Fact]
    public void More_digits_are_shown_where_they_are_asked_for() =>
        Assert.Contains("0.8807970779778823", Write(null, new TextOptions { Digits = 16, Width = 200 }), StringComparison.Ordinal);

    [Fact]
    public void The_largest_difference_from_the_engine_is_found()
    {
        EngineValues engine = LectureValues.Engine();
        float[,] hidden = (float[,])engine.Updated[0].Clone();
        hidden[2, 1] += 0.25f;
        var comparison = new EngineComparison(Run, engine with { Updated = [hidden, engine.Updated[1]] });
        Assert.Equal(0.25, comparison.LargestDifference, 1e-6);
        Assert.InRange(new EngineComparison(Run, engine).LargestDifference, 0, 1e-6);
    }

    [Fact]
    public void Engine_values_of_another_shape_are_refused() =>
        Assert.Throws<ArgumentException>(() => new EngineComparison(Run, LectureValues.Engine() with { OutputsOfTest = [1, 2] }));

    private static string Write(EngineValues? engine, TextOptions? options = null)
    {
        var writer = new StringWriter { NewLine = "\n" };
        LectureReport.Write(writer, Run, engine, options);
        return writer.ToString();
    }
}
