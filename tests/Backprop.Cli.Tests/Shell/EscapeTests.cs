using System.Text;
using Backprop.Cli.Shell;

namespace Backprop.Cli.Tests.Shell;

/// <summary>Names, labels, notes and paths come from anybody: none of them steers the terminal.</summary>
public sealed class EscapeTests : IDisposable
{
    // A title, a colour, a bell, a C1 sequence, a line that runs backwards, a return to the line's start.
    private const string Hostile = "\e]0;x\a\e[31m\u009b2J\u202e\r\u0007";

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void No_verb_lets_them_through()
    {
        string data = place.Write("d.csv", Table()), name = $"a{Hostile}".Replace("\r", "", StringComparison.Ordinal), target = "t\e[1m";
        string model = place[$"m\e[2J.safetensors"], bare = place["b\e.safetensors"];
        Plain(place.Run("train", data, "--target", target, "--epochs", "2", "--model", model), 0);
        Plain(place.Train(data, "--target", target, "--epochs", "2", "--model", model, "--quiet"), 0);
        Plain(place.Run("train", data, "--target", "no\e[1m"), 1);
        Plain(place.Run("train", data), 2);
        Plain(place.Run("train", place["no\e.csv"], "--target", "t"), 1);
        Plain(place.Run("train", data, "--target", target, "--column", "x\e[1m=number"), 1);
        Plain(place.Run("train", data, "--no\e[1m"), 2);
        Plain(place.Run("\e[1m"), 2);
        Plain(place.Run("inspect", model), 0);
        Plain(place.Run("evaluate", model, data), 0);
        Plain(place.Run("check", model, data), 0);
        Plain(place.Run("explain", model, data, "--row", "1"), 0);
        Plain(place.Run("explain", model, data, "--row", "1", "--why"), 0);
        Plain(place.Run("explain", model, "--input", $"{name}=1"), 2);
        Plain(place.Run("predict", model, data, "-o", place["p\e.csv"]), 0);
        Plain(place.Run("predict", model, place.Write("other.csv", "x\e[1m\n1\n")), 1);
        Plain(place.Run("predict", model, place.Write("bad.csv", Table().Replace("1.5", "one\e[5m", StringComparison.Ordinal))), 1);
        Plain(place.Run("new", "2-1", "-o", bare), 0);
        Plain(place.Run("inspect", place.Write("x.safetensors", "\e[1m\e[1m\e[1m")), 1);
    }

    [Fact]
    public void Labels_are_whole_where_a_program_reads_them_and_plain_on_a_screen()
    {
        string data = place.Write("d.csv", Table()), model = place["m.safetensors"];
        place.Run("train", data, "--target", "t\e[1m", "--epochs", "2", "--model", model, "--quiet").Is(0);
        Assert.Contains("\e[3", place.Run("predict", model, data).Out, StringComparison.Ordinal);
        var screen = new StringWriter();
        var text = new VisibleWriter(screen);
        text.Write("a\e[31mb\tc\n\u202ed\u009b");
        text.Write('\a');
        text.WriteLine("é漢😀");
        Assert.Equal("a\\u001b[31mb\tc\n\\u202ed\\u009b\\u0007é漢😀" + Environment.NewLine, screen.ToString());
    }

    private static void Plain(Outcome outcome, int status)
    {
        outcome.Is(status);
        string all = outcome.Out + outcome.Error;
        Assert.NotEqual("", all);
        Assert.DoesNotContain(all, c => c is '\e' or '\a' or '\r' or '\u009b' or '\u202e' or '\b');
    }

    private static string Table()
    {
        var text = new StringBuilder($"\"a{Hostile}\",c{Hostile.Replace("\r", "", StringComparison.Ordinal)},t\e[1m\n");
        for (int i = 0; i < 60; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i}.5,{(i % 3 == 0 ? "red\e[31m" : "blue\a")},{(i % 2 == 0 ? "yes\e[32m" : "no\e[33m")}\n");
        return text.ToString();
    }
}
