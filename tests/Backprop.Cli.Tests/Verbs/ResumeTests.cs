using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Files;
using Backprop.Training;

namespace Backprop.Cli.Tests.Verbs;

/// <summary>train with --checkpoint and --resume.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly Workplace place = new();

    private string Data => place["data.csv"];

    public ResumeTests() => place.Write("data.csv", Tables.Classes());

    public void Dispose() => place.Dispose();

    [Fact]
    public void Interrupted_it_says_the_command_to_go_on_with_and_that_gives_the_uninterrupted_model()
    {
        string[] train = ["train", "--recipe", "plain", Data, "--target", "kind", "--epochs", "5", "--model", place["m.safetensors"]];
        place.Run(train).Is(0);
        byte[] expected = File.ReadAllBytes(place["m.safetensors"]);
        File.Delete(place["m.safetensors"]);

        using var stop = new CancellationTokenSource();
        stop.Cancel();
        string state = place["a state"];
        var interrupted = place.Run(new RunSettings { Stop = stop.Token }, [.. train, "--checkpoint", state]);
        interrupted.Is(130);
        Assert.Empty(place.Models);
        Assert.StartsWith("interrupted: no model was written (with --on-interrupt keep, Ctrl-C writes the model of the best epoch so far). To continue from there:", interrupted.Error, StringComparison.Ordinal);
        string command = interrupted.Error.TrimEnd().Split('\n')[^1].Trim();
        Assert.Equal($"./backprop train --resume '{state}' --recipe plain {Data} --target kind --epochs 5 --model {place["m.safetensors"]} --checkpoint '{state}'", command);

        var resumed = place.Run(["train", "--resume", state, .. train[1..], "--checkpoint", state]);
        resumed.Is(0);
        Assert.StartsWith("resuming in epoch 1, after step 0", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(expected, File.ReadAllBytes(place["m.safetensors"]));
    }

    [Fact]
    public void The_command_to_go_on_with_stays_the_same_when_it_is_interrupted_again()
    {
        string state = place["state"];
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        string Command(params string[] more) =>
            place.Run(new RunSettings { Stop = stop.Token }, ["train", .. more, "--recipe=plain", "--target=kind", "--model", place["m.safetensors"], "--", Data]).Error.TrimEnd().Split('\n')[^1].Trim();
        string first = Command("--checkpoint", state);
        Assert.Equal($"./backprop train --resume {state} --checkpoint {state} --recipe plain --target kind --model {place["m.safetensors"]} -- {Data}", first);
        Assert.Equal(first, Command("--resume", state, "--checkpoint", state));
        Assert.Equal($"./backprop train --resume {state} --recipe plain --target kind --model {place["m.safetensors"]} -- {Data}", Command("--resume", state));
    }

    [Fact]
    public void A_training_that_had_ended_when_it_was_interrupted_has_its_model()
    {
        using var stop = new CancellationTokenSource();
        // The one step of the training draws the line of its progress.
        using var error = new Watched(text =>
        {
            if (text.Contains("epoch 1/1", StringComparison.Ordinal))
                stop.Cancel();
        });
        var output = new StringWriter();
        int status = App.Run(
            ["train", "--recipe", "plain", Data, "--target", "kind", "--epochs", "1", "--batch", "1000", "--validation", "0", "--model", place["m.safetensors"]],
            new Host { Input = Stream.Null, Out = output, Error = error, Terminal = true, Stop = stop.Token });
        Assert.Equal(130, status);
        Assert.Contains($"interrupted: the training had ended, and its model was written to {place["m.safetensors"]}; 'evaluate' computes its metrics", error.ToString(), StringComparison.Ordinal);
        place.Run("inspect", place["m.safetensors"]).Is(0);
        place.Run("inspect", place["m.safetensors"], "--json").Is(0);
        place.Run("evaluate", place["m.safetensors"], Data).Is(0);
    }

    [Fact]
    public void A_training_that_has_ended_is_prolonged()
    {
        string Hash(string epochs, params string[] more)
        {
            var outcome = place.Train([Data, "--target", "kind", "--json", "--model", place["m.safetensors"], "--epochs", epochs, .. more]);
            outcome.Is(0);
            return outcome.Json.GetProperty("weights_sha256").GetString()!;
        }
        Hash("2", "--checkpoint", place["state"]);
        Assert.Equal(Hash("6"), Hash("6", "--resume", place["state"]));
        // Without --checkpoint it went on writing to the file that it came from.
        Assert.Equal(7, Checkpoint.Load(place["state"]).Epoch);
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_refused_with_all_that_differs()
    {
        place.Train(Data, "--target", "kind", "--epochs", "2", "--checkpoint", place["state"], "--model", place["m.safetensors"]).Is(0);
        var outcome = place.Train(Data, "--target", "kind", "--epochs", "2", "--batch", "7", "--optimizer", "sgd", "--resume", place["state"], "--model", place["m.safetensors"]);
        outcome.Is(1);
        foreach (string part in new[] { "error: '", "is a checkpoint of another training: ", "the optimizer was adamw and is sgd", "the batch size was 16 and is 7" })
            Assert.Contains(part, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bug in Backprop", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "the model is written to this file", "--checkpoint", "m.safetensors")]
    [InlineData(2, "the file name is empty", "--resume", "")]
    [InlineData(1, "there is no such checkpoint", "--resume", "nowhere")]
    [InlineData(1, "does not exist", "--checkpoint", "no/folder/state")]
    [InlineData(1, "it is a folder", "--checkpoint", ".")]
    public void A_place_that_cannot_be_is_reported_at_once(int status, string message, string option, string file)
    {
        var outcome = place.Run(
            "train", "--recipe", "plain", Data, "--target", "kind", "--epochs", "1000000", "--patience", "1000000", "--model", place["m.safetensors"], option, file.Length == 0 ? "" : Path.Combine(place.Folder, file));
        outcome.Is(status);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_not_a_checkpoint_but_a_checkpoint_can_be_looked_at_and_predict()
    {
        place.Train(Data, "--target", "kind", "--epochs", "2", "--checkpoint", place["state"], "--model", place["m.safetensors"]).Is(0);
        var outcome = place.Train(Data, "--target", "kind", "--resume", place["m.safetensors"], "--model", place["n.safetensors"]);
        outcome.Is(1);
        Assert.Contains("is not a checkpoint", outcome.Error, StringComparison.Ordinal);
        place.Run("inspect", place["state"]).Is(0);
        var predicted = place.Run("predict", place["state"], Data);
        predicted.Is(0);
        Assert.Equal(121, predicted.Lines.Length);
    }

    [Fact]
    public void A_disk_that_fails_is_warned_of_once_and_so_is_its_recovery()
    {
        var error = new StringWriter();
        var host = new Host { Input = Stream.Null, Out = new StringWriter(), Error = error };
        using var line = new ProgressLine(host, quiet: true);
        var watch = new CheckpointWatch(line, host, quiet: false);
        foreach (string? problem in new[] { null, "The disk is full.", "The disk is full.", null, null })
            watch.Report(Progress(new CheckpointStatus(7, problem)));
        Assert.Equal(
            ["warning: The disk is full. Training continues with the checkpoint of step 7, and writing is tried again.", "checkpoints are written again"],
            error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private static TrainingProgress Progress(CheckpointStatus checkpoint) => new()
    {
        Epoch = 1, Epochs = 2, Step = 3, EpochPart = 0.5, TrainingError = 1, ValidationError = null, BestEpoch = 0, RowsPerSecond = 1, Elapsed = TimeSpan.Zero,
        Remaining = TimeSpan.Zero, Checkpoint = checkpoint,
    };
}
