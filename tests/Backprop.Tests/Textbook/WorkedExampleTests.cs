using Backprop.Textbook;

namespace Backprop.Tests.Textbook;

/// <summary>Every number of the lecture's worked example, with the arithmetic that gives it.</summary>
public class WorkedExampleTests
{
    private static readonly LectureRun Run = LectureExample.Run();

    public static TheoryData<string, string, double, Func<LectureRun, double[]>> Numbers => new()
    {
        // The step: 2-3-1, all weights 1, x = (0.5, 0.5), t = 0.5, η = 1/3.
        { "a(1)", "1*0.5 + 1*0.5 + 1", 2.0, r => r.Step.Layers[0].A },
        { "z(1)", "1/(1 + exp(-2))", 0.8807970779778823, r => r.Step.Layers[0].Z },
        { "a(2)", "1*0.8808 + 1*0.8808 + 1*0.8808 + 1", 3.642391233933647, r => r.Step.Layers[1].A },
        { "y", "a(2)", 3.642391233933647, r => r.Step.Outputs },
        { "E", "(3.6424 - 0.5)^2 / 2", 4.937311333551515, r => [r.Step.Error] },
        { "delta(2)", "3.6424 - 0.5", 3.142391233933647, r => r.Step.Layers[1].Delta },
        { "delta(1)", "(0.8808 - 0.8808^2) * 1 * 3.1424", 0.3299309223912429, r => r.Step.Layers[0].Delta },
        { "dE/dw(2)0", "3.1424 * 1", 3.142391233933647, r => Row(r.Step.Layers[1].Gradient, 0) },
        { "dE/dw(2)1", "3.1424 * 0.8808", 2.7678090167120684, r => Row(r.Step.Layers[1].Gradient, 1) },
        { "dE/dw(2)2", "3.1424 * 0.8808", 2.7678090167120684, r => Row(r.Step.Layers[1].Gradient, 2) },
        { "dE/dw(2)3", "3.1424 * 0.8808", 2.7678090167120684, r => Row(r.Step.Layers[1].Gradient, 3) },
        { "dE/dw(1)0j", "0.3299 * 1", 0.3299309223912429, r => Row(r.Step.Layers[0].Gradient, 0) },
        { "dE/dw(1)1j", "0.3299 * 0.5", 0.16496546119562144, r => Row(r.Step.Layers[0].Gradient, 1) },
        { "dE/dw(1)2j", "0.3299 * 0.5", 0.16496546119562144, r => Row(r.Step.Layers[0].Gradient, 2) },
        { "new w(1)0j", "1 - 0.3299/3", 0.8900230258695857, r => Row(r.Step.Layers[0].Updated, 0) },
        { "new w(1)1j", "1 - 0.1650/3", 0.9450115129347929, r => Row(r.Step.Layers[0].Updated, 1) },
        { "new w(1)2j", "1 - 0.1650/3", 0.9450115129347929, r => Row(r.Step.Layers[0].Updated, 2) },
        { "new w(2)0", "1 - 3.1424/3", -0.047463744644548944, r => Row(r.Step.Layers[1].Updated, 0) },
        { "new w(2)1", "1 - 2.7678/3", 0.07739699442931058, r => Row(r.Step.Layers[1].Updated, 1) },
        { "new w(2)2", "1 - 2.7678/3", 0.07739699442931058, r => Row(r.Step.Layers[1].Updated, 2) },
        { "new w(2)3", "1 - 2.7678/3", 0.07739699442931058, r => Row(r.Step.Layers[1].Updated, 3) },

        // The updated network on the training point.
        { "again a(1)", "0.9450*0.5 + 0.9450*0.5 + 0.8900", 1.8350345388043785, r => r.Again.Layers[0].A },
        { "again z(1)", "1/(1 + exp(-1.8350))", 0.8623603920313428, r => r.Again.Layers[0].Z },
        { "again y", "3 * 0.0774*0.8624 - 0.0475", 0.15276856272977488, r => r.Again.Outputs },
        { "again E", "(0.1528 - 0.5)^2 / 2", 0.060284835514373136, r => [r.Again.Error] },

        // The updated network on the test point x = (0.7, 0.7), t = -0.02.
        { "test a(1)", "0.9450*0.7 + 0.9450*0.7 + 0.8900", 2.2130391439782953, r => r.Test.Layers[0].A },
        { "test z(1)", "1/(1 + exp(-2.2130))", 0.9014143346847064, r => r.Test.Layers[0].Z },
        { "test y", "3 * 0.0774*0.9014 - 0.0475", 0.16183653607572984, r => r.Test.Outputs },
        { "test E", "(0.1618 + 0.02)^2 / 2", 0.016532262926010097, r => [r.Test.Error] },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_textbook_has_every_number_of_the_lecture(string name, string arithmetic, double expected, Func<LectureRun, double[]> actual)
    {
        double[] values = actual(Run);
        Assert.NotEmpty(values);
        Assert.All(values, v => Assert.True(Math.Abs(v - expected) <= 1e-15 * Math.Max(1, Math.Abs(expected)), $"{name} = {arithmetic}: {v:R}, expected {expected:R}"));
    }

    [Fact]
    public void The_shapes_are_those_of_2_3_1()
    {
        Assert.Equal([3, 1], Run.Step.Layers.Select(l => l.A.Length));
        Assert.Equal([(3, 3), (4, 1)], Run.Step.Layers.Select(l => (l.Gradient.GetLength(0), l.Gradient.GetLength(1))));
    }

    private static double[] Row(double[,] matrix, int i) => [.. Enumerable.Range(0, matrix.GetLength(1)).Select(j => matrix[i, j])];
}
