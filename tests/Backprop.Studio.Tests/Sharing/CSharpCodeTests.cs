using System.Diagnostics;
using Backprop.Studio.Sharing;
using Backprop.Studio.States;

namespace Backprop.Studio.Tests.Sharing;

public class CSharpCodeTests
{
    [Fact]
    public async Task The_program_rebuilds_the_network_and_does_its_step()
    {
        string root = StudioProcess.Root, folder = Path.Combine(root, "artifacts", "studio-code");
        Directory.CreateDirectory(folder);
        Lesson lesson = (NetworkPlan.Of(Lesson.Lecture) with { Sizes = [2, 4, 3, 2], Seed = 5 }).Lesson(Lesson.Lecture);
        string code = CSharpCode.Of(lesson), package = code[..code.IndexOf('\n', StringComparison.Ordinal)];
        Assert.StartsWith("#:package Backprop@", package, StringComparison.Ordinal);
        // The package of this very source, and no settings of the repository.
        await File.WriteAllTextAsync(Path.Combine(folder, "network.cs"), code.Replace(package, "#:project ../../src/Backprop/Backprop.csproj", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        File.Copy(Path.Combine(root, "examples", "Directory.Build.props"), Path.Combine(folder, "Directory.Build.props"), overwrite: true);
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string arg in (string[])["run", "-c", "Release", "network.cs"])
            start.ArgumentList.Add(arg);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        var step = lesson.Numbers();
        Assert.Contains(FormattableString.Invariant($"y = {string.Join(", ", step.Outputs)}, E = {step.Error}"), output, StringComparison.Ordinal);
        Assert.Contains("engine: E = " + step.Error.ToString("R", System.Globalization.CultureInfo.InvariantCulture)[..5], output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_very_many_weights_is_not_written_as_code()
    {
        Assert.True(CSharpCode.Fits(Lesson.Lecture));
        Assert.False(CSharpCode.Fits(Lesson.Lecture with { Network = new Backprop.Textbook.TextbookNetwork([new(Backprop.Networks.ActivationFunction.Identity, new double[300, 100])], "sum-of-squares") }));
    }
}
