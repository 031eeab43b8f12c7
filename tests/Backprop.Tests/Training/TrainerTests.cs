using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Randomness;
using Backprop.Textbook;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;

namespace Backprop.Tests.Training;

public class TrainerTests
{
    [Fact]
    public void A_step_of_the_worked_example_gives_the_numbers_of_the_lecture()
    {
        var network = new Network([2, 3, 1], new NetworkOptions { Activation = ActivationFunction.Sigmoid, Initializer = Initializer.Constant });
        using var trainer = new Trainer(network, new TrainingOptions { Optimizer = new Sgd { LearningRate = 1.0 / 3 }, BatchSize = 1 });

        double error = trainer.Step([0.5f, 0.5f], [0.5f]);

        Near(4.937311333551515, error);                                           // E = ½(3.64 − 0.5)²
        for (int j = 0; j < 3; j++)
        {
            Near(0.8807970779778823, trainer.Pass.Layers[0].Outputs[0, j]);       // z_j = 1/(1 + exp(−2))
            Near(0.3299309223912429, trainer.Pass.Layers[0].Deltas![0, j]);       // (z − z²)·1·3.14
            Near(0.3299309223912429, trainer.Pass.Layers[0].Derivatives[0][0, j]);    // 0.33·1
            Near(0.16496546119562144, trainer.Pass.Layers[0].Derivatives[0][1, j]);   // 0.33·0.5
            Near(2.7678090167120684, trainer.Pass.Layers[1].Derivatives[0][j + 1, 0]); // 3.14·0.88
            Near(0.8900230258695857, trainer.Network.DenseLayers[0][0, j]);            // 1 − ⅓·0.33
            Near(0.9450115129347929, trainer.Network.DenseLayers[0][1, j]);            // 1 − ⅓·0.165
            Near(0.9450115129347929, trainer.Network.DenseLayers[0][2, j]);
            Near(0.07739699442931058, trainer.Network.DenseLayers[1][j + 1, 0]);       // 1 − ⅓·2.77
        }
        Near(3.642391233933647, trainer.Pass.Outputs[0, 0]);                      // y = 3·0.88 + 1
        Near(3.142391233933647, trainer.Pass.Layers[1].Deltas![0, 0]);            // y − t
        Near(3.142391233933647, trainer.Pass.Layers[1].Derivatives[0][0, 0]);
        Near(-0.047463744644548944, trainer.Network.DenseLayers[1][0, 0]);             // 1 − ⅓·3.14
        Near(0.15276856272977488, trainer.Network.Predict([0.5f, 0.5f])[0]);
        Near(0.16183653607572984, trainer.Network.Predict([0.7f, 0.7f])[0]);
        Assert.Equal(1, network.DenseLayers[0][0, 0]);
    }

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-6);

    internal static Examples Circle(int count, ulong seed, int outputs = 1)
    {
        var random = new RandomStream(seed, Purpose.Data);
        var inputs = new Matrix(count, 2);
        var classes = new int[count];
        for (int n = 0; n < count; n++)
        {
            double x = 2 * random.NextDouble() - 1, y = 2 * random.NextDouble() - 1;
            inputs[n, 0] = (float)x;
            inputs[n, 1] = (float)y;
            classes[n] = x * x + y * y < 0.6 ? 1 : 0;
        }
        return new Examples(inputs, classes, outputs);
    }

    private static Network Classifier(int outputs = 1) => new([2, 16, outputs], new NetworkOptions { Error = ErrorFunction.CrossEntropy });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_circle_is_learned(int outputs)
    {
        using var trainer = new Trainer(Classifier(outputs), new TrainingOptions { Epochs = 60, Optimizer = new Adam { LearningRate = 0.01 } });
        var result = trainer.Train(Circle(500, 1, outputs), Circle(200, 2, outputs));
        Assert.InRange(result.History[result.BestEpoch - 1].ValidationError!.Value, 0, 0.12);
        Assert.Equal(TrainingEnd.Epochs, result.End);
    }

    [Fact]
    public void Xor_is_learned_to_nothing()
    {
        var inputs = new Matrix(4, 2);
        var targets = new Matrix(4, 1);
        for (int n = 0; n < 4; n++)
            (inputs[n, 0], inputs[n, 1], targets[n, 0]) = (n & 1, n >> 1, (n & 1) ^ (n >> 1));
        using var trainer = new Trainer(
            new Network([2, 4, 1], new NetworkOptions { Activation = ActivationFunction.Tanh }),
            new TrainingOptions { BatchSize = 4, Epochs = 500, Optimizer = new Adam { LearningRate = 0.05 } });
        var result = trainer.Train(new Examples(inputs, targets));
        Assert.InRange(result.History[^1].TrainingError, 0, 1e-4);
    }

    [Fact]
    public void Training_and_driving_it_step_by_step_give_the_same_weights()
    {
        var data = Circle(50, 3);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 16, Shuffle = false };
        using var whole = new Trainer(Classifier(), options);
        whole.Train(data);
        using var steps = new Trainer(Classifier(), options);
        for (int epoch = 0; epoch < 2; epoch++)
            for (int start = 0; start < 50; start += 16)
            {
                int rows = Math.Min(16, 50 - start);
                float[] x = new float[2 * rows], t = new float[rows];
                for (int n = 0; n < rows; n++)
                {
                    data.Inputs.Row(start + n).CopyTo(x.AsSpan(2 * n));
                    data.CopyTargetsTo(start + n, t.AsSpan(n, 1));
                }
                steps.Step(x, t);
            }
        Assert.Equal(whole.Network.WeightsSha256(), steps.Network.WeightsSha256());
        Assert.Equal(8, whole.StepsDone);
    }

    [Fact]
    public void The_weights_of_the_best_epoch_are_kept_and_patience_ends_the_training()
    {
        // Few rows and a large network: the validation error soon rises.
        var validation = Circle(300, 5);
        using var trainer = new Trainer(Classifier(), new TrainingOptions { Epochs = 1000, Patience = 5, BatchSize = 4, Optimizer = new Adam { LearningRate = 0.05 } });
        var result = trainer.Train(Circle(20, 4), validation);
        Assert.Equal(TrainingEnd.Patience, result.End);
        Assert.Equal(result.BestEpoch + 5, result.History.Count);
        double best = result.History.Min(epoch => epoch.ValidationError!.Value);
        Assert.Equal(best, result.History[result.BestEpoch - 1].ValidationError);
        Assert.Equal(best, new Evaluation(trainer.Network, validation).MeanError());
    }

    [Fact]
    public void Of_equal_epochs_the_earlier_is_kept()
    {
        // A learning rate too small to change anything: every epoch is as good.
        using var trainer = new Trainer(Classifier(), new TrainingOptions { Epochs = 10, Patience = 3, Optimizer = new Sgd { LearningRate = 1e-30 } });
        var result = trainer.Train(Circle(20, 4), Circle(20, 5));
        Assert.Equal((1, 4), (result.BestEpoch, result.History.Count));
    }

    [Fact]
    public void Steps_end_the_training_within_an_epoch()
    {
        using var trainer = new Trainer(Classifier(), new TrainingOptions { Epochs = 10, BatchSize = 10, Steps = 7 });
        var result = trainer.Train(Circle(50, 1));
        Assert.Equal((TrainingEnd.Steps, 7L, 2), (result.End, result.Steps, result.History.Count));
        Assert.Equal(70, result.Rows);
    }

    [Fact]
    public void A_time_limit_ends_with_an_epoch_and_as_many_epochs_give_the_same_bits()
    {
        var data = Circle(100, 1);
        using var timed = new Trainer(Classifier(), new TrainingOptions { Epochs = 1_000_000, TimeLimit = TimeSpan.FromMilliseconds(30) });
        var result = timed.Train(data);
        Assert.Equal(TrainingEnd.TimeLimit, result.End);
        using var counted = new Trainer(Classifier(), new TrainingOptions { Epochs = result.History.Count });
        counted.Train(data);
        Assert.Equal(counted.Network.WeightsSha256(), timed.Network.WeightsSha256());
    }

    [Fact]
    public void Progress_is_reported_at_the_end_of_every_epoch()
    {
        var told = new List<TrainingProgress>();
        using var trainer = new Trainer(Classifier(), new TrainingOptions { Epochs = 3 });
        var result = trainer.Train(Circle(100, 1), Circle(50, 2), new Collect(told));
        var ends = told.Where(p => p.EpochPart == 1).ToArray();
        Assert.Equal([1, 2, 3], ends.Select(p => p.Epoch));
        Assert.Equal(result.History.Select(h => h.ValidationError), ends.Select(p => p.ValidationError));
        Assert.All(told, p => Assert.True(p.RowsPerSecond > 0 && p.Remaining >= TimeSpan.Zero));
    }

    private sealed class Collect(List<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told.Add(value);
    }

    [Fact]
    public void Cancelling_ends_the_training_within_a_step()
    {
        using var source = new CancellationTokenSource();
        using var trainer = new Trainer(Classifier(), new TrainingOptions { BatchSize = 1, Epochs = 1_000_000 });
        source.CancelAfter(20);
        Assert.Throws<OperationCanceledException>(() => trainer.Train(Circle(100, 1), cancellation: source.Token));
        Assert.True(trainer.StepsDone < 100_000_000L);
    }

    [Fact]
    public void A_training_that_diverges_says_where_it_began_and_what_to_try()
    {
        using var trainer = new Trainer(new Network([2, 8, 8, 1]), new TrainingOptions { BatchSize = 4, Optimizer = new Sgd { LearningRate = 1e20 } });
        var inputs = new Matrix(8, 2);
        var targets = new Matrix(8, 1);
        for (int n = 0; n < 8; n++)
            (inputs[n, 0], inputs[n, 1], targets[n, 0]) = (n, -n, 1);
        var exception = Assert.Throws<DivergedException>(() => trainer.Train(new Examples(inputs, targets)));
        Assert.Matches("step [0-9]+ .*layer [123].*smaller learning rate", exception.Message);
        Assert.Equal(exception.Step, trainer.StepsDone + 1);
    }

    [Fact]
    public void Weights_that_the_last_step_makes_infinite_are_reported()
    {
        using var trainer = new Trainer(new Network([1, 1]), new TrainingOptions { Epochs = 1, Optimizer = new Sgd { LearningRate = 1e38 } });
        var exception = Assert.Throws<DivergedException>(() => trainer.Train(Line(100)));
        Assert.Matches("update of step 1 .*layer 1 .*smaller learning rate", exception.Message);
        Assert.Equal(2, exception.Step);
    }

    [Fact]
    public void A_validation_error_that_is_not_finite_ends_the_training_and_says_so()
    {
        using var trainer = new Trainer(new Network([1, 1]), new TrainingOptions { Epochs = 1, Optimizer = new Sgd { LearningRate = 1e36 } });
        var exception = Assert.Throws<DivergedException>(() => trainer.Train(Line(1), Line(1000)));
        Assert.Matches("after step 1 the error on the validation rows .*smaller learning rate", exception.Message);
    }

    [Fact]
    public void Rows_that_all_weigh_nothing_are_refused()
    {
        using var trainer = new Trainer(new Network([1, 1]));
        Assert.Contains("weight 0", Assert.Throws<ArgumentException>(() => trainer.Step([1, 2], [1, 2], [0, 0])).Message, StringComparison.Ordinal);
        Assert.Equal("rowWeights", Assert.Throws<ArgumentException>(() => trainer.Step([1, 2], [1, 2], [1, -1])).ParamName);
        Assert.Throws<ArgumentException>(() => trainer.Train(new Examples(new Matrix(2, 1), new Matrix(2, 1), [0, 0])));
        Assert.Equal(0, trainer.StepsDone);
    }

    [Theory]
    [InlineData(5, 1, TrainingEnd.Steps)]
    [InlineData(10, 1, TrainingEnd.Steps)]
    [InlineData(10, 2, TrainingEnd.Steps)]
    [InlineData(11, 1, TrainingEnd.Epochs)]
    public void A_training_whose_steps_are_done_ends_by_steps(int steps, int epochs, TrainingEnd end)
    {
        using var trainer = new Trainer(Classifier(), new TrainingOptions { BatchSize = 10, Steps = steps, Epochs = epochs });
        var result = trainer.Train(Circle(100, 1));
        Assert.Equal((end, Math.Min(steps, 10 * epochs)), (result.End, result.Steps));
    }

    [Fact]
    public void A_time_limit_does_not_go_with_a_schedule_that_needs_the_number_of_steps()
    {
        var options = new TrainingOptions { TimeLimit = TimeSpan.FromHours(1), Schedule = Schedule.Parse("warm-up=3,cosine") };
        Assert.Contains("planned number of steps", Assert.Single(options.Violations()), StringComparison.Ordinal);
        Assert.Empty((options with { Schedule = new PlateauSchedule() }).Violations());
        Assert.Empty((options with { TimeLimit = null }).Violations());
    }

    private static Examples Line(float x)
    {
        var inputs = new Matrix(2, 1);
        var targets = new Matrix(2, 1);
        (inputs[0, 0], inputs[1, 0], targets[0, 0]) = (x, 2 * x, 1);
        return new Examples(inputs, targets);
    }

    [Fact]
    public void Rows_that_are_not_finite_are_distinguished_from_weights_that_are_not()
    {
        using var trainer = new Trainer(new Network([2, 1]));
        Assert.Contains("row 2", Assert.Throws<DivergedException>(() => trainer.Step([1, 2, float.NaN, 4], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Equal(new Network([2, 1]).WeightsSha256(), trainer.Network.WeightsSha256());
    }

    [Fact]
    public void A_row_of_weight_2_counts_as_the_row_twice()
    {
        var options = new TrainingOptions { BatchSize = 3, Optimizer = new Sgd { LearningRate = 0.5 } };
        using var weighted = new Trainer(new Network([1, 1]), options);
        using var twice = new Trainer(new Network([1, 1]), options);
        Assert.Equal(twice.Step([0.25f, -1, -1], [2, 4, 4]), weighted.Step([0.25f, -1], [2, 4], [1, 2]), 1e-6);
        Assert.Equal(twice.Network.DenseLayers[0][1, 0], weighted.Network.DenseLayers[0][1, 0], 1e-6);
        Assert.Equal(twice.Network.DenseLayers[0][0, 0], weighted.Network.DenseLayers[0][0, 0], 1e-6);
    }

    [Fact]
    public void Dropout_trains_without_units_and_predicts_with_all()
    {
        var network = new Network([2, 1000, 1], new NetworkOptions { Dropout = 0.3 });
        using var trainer = new Trainer(network, new TrainingOptions { BatchSize = 1, Optimizer = new Sgd { LearningRate = 1e-20 } });
        trainer.Step([0.5f, 1], [1]);
        var first = trainer.Pass.Layers[0].Outputs.Row(0).ToArray();
        trainer.Step([0.5f, 1], [1]);
        var second = trainer.Pass.Layers[0].Outputs.Row(0).ToArray();
        Assert.NotEqual(first, second);
        var whole = TextbookNetwork.Of(network).Forward([0.5, 1]).Z[0];
        int active = whole.Count(z => z > 0), kept = 0;
        for (int j = 0; j < whole.Length; j++)
        {
            if (first[j] == 0)
                Assert.Equal(0, trainer.Pass.Layers[0].Derivatives[0][1, j] * (second[j] == 0 ? 1 : 0));
            else
                kept++;
            Assert.True(first[j] == 0 || Math.Abs(first[j] - whole[j] / 0.7) < 1e-4);
        }
        Assert.InRange((double)kept / active, 0.6, 0.8);
        Assert.Equal(whole.Length, TextbookNetwork.Of(trainer.Network).Forward([0.5, 1]).Z[0].Length);
    }

    [Fact]
    public void Dropout_backpropagates_through_the_units_that_were_kept()
    {
        // Tanh's slope is taken from z; with dropout it must come from the z before scaling.
        var network = new Network([3, 40, 1], new NetworkOptions { Dropout = 0.5, Activation = ActivationFunction.Tanh });
        using var trainer = new Trainer(network, new TrainingOptions { BatchSize = 1, Optimizer = new Sgd { LearningRate = 1e-20 } });
        trainer.Step([1, -0.5f, 2], [3]);
        var (a, z) = TextbookNetwork.Of(network).Forward([1, -0.5, 2]);
        double delta = trainer.Pass.Outputs[0, 0] - 3;
        for (int j = 0; j < 40; j++)
        {
            double mask = trainer.Pass.Layers[0].Outputs[0, j] == 0 ? 0 : 2;
            double expected = mask * (1 - z[0][j] * z[0][j]) * network.DenseLayers[1][j + 1, 0] * delta;
            Assert.Equal(expected, trainer.Pass.Layers[0].Deltas![0, j], 1e-4 * (1 + Math.Abs(expected)));
        }
    }

    [Theory]
    [InlineData("sgd", null)]
    [InlineData("adam", 1.0)]
    public void A_step_allocates_nothing(string optimizer, double? clip)
    {
        using var trainer = new Trainer(
            new Network([20, 70, 3], new NetworkOptions { Error = ErrorFunction.CrossEntropy, Dropout = 0.1 }),
            new TrainingOptions { BatchSize = 8, Optimizer = Optimizer.Parse(optimizer), ClipNorm = clip, WeightDecay = 0.01, Schedule = new CosineSchedule(), Threads = 1 });
        float[] x = new float[160], t = new float[24];
        for (int n = 0; n < 8; n++)
            t[3 * n] = 1;
        for (int step = 0; step < 50; step++)
            trainer.Step(x, t);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 50; step++)
            trainer.Step(x, t);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Options_out_of_range_are_reported_together()
    {
        var exception = Assert.Throws<ArgumentException>(() => new Trainer(new Network([1, 1]), new TrainingOptions
        {
            BatchSize = 0, Epochs = -1, WeightDecay = double.NaN, Patience = 0, Optimizer = new Momentum { LearningRate = -1, Coefficient = 1 },
        }));
        foreach (string part in new[] { "batch size", "epochs", "weight decay", "patience", "learning rate", "momentum" })
            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_larger_than_the_data_takes_no_more_memory_and_gives_the_same_bits()
    {
        var options = new TrainingOptions { BatchSize = 40, Epochs = 3 };
        using var usual = new Trainer(Classifier(), options);
        using var exact = new Trainer(Classifier(), options, maxRows: 30);
        usual.Train(Circle(30, 1));
        exact.Train(Circle(30, 1));
        Assert.Equal(usual.Network.WeightsSha256(), exact.Network.WeightsSha256());
        Assert.Equal((40, 30), (usual.Pass.Inputs.Rows, exact.Pass.Inputs.Rows));
        Assert.Contains("31 training rows", Assert.Throws<ArgumentException>(() => exact.Train(Circle(31, 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_and_steps_that_do_not_fit_are_refused()
    {
        using var trainer = new Trainer(new Network([2, 1]));
        Assert.Throws<ArgumentException>(() => trainer.Step([1, 2, 3], [1]));
        Assert.Throws<ArgumentException>(() => trainer.Step([1, 2], [1, 2]));
        Assert.Throws<ArgumentException>(() => trainer.Step([], []));
        Assert.Throws<ArgumentException>(() => trainer.Train(new Examples(new Matrix(3, 3), new Matrix(3, 1))));
        Assert.Throws<ArgumentException>(() => trainer.Train(new Examples(new Matrix(0, 2), new Matrix(0, 1))));
        Assert.Throws<ArgumentException>(() => new Examples(new Matrix(3, 2), new int[] { 0, 1, 2 }, outputs: 1));
        Assert.Throws<ArgumentException>(() => new Examples(new Matrix(2, 2), new Matrix(2, 1), [1, -1]));
    }
}
