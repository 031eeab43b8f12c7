using System.Text.RegularExpressions;

namespace Backprop.Cli.Tests.House;

/// <summary>What README.md shows is run: its commands, and its C# program.</summary>
public class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    public static TheoryData<string> Commands => [.. Blocks("").SelectMany(block => block.Split('\n')).Where(line => line.StartsWith("./backprop ", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_works(string command)
    {
        string folder = Directory.CreateTempSubdirectory("readme").FullName;
        try
        {
            string[] words = command.Split(' ')[1..].Select(word => word.StartsWith("examples/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, word) : word).ToArray();
            var (status, output) = Repository.Run(folder, "dotnet", [Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll"), .. words]);
            Assert.True(status == 0, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void There_are_the_two_commands_that_do_everything()
    {
        Assert.Contains("./backprop train examples/penguins.csv --target species", (IEnumerable<string>)Commands.Select(row => row.Data).ToArray());
        Assert.Contains("./test", Blocks("").Select(block => block.Trim()));
    }

    [Fact]
    public void The_program_runs()
    {
        string code = Assert.Single(Blocks("csharp")).Replace("examples/penguins.csv", Path.Combine(Repository.Root, "examples", "penguins.csv"), StringComparison.Ordinal);
        // Below examples/, so that the program is built as the examples are.
        string folder = Path.Combine(Repository.Root, "examples", "artifacts", Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            string project = Path.Combine(Repository.Root, "src", "Backprop.Tabular");
            File.WriteAllText(Path.Combine(folder, "readme.cs"), $"#:project {project}\n{code}");
            var (status, output) = Repository.Run(folder, "dotnet", "run", "readme.cs");
            Assert.True(status == 0, output);
            Assert.Matches(@"^0\.9\d*\s+(Adelie|Chinstrap|Gentoo)\s*$", output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Blocks(string language) =>
        Regex.Matches(Readme, @"^```(\w*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline, TimeSpan.FromSeconds(5))
            .Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);
}
