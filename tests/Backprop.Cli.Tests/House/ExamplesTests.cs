namespace Backprop.Cli.Tests.House;

/// <summary>Every program in examples/ runs and prints what it is about.</summary>
public class ExamplesTests
{
    [Theory]
    [InlineData("lecture.cs", "y after the step    0.1528")]
    [InlineData("xor.cs", "1 xor 0 = 1.000")]
    [InlineData("penguins.cs", "of 69 test rows right")]
    public void It_runs(string program, string expected)
    {
        var (status, output) = Repository.Run(Repository.Root, "dotnet", "run", Path.Combine("examples", program));
        Assert.True(status == 0, output);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public void None_is_excluded() =>
        Assert.Equal(
            typeof(ExamplesTests).GetMethod(nameof(It_runs))!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>().Select(a => (string)a.Data[0]!).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.cs").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
}
