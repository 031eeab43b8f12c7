using System.Net;
using System.Text.RegularExpressions;

namespace Backprop.Documentation.Tests;

/// <summary>Every example in the documentation of a public member is code of this project: it is compiled with what users see, and run.</summary>
public class DocumentationTests
{
    private static readonly string Root = Above(AppContext.BaseDirectory);

    private static readonly string[] Rooms = ["Backprop", "Backprop.Tabular", "Backprop.Explain"];

    private static readonly (string File, string[] Lines)[] Examples =
        [.. Rooms.SelectMany(room => Sources(Path.Combine(Root, "src", room))).SelectMany(file => Blocks(file).Select(lines => (Path.GetFileName(file), lines)))];

    private static readonly string[] Code =
        [.. Sources(Path.Combine(Root, "tests", "Backprop.Documentation.Tests")).Select(file => Joined(File.ReadAllLines(file)))];

    [Fact]
    public void Every_example_is_compiled_and_run() =>
        Assert.Empty(Examples.Where(example => !Code.Any(code => code.Contains(Joined(example.Lines), StringComparison.Ordinal)))
            .Select(example => $"{example.File}: {string.Join(" ", example.Lines)}"));

    [Theory]
    [InlineData("Network.cs")]
    [InlineData("NetworkFile.cs")]
    [InlineData("Trainer.cs")]
    [InlineData("TrainingOptions.cs")]
    [InlineData("TrainingRun.cs")]
    [InlineData("Checkpoint.cs")]
    [InlineData("GradientCheck.cs")]
    [InlineData("TextbookNetwork.cs")]
    [InlineData("Table.cs")]
    [InlineData("ReadOptions.cs")]
    [InlineData("Model.cs")]
    [InlineData("ModelOptions.cs")]
    [InlineData("ClassWeights.cs")]
    [InlineData("TrainingPlan.cs")]
    [InlineData("RowExplanation.cs")]
    [InlineData("DerivationText.cs")]
    public void The_main_ones_have_an_example(string file) => Assert.Contains(Examples, example => example.File == file);

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static IEnumerable<string[]> Blocks(string file) =>
        Regex.Matches(File.ReadAllText(file), @"^ */// <code>\r?\n(.*?)^ */// </code>", RegexOptions.Multiline | RegexOptions.Singleline, TimeSpan.FromSeconds(5))
            .Select(match => match.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => WebUtility.HtmlDecode(line.TrimStart()[3..])).ToArray());

    /// <summary>Lines without what they are indented by, which differs between the two places.</summary>
    private static string Joined(IEnumerable<string> lines) => "\n" + string.Concat(lines.Select(line => line.Trim() + "\n"));

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "Backprop.slnx")) ? folder : Above(Path.GetDirectoryName(folder)!);
}
