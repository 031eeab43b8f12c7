using Backprop.Cli.Shell;
using Backprop.Training;

namespace Backprop.Cli.Tests.Verbs;

/// <summary>What commands refuse to write over.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly Workplace place = new();

    private string Data => place["data.csv"];

    public OutputFileTests() => place.Write("data.csv", Tables.Classes());

    public void Dispose() => place.Dispose();

    [Fact]
    public void A_forgotten_resume_loses_nothing_and_the_command_to_go_on_is_shown()
    {
        string[] train = ["train", "--recipe", "plain", Data, "--target", "kind", "--epochs", "3", "--model", place["m.safetensors"], "--checkpoint", place["state"]];
        long step = Interrupt(train, "state");
        byte[] state = File.ReadAllBytes(place["state"]);

        var again = place.Run(train);
        again.Is(1);
        Assert.StartsWith($"error: {place["state"]}: this is the checkpoint of a training after {step} {(step == 1 ? "step" : "steps")}, which would be lost. To continue from it", again.Error, StringComparison.Ordinal);
        Assert.Contains($"  ./backprop train --resume {place["state"]} --recipe plain {Data} --target kind --epochs 3 --model {place["m.safetensors"]} --checkpoint {place["state"]}", again.Error, StringComparison.Ordinal);
        Assert.Contains("To start over, delete the file", again.Error, StringComparison.Ordinal);
        Assert.Equal(state, File.ReadAllBytes(place["state"]));

        place.Run(["train", "--resume", place["state"], .. train[1..]]).Is(0);
        Assert.True(Checkpoint.Load(place["state"]).Ended);
        byte[] model = File.ReadAllBytes(place["m.safetensors"]);
        place.Run(train).Is(0);
        Assert.Equal(model, File.ReadAllBytes(place["m.safetensors"]));
    }

    [Fact]
    public void Another_trainings_state_is_not_written_over_in_going_on_from_one()
    {
        foreach (string name in new[] { "one", "two" })
            Interrupt(["train", "--recipe", "plain", Data, "--target", "kind", "--epochs", "2", "--quiet", "--model", place["m.safetensors"], "--checkpoint", place[name]], name);
        var outcome = place.Train(Data, "--target", "kind", "--epochs", "2", "--model", place["m.safetensors"], "--resume", place["one"], "--checkpoint", place["two"]);
        outcome.Is(1);
        Assert.Contains("which would be lost", outcome.Error, StringComparison.Ordinal);
    }

    /// <summary>Ctrl-C after the first step; the steps done.</summary>
    private long Interrupt(string[] train, string state)
    {
        using var stop = new CancellationTokenSource();
        using var error = new Watched(text =>
        {
            if (text.Contains("epoch 1/", StringComparison.Ordinal))
                stop.Cancel();
        });
        string[] drawing = [.. train.Where(word => word != "--quiet")];
        Assert.Equal(130, App.Run(drawing, new Host { Input = Stream.Null, Out = new StringWriter(), Error = error, Terminal = true, Stop = stop.Token }));
        var written = Checkpoint.Load(place[state]);
        Assert.False(written.Ended);
        Assert.True(written.Step > 0);
        return written.Step;
    }

    [Fact]
    public void Steps_that_were_never_done_may_be_written_over()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        string[] train = ["train", "--recipe", "plain", Data, "--target", "kind", "--epochs", "1", "--model", place["m.safetensors"], "--checkpoint", place["state"]];
        place.Run(new RunSettings { Stop = stop.Token }, train).Is(130);
        Assert.Equal(0, Checkpoint.Load(place["state"]).Step);
        place.Run(train).Is(0);
    }

    [Theory]
    [InlineData("--model", "data.csv", "this is the data")]
    [InlineData("--checkpoint", "data.csv", "this is the data")]
    [InlineData("--model", "test.csv", "this is the test data")]
    [InlineData("--checkpoint", "test.csv", "this is the test data")]
    [InlineData("--checkpoint", "from.safetensors", "this is the model to start from")]
    [InlineData("--model", "sub/../data.csv", "this is the data")]
    [InlineData("--model", "link.csv", "this is the data")]
    [InlineData("--checkpoint", "folder/data.csv", "this is the data")]
    public void What_is_read_is_never_written_over(string option, string file, string message)
    {
        place.Write("test.csv", Tables.Classes());
        place.Train(Data, "--target", "kind", "--epochs", "1", "--quiet", "--model", place["from.safetensors"]).Is(0);
        File.CreateSymbolicLink(place["link.csv"], "data.csv");
        Directory.CreateSymbolicLink(place["folder"], ".");
        var before = Contents();
        string[] model = option == "--model" ? [] : ["--model", place["m.safetensors"]];
        var outcome = place.Train([Data, "--test", place["test.csv"], "--from", place["from.safetensors"], "--epochs", "1", option, place[file], .. model]);
        outcome.Is(2);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    [Theory]
    [InlineData("--model", "notes.txt", "is not a model")]
    [InlineData("--model", "state", "is a checkpoint")]
    [InlineData("--checkpoint", "notes.txt", "is not a checkpoint")]
    [InlineData("--checkpoint", "old.safetensors", "is not a checkpoint")]
    public void Nothing_of_another_kind_is_written_over(string option, string file, string message)
    {
        place.Write("notes.txt", "hours of work");
        place.Train(Data, "--target", "kind", "--epochs", "1", "--quiet", "--model", place["old.safetensors"], "--checkpoint", place["state"]).Is(0);
        var before = Contents();
        string[] model = option == "--model" ? [] : ["--model", place["m.safetensors"]];
        var outcome = place.Train([Data, "--target", "kind", "--epochs", "1", option, place[file], .. model]);
        outcome.Is(1);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("delete the file", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void An_older_model_and_an_empty_file_are_replaced()
    {
        string[] train = ["train", "--recipe", "plain", Data, "--target", "kind", "--epochs", "1", "--quiet", "--model", place.Write("m.safetensors", "")];
        place.Run([.. train, "--checkpoint", place.Write("state", "")]).Is(0);
        place.Run(train).Is(0);
    }

    [Fact]
    public void Other_verbs_look_too()
    {
        string model = place["m.safetensors"], notes = place.Write("notes.txt", "hours of work");
        place.Train(Data, "--target", "kind", "--epochs", "1", "--quiet", "--model", model).Is(0);
        var before = Contents();
        place.Run("predict", model, Data, "-o", Data).Is(2);
        place.Run("predict", model, Data, "-o", model).Is(2);
        place.Run("explain", model, Data, "--row", "1", "-o", Data).Is(2);
        place.Run("explain", model, Data, "--row", "1", "--update", Data).Is(1);
        place.Run("new", "2-3-1", "-o", notes).Is(1);
        Assert.Equal(before, Contents());
    }

    private string[] Contents() => [.. Directory.GetFiles(place.Folder).Order(StringComparer.Ordinal).Select(file => file + Convert.ToHexString(File.ReadAllBytes(file)))];
}
