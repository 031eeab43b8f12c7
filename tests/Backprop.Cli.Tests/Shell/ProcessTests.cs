using System.Diagnostics;
using Backprop.Training;

namespace Backprop.Cli.Tests.Shell;

/// <summary>What only a process of its own can show.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ProcessTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void The_default_model_takes_the_name_of_the_data_in_the_current_folder()
    {
        Directory.CreateDirectory(place["sub"]);
        place.Write("sub/some data.csv", Tables.Classes());
        var outcome = place.RunProcess(["train", "--recipe", "plain", "sub/some data.csv", "--target", "kind", "--epochs", "1"], ("BACKPROP_COMMAND", "./bp"));
        outcome.Is(0);
        Assert.Equal([place["some data.safetensors"]], place.Models);
        Assert.Equal("./bp predict 'some data.safetensors' 'sub/some data.csv'", outcome.Lines[^1].Trim());
    }

    [Theory]
    [InlineData("INT", 130, "interrupted: no model was written")]
    [InlineData("TERM", 143, "terminated: no model was written")]
    [InlineData("HUP", 129, "hung up: no model was written")]
    public void A_signal_in_the_middle_of_a_training_ends_it_in_order(string signal, int status, string message)
    {
        place.Write("data.csv", Tables.Classes(2000));
        string before = place["data.safetensors"];
        place.Run("new", "2-3-1", "--quiet", "-o", before).Is(0);
        byte[] model = File.ReadAllBytes(before);
        using var process = place.Start(["train", "--recipe", "plain", "data.csv", "--target", "kind", "--epochs", "1000000", "--patience", "1000000"]);
        // The plan is printed before training begins.
        while (process.StandardOutput.ReadLine() is { } line && !line.StartsWith("training", StringComparison.Ordinal))
        {
        }
        Kill(process, signal);
        var outcome = Workplace.Finish(process);
        outcome.Is(status);
        Assert.StartsWith(message, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(model, File.ReadAllBytes(before));
        Assert.Empty(Directory.GetFiles(place.Folder, ".backprop-*"));
    }

    [Theory]
    [InlineData("INT", 130, "interrupted", "0.2")]
    [InlineData("TERM", 143, "terminated", "0")]
    [InlineData("HUP", 129, "hung up", "0.2")]
    public void With_keep_a_signal_ends_a_training_with_the_model_of_the_epochs_done(string signal, int status, string word, string validation)
    {
        place.Write("data.csv", Tables.Classes(2000));
        string[] train = ["train", "--recipe", "plain", "data.csv", "--target", "kind", "--patience", "1000000", "--validation", validation, "--json"];
        using var process = place.Start([.. train, "--epochs", "1000000", "--on-interrupt", "keep", "--checkpoint", "state"]);
        WaitFor(process, state => state.Epoch > 1);
        Kill(process, signal);
        var outcome = Workplace.Finish(process);
        outcome.Is(status);
        Assert.StartsWith($"{word}: training ended early, after ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--resume state", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("request", outcome.Json.GetProperty("ended_by").GetString());
        int epochs = outcome.Json.GetProperty("epochs").GetInt32();
        var counted = place.RunProcess([.. train, "--epochs", $"{epochs}", "--model", "counted.safetensors"]).Json;
        foreach (string name in new[] { "weights_sha256", "best_epoch", "steps", "train", "validation", "test" })
            Assert.Equal(counted.GetProperty(name).ToString(), outcome.Json.GetProperty(name).ToString());
        Assert.Equal("request", place.Run("inspect", place["data.safetensors"], "--json").Json.GetProperty("training").GetProperty("ended_by").GetString());
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("KILL", 137)]
    public void What_a_signal_or_a_crash_interrupted_is_resumed_to_the_same_bits(string signal, int status)
    {
        place.Write("data.csv", Tables.Classes(2000));
        string[] train = ["train", "--recipe", "plain", "data.csv", "--target", "kind", "--epochs", "40", "--patience", "40", "--json"];
        string expected = place.RunProcess(train).Json.GetProperty("weights_sha256").GetString()!;
        using var process = place.Start([.. train, "--checkpoint", "state"]);
        WaitFor(process, state => state.Step > 0);
        Kill(process, signal);
        // A fast machine may have ended before the signal came.
        Assert.Contains(Workplace.Finish(process).Status, new[] { status, 0 });
        var resumed = place.RunProcess([.. train, "--resume", "state"], ("DOTNET_EnableAVX512", "0"));
        resumed.Is(0);
        Assert.Equal(expected, resumed.Json.GetProperty("weights_sha256").GetString());
    }

    [Fact]
    public void A_terminal_that_is_gone_may_say_so_twice_and_under_nohup_says_nothing()
    {
        place.Write("data.csv", Tables.Classes(2000));
        string[] train = ["train", "--recipe", "plain", "data.csv", "--target", "kind", "--epochs", "1000000", "--patience", "1000000", "--quiet", "--checkpoint", "state"];
        using var ignoring = Process.Start(new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", $"trap '' HUP; exec dotnet '{Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll")}' {string.Join(' ', train)}" },
            WorkingDirectory = place.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        WaitFor(ignoring, state => state.Step > 0);
        Kill(ignoring, "HUP");
        Assert.False(ignoring.WaitForExit(TimeSpan.FromSeconds(1)), "nohup kept no terminal's end away");
        Kill(ignoring, "TERM");
        Workplace.Finish(ignoring).Is(143);

        File.Delete(place["state"]);
        using var process = place.Start(train);
        WaitFor(process, state => state.Step > 0);
        Kill(process, "HUP");
        Kill(process, "HUP");
        Workplace.Finish(process).Is(129);
        Assert.True(Checkpoint.Load(place["state"]).Step > 0);
    }

    /// <summary>Waits until the state that a training wrote is a certain one, or the training has ended.</summary>
    private void WaitFor(Process process, Func<Checkpoint, bool> isReached)
    {
        while (!process.HasExited && !(File.Exists(place["state"]) && isReached(Checkpoint.Load(place["state"]))))
            Thread.Sleep(20);
    }

    [Fact]
    public void A_signal_while_waiting_for_data_ends_at_once()
    {
        using var process = place.Start(["train", "--recipe", "plain", "-", "--target", "kind"]);
        Thread.Sleep(500);
        Kill(process, "INT");
        Workplace.Finish(process).Is(130);
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_error()
    {
        place.Write("data.csv", Tables.Classes(20_000));
        place.RunProcess(["train", "--recipe", "plain", "data.csv", "--target", "kind", "--hidden", "0", "--steps", "1", "--quiet"]).Is(0);
        using var process = Process.Start(new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", $"set -o pipefail; dotnet '{Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll")}' predict data.safetensors data.csv | head -n 1" },
            WorkingDirectory = place.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var outcome = Workplace.Finish(process);
        outcome.Is(0);
        Assert.Equal("prediction,probability:large,probability:small\n", outcome.Out);
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public void Output_that_cannot_be_written_is_an_error_and_no_crash()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device /dev/full.");
        using var process = Process.Start(new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll")}' lecture >/dev/full" }, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var outcome = Workplace.Finish(process);
        outcome.Is(1);
        Assert.StartsWith("error: ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_read_and_written_with_a_point_in_every_culture()
    {
        place.Write("data.csv", Tables.Numbers());
        string Hash(string language) => place.RunProcess(
            ["train", "--recipe", "plain", "data.csv", "--target", "y", "--learning-rate", "0.005", "--epochs", "2", "--json"], ("LC_ALL", language), ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0"))
            .Json.GetProperty("weights_sha256").GetString()!;
        Assert.Equal(Hash("C.UTF-8"), Hash("de_DE.UTF-8"));
    }

    [Fact]
    public void The_weights_do_not_depend_on_the_vector_instructions()
    {
        place.Write("data.csv", Tables.Classes());
        string Hash(params (string, string)[] environment) => place.RunProcess(
            ["train", "--recipe", "plain", "data.csv", "--target", "kind", "--hidden", "16", "--epochs", "3", "--json"], environment).Json.GetProperty("weights_sha256").GetString()!;
        string usual = Hash();
        foreach (string setting in new[] { "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic" })
            Assert.Equal(usual, Hash((setting, "0")));
    }

    private static void Kill(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    [Theory]
    [InlineData("--version >/dev/full", 1, true)]
    [InlineData("predict m.safetensors data.csv >/dev/full", 1, true)]
    [InlineData("--version >&-", 1, true)]
    [InlineData("predict m.safetensors data.csv >&-", 1, true)]
    [InlineData("train data.csv --target nope 2>/dev/full", 1, false)]
    [InlineData("train data.csv --target nope 2>&-", 1, false)]
    [InlineData("train - --target kind <&-", 1, true)]
    public void A_stream_that_is_closed_or_full_ends_the_command_with_one_message(string line, int status, bool told)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has the device /dev/full.");
        place.Write("data.csv", Tables.Classes(20));
        if (line.StartsWith("predict", StringComparison.Ordinal))
            place.Train(place["data.csv"], "--target", "kind", "--hidden", "0", "--steps", "1", "--quiet", "--model", place["m.safetensors"]).Is(0);
        using var process = Process.Start(new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", $"timeout 60 dotnet '{Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll")}' {line}" },
            WorkingDirectory = place.Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var outcome = Workplace.Finish(process);
        outcome.Is(status);
        Assert.Equal("", outcome.Out);
        Assert.Equal(told ? 1 : 0, outcome.Error.Count(c => c == '\n'));
        Assert.Equal(told, outcome.Error.StartsWith("error: standard ", StringComparison.Ordinal));
    }
}
