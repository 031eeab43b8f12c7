using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Backprop.Explain.Tests;

/// <summary>Checks LaTeX files.</summary>
internal static partial class LatexFile
{
    /// <summary>Braces, environments, dollar signs and \left … \right in pairs, and no character that pdfTeX does not know.</summary>
    public static void Check(string latex)
    {
        var open = new Stack<string>();
        foreach (Match match in Structure().Matches(latex))
        {
            string token = match.Value;
            if (token is "{" or @"\left")
                open.Push(token);
            else if (token == "}")
                Assert.Equal("{", open.Pop());
            else if (token == @"\right")
                Assert.Equal(@"\left", open.Pop());
            else if (token == "$" && open.TryPeek(out string? top) && top == "$")
                open.Pop();
            else if (token == "$")
                open.Push("$");
            else if (token.StartsWith(@"\begin", StringComparison.Ordinal))
                open.Push(match.Groups[1].Value);
            else if (token.StartsWith(@"\end", StringComparison.Ordinal))
                Assert.Equal(match.Groups[2].Value, open.Pop());
        }
        Assert.Empty(open);
        Assert.DoesNotMatch("[^\n\x20-\x7e\u00c0-\u00ff]", latex);
    }

    /// <summary>Compiles it; the test is skipped where there is no pdflatex with the packages that the document uses.</summary>
    public static void Compile(string latex)
    {
        string? compiler = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "pdflatex")).FirstOrDefault(File.Exists);
        if (compiler is null)
            Assert.Skip("There is no pdflatex on the path (packages texlive-latex-recommended, texlive-pictures and lmodern), so the file was not compiled.");
        string folder = Directory.CreateTempSubdirectory("backprop-latex-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "page.tex"), latex);
            var start = new ProcessStartInfo(compiler, ["-interaction=nonstopmode", "-halt-on-error", "page.tex"]) { WorkingDirectory = folder, RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            string log = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            // A distribution without one of the packages says nothing about our file.
            if (log.Contains("not found", StringComparison.Ordinal) && log.Contains(".sty'", StringComparison.Ordinal))
                Assert.Skip("The LaTeX distribution lacks a package that the document uses (texlive-latex-recommended, texlive-pictures and lmodern have all).");
            Assert.True(process.ExitCode == 0 && File.Exists(Path.Combine(folder, "page.pdf")), log[Math.Max(0, log.Length - 2000)..]);
            Assert.DoesNotMatch(@"Overfull \\hbox \([1-9][0-9]", log);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"\\begin\{([a-z*]+)\}|\\end\{([a-z*]+)\}|\\left(?![a-z])|\\right(?![a-z])|\\\\|\\[{}$%&#_]|[{}$]", RegexOptions.CultureInvariant)]
    private static partial Regex Structure();
}
