using Backprop.Files;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Documentation.Tests;

/// <summary>The examples of the documentation of networks and their training, compiled and run as they stand there.</summary>
public sealed class NetworkExamples : IDisposable
{
    private readonly WorkFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static Network Xor => new([2, 4, 1], new NetworkOptions { Activation = ActivationFunction.Tanh });

    [Fact]
    public void A_network_is_made_and_predicts()
    {
        // Two inputs, four hidden units, one output.
        var network = new Network([2, 4, 1], new NetworkOptions { Activation = ActivationFunction.Tanh, Seed = 7 });
        float[] y = network.Predict([0.5f, 0.5f]);
        Assert.True(float.IsFinite(Assert.Single(y)));
    }

    [Fact]
    public void Many_rows_are_predicted()
    {
        var network = Xor;
        using var source = new CancellationTokenSource();
        var cancellation = source.Token;
        float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1], outputs = new float[4];
        network.PredictRows(inputs, outputs, threads: 2, cancellation);
        Assert.Equal(network.Predict([1, 1])[0], outputs[3]);
    }

    [Fact]
    public void Weights_are_read_and_given()
    {
        var network = Xor;
        float[] weights = network.Parameters["layers.1.weights"].ToArray();
        network = network.WithParameter("layers.1.weights", [1, 2, 3, 4, 5, 6, 7, 8]).WithParameter("layers.1.biases", [0, 0, 0, 0]);
        Assert.NotEqual(weights, network.Parameters["layers.1.weights"].ToArray());
    }

    [Fact]
    public void A_network_is_saved_and_read()
    {
        var network = Xor;
        network.Save("xor.safetensors");
        Network same = Network.Load("xor.safetensors");
        Assert.Equal(network.WeightsSha256(), same.WeightsSha256());
    }

    [Fact]
    public void A_network_is_trained()
    {
        var network = Xor;
        var training = new Examples(rows: 4, [0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 0]);
        using var trainer = new Trainer(network, new TrainingOptions { Optimizer = new Adam { LearningRate = 0.05 }, BatchSize = 4, Epochs = 500 });
        TrainingResult result = trainer.Train(training);
        Console.WriteLine($"{result.End} after {result.Steps} steps: 0 xor 1 = {trainer.Network.Predict([0, 1])[0]:F2}");
        Assert.InRange(trainer.Network.Predict([0, 1])[0], 0.9f, 1.1f);
    }

    [Fact]
    public void Options_say_how()
    {
        var options = new TrainingOptions
        {
            Optimizer = new AdamW { LearningRate = 0.002 },
            Schedule = Schedule.Parse("warm-up=100,cosine"),
            BatchSize = 64,
            Epochs = 20,
            ClipNorm = 1,
        };
        Assert.Empty(options.Violations());
    }

    [Fact]
    public void A_training_is_moved_on_and_watched()
    {
        var training = new Examples(rows: 4, [0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 0]);
        using var trainer = new Trainer(Xor, new TrainingOptions { Epochs = 3 });
        TrainingRun run = trainer.Begin(training);
        while (run.Advance())
            Console.WriteLine($"step {run.Progress.Step}: error {run.Progress.TrainingError:F6}");
        TrainingResult result = run.Finish();
        Assert.Equal((TrainingEnd.Epochs, 3), (result.End, result.History.Count));
    }

    [Fact]
    public void A_training_goes_on_where_its_checkpoint_was_written()
    {
        var network = Xor;
        var training = new Examples(rows: 4, [0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 0]);
        var options = new TrainingOptions { Epochs = 20 };
        using (var interrupted = new Trainer(network, options))
            Assert.Throws<OperationCanceledException>(() => interrupted.Train(training, checkpoints: new CheckpointPolicy("xor.checkpoint"), cancellation: new CancellationToken(canceled: true)));
        // The same network and options as of the training that was interrupted.
        using var trainer = new Trainer(network, options);
        TrainingResult result = trainer.Resume(Checkpoint.Load("xor.checkpoint"), training, checkpoints: new CheckpointPolicy("xor.checkpoint"));
        Assert.Equal(20, result.History.Count);
    }

    [Fact]
    public void Derivatives_are_checked()
    {
        var network = Xor;
        var training = new Examples(rows: 4, [0, 0, 0, 1, 1, 0, 1, 1], [0, 1, 1, 0]);
        GradientCheckResult check = GradientCheck.Run(network, training);
        Console.WriteLine($"largest difference {check.Worst:E1}, at {check.Where}");
        Assert.InRange(check.Worst, 0, 1e-4);
    }

    [Fact]
    public void Every_number_of_a_step_is_seen()
    {
        var network = Xor;
        TextbookStep step = TextbookNetwork.Of(network).Step([0.5, 0.5], [0.5], learningRate: 1.0 / 3);
        Console.WriteLine($"E = {step.Error}, δ of the output = {step.Layers[^1].Delta[0]}, ∂E/∂w of the first weight = {step.Layers[0].Gradient[1, 0]}");
        Assert.True(double.IsFinite(step.Layers[0].Gradient[1, 0]));
    }
}
