using System.Diagnostics;
using System.Globalization;
using Backprop.Studio.Data;
using Backprop.Studio.States;
using Backprop.Studio.Training;
using Backprop.Tabular.Models;

namespace Backprop.Studio.Tests.Training;

/// <summary>A training on a table ends in the model that the command line makes of it.</summary>
public class TrainedEpochsTests
{
    [Theory]
    [InlineData("species", 6, "adamw", 0.003, 16, 0.0, 0.0)]
    [InlineData("body_mass_g", 5, "momentum", 0.01, 10, 0.01, 0.1)]
    [InlineData("species", 3, "sgd", 0.5, 1000, 0.0, 0.0)]
    public async Task Its_bytes_are_those_of_the_command_line(string target, int epochs, string optimizer, double rate, int batch, double decay, double dropout)
    {
        TrainChoices choices = new()
        {
            Data = "penguins", Target = target, Hidden = [16, 5], Activation = "relu", Optimizer = optimizer, LearningRate = rate, BatchSize = batch, WeightDecay = decay, Dropout = dropout,
            Exclude = ["island"], Seed = 7,
        };
        (DataSet data, TrainedEpochs trained) = await Train(choices, epochs);
        using var bytes = new MemoryStream();
        trained.ModelOf(data.Table!).Save(bytes);

        string folder = Directory.CreateTempSubdirectory("backprop-studio-").FullName, file = Path.Combine(folder, "model.safetensors");
        string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet",
        [
            StudioProcess.ProgramOf("Backprop.Cli"), "train", Inspecting.PenguinsModel.Data, "--recipe", "plain", "--target", target, "--column", "island=ignore", "--hidden", "16,5", "--activation", "relu",
            "--dropout", Text(dropout), "--optimizer", optimizer, "--learning-rate", Text(rate), "--batch", Text(batch), "--weight-decay", Text(decay), "--schedule", "constant",
            "--epochs", Text(epochs), "--patience", Text(epochs), "--seed", "7", "--model", file, "--quiet",
        ]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using (Process process = Process.Start(start)!)
        {
            _ = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, errors);
        }
        Assert.Equal(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), bytes.ToArray());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Settings_that_were_changed_on_the_way_are_noted()
    {
        TrainChoices choices = new() { Data = "penguins", Target = "species" };
        var library = new DataLibrary(new NamedFiles([]));
        DataSet data = await library.Load(choices);
        using var session = new TrainingSession(data, choices);
        Assert.Null(await session.Trained());
        await Epoch(session);
        await session.Change(choices with { LearningRate = 0.25 });
        await Epoch(session);
        session.StepBatch();
        TrainedEpochs trained = (await session.Trained())!;
        Model model = trained.ModelOf(data.Table!);
        Assert.Equal([0.5, 0.25], model.Record!.History.Select(epoch => epoch.LearningRate));
        Assert.Contains(model.Notes, note => note.Contains("settings were changed", StringComparison.Ordinal));
        Assert.Equal(69, model.Test.Rows);
    }

    [Fact]
    public async Task Generated_data_have_no_model()
    {
        (_, TrainedEpochs? none) = await Train(new TrainChoices(), 2);
        Assert.Null(none);
    }

    private static async Task<(DataSet, TrainedEpochs)> Train(TrainChoices choices, int epochs)
    {
        DataSet data = await new DataLibrary(new NamedFiles([])).Load(choices);
        using var session = new TrainingSession(data, choices);
        for (int epoch = 0; epoch < epochs; epoch++)
            await Epoch(session);
        return (data, (await session.Trained())!);
    }

    private static async Task Epoch(TrainingSession session)
    {
        session.StepEpoch();
        while ((await session.Moment(2)).IsRunning)
            await Task.Yield();
    }
}
