using System.Diagnostics;
using System.Globalization;
using Backprop.Files;
using Backprop.Networks;
using Backprop.Tests.Training;
using Backprop.Training;

namespace Backprop.Tests.Files;

/// <summary>What killed writers left behind.</summary>
public sealed class TemporaryFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_a_dead_process_left_beside_the_target_is_removed_and_nothing_else()
    {
        string target = folder.File("net.bin"), dead = $"-{Dead()}-", own = $"-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-";
        string left = Make(TemporaryFile.For(target).Replace(own, dead, StringComparison.Ordinal));
        string[] others =
        [
            Make(TemporaryFile.For(target)), Make(TemporaryFile.For(folder.File("other.bin")).Replace(own, dead, StringComparison.Ordinal)),
            Make(folder.File(".backprop-0123.tmp")), Make(target),
        ];
        AtomicFile.RequireWritable(target);
        Assert.False(File.Exists(left));
        Assert.Equal(others.Select(Path.GetFileName).Order(StringComparer.Ordinal), folder.Names());
    }

    [Fact]
    public void Writing_the_target_removes_it()
    {
        string target = folder.File("net.safetensors");
        Make(TemporaryFile.For(target).Replace($"-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-", $"-{Dead()}-", StringComparison.Ordinal));
        NetworkFile.Save(new Network([2, 3, 1]), target);
        Assert.Equal(["net.safetensors"], folder.Names());
    }

    [Fact]
    public void The_first_checkpoint_of_a_training_removes_it()
    {
        string target = folder.File("run");
        Make(TemporaryFile.For(target).Replace($"-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}-", $"-{Dead()}-", StringComparison.Ordinal));
        using var trainer = new Trainer(new Network([2, 3, 1]), new TrainingOptions { Epochs = 1 });
        trainer.Train(TrainerTests.Circle(10, 1), checkpoints: new CheckpointPolicy(target));
        Assert.Equal(["run"], folder.Names());
    }

    public void Dispose() => folder.Dispose();

    private static string Make(string path)
    {
        File.WriteAllText(path, "x");
        return path;
    }

    /// <summary>The number of a process that has ended.</summary>
    private static string Dead()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.Id.ToString(CultureInfo.InvariantCulture);
    }
}
