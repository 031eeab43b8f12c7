using Backprop.Cli.Verbs;

namespace Backprop.Cli.Tests.House;

public sealed class DocsTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Workplace.RepositoryRoot, "docs", "cli.md"));

    [Fact]
    public void Every_verb_and_every_option_of_the_help_stands_in_the_page()
    {
        string shared = Section("Common to all verbs") + Section("Data");
        foreach (var verb in App.Verbs)
        {
            // Options that train has, too, may stand there.
            string section = Section(verb.Name) + (verb is CrossvalidateVerb ? Section("train") : "");
            Assert.Contains($"(#{verb.Name})", Page, StringComparison.Ordinal);
            foreach (var (title, options) in verb.Groups)
            {
                foreach (var option in options)
                {
                    string text = title is "Common" or "Reading the data" ? shared : section;
                    Assert.True(text.Contains($"`{option.Name}", StringComparison.Ordinal), $"docs/cli.md does not have {verb.Name} {option.Name}");
                }
            }
        }
    }

    [Fact]
    public void Every_option_of_the_page_is_one_of_the_help()
    {
        var known = App.Verbs.SelectMany(verb => verb.Options).SelectMany(option => option.Aliases.Append(option.Name)).Append("--version").ToHashSet(StringComparer.Ordinal);
        var written = System.Text.RegularExpressions.Regex.Matches(Page, @"(?<![\w-])--[a-z][a-z0-9-]*").Select(match => match.Value).Distinct(StringComparer.Ordinal).Except(["--option"]);
        Assert.DoesNotContain(written, option => !known.Contains(option));
    }

    [Fact]
    public void Every_command_of_the_page_and_of_the_help_is_understood()
    {
        var commands = Page.Split('\n').Where(line => line.StartsWith("./backprop ", StringComparison.Ordinal)).Select(line => line["./backprop ".Length..])
            .Concat(App.Verbs.SelectMany(verb => verb.Examples.Select(example => $"{verb.Name} {example}".Trim())));
        foreach (string command in commands)
        {
            // What stands behind > is for the shell.
            string[] words = command.Split(' ').TakeWhile(word => word != ">").ToArray();
            var verb = App.Verbs.Single(candidate => candidate.Name == words[0]);
            Assert.Empty(Backprop.Cli.Shell.CommandErrors.Find(verb.Parse(words[1..]), words[1..]));
        }
    }

    private static string Section(string title)
    {
        int start = Page.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/cli.md has no section {title}");
        int end = Page.IndexOf("\n## ", start + 4, StringComparison.Ordinal);
        return end < 0 ? Page[start..] : Page[start..end];
    }
}
