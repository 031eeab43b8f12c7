using System.Diagnostics;
using Backprop.Studio.Sharing;
using Backprop.Studio.States;
using Backprop.Studio.Tests.Inspecting;
using Backprop.Tabular.Models;

namespace Backprop.Studio.Tests.Sharing;

public class CSharpCodeTests(PenguinsModel penguins) : IClassFixture<PenguinsModel>
{
    [Fact]
    public async Task The_program_rebuilds_the_network_and_does_its_step()
    {
        Lesson lesson = (NetworkPlan.Of(Lesson.Lecture) with { Sizes = [2, 4, 3, 2], Seed = 5 }).Lesson(Lesson.Lecture);
        string output = await Run("network", CSharpCode.Of(lesson), "Backprop");
        var step = lesson.Numbers();
        Assert.Contains(FormattableString.Invariant($"y = {string.Join(", ", step.Outputs)}, E = {step.Error}"), output, StringComparison.Ordinal);
        Assert.Contains("engine: E = " + step.Error.ToString("R", System.Globalization.CultureInfo.InvariantCulture)[..5], output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_of_a_model_predicts_a_test_row_from_its_values_by_name()
    {
        string code = ModelCode.Of(penguins.Model, "penguins.safetensors", penguins.Table);
        int row = penguins.Model.PartsOf(penguins.Table)!.ToList().IndexOf(RowPart.Test);
        Assert.Contains($"[\"island\"] = \"{penguins.Table.Find("island")!.Text(row)}\"", code, StringComparison.Ordinal);
        string output = await Run("model", code, "Backprop.Tabular", penguins.File);
        Assert.Contains("species: " + penguins.Model.Predict(penguins.Table)[row].Label, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_very_many_weights_is_not_written_as_code()
    {
        Assert.True(CSharpCode.Fits(Lesson.Lecture));
        Assert.False(CSharpCode.Fits(Lesson.Lecture with { Network = new Backprop.Textbook.TextbookNetwork([new(Backprop.Layers.ActivationFunction.Identity, new double[300, 100])], "sum-of-squares") }));
    }

    [Fact]
    public void No_program_asks_for_a_package()
    {
        foreach (string code in (string[])[CSharpCode.Of(Lesson.Lecture), ModelCode.Of(penguins.Model, "penguins.safetensors", penguins.Table)])
        {
            Assert.DoesNotContain("#:package", code, StringComparison.Ordinal);
            Assert.Contains($"// In place of {SourceProject.Clone}, put", code, StringComparison.Ordinal);
        }
    }

    /// <summary>Runs a program as it is shared, with the folder of this very source put in, and no settings of the repository.</summary>
    private static async Task<string> Run(string name, string code, string project, params string[] files)
    {
        string root = StudioProcess.Root, folder = Path.Combine(root, "artifacts", "studio-code-" + name);
        Directory.CreateDirectory(folder);
        Assert.Contains($"\n#:project {SourceProject.Clone}/src/{project}\n", code, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".cs"), code.Replace($"#:project {SourceProject.Clone}", "#:project ../..", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        foreach (string file in files.Append(Path.Combine(root, "examples", "Directory.Build.props")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        var start = new ProcessStartInfo("dotnet", ["run", "-c", "Release", name + ".cs"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output + await errors);
        return output;
    }
}
