using Backprop.Files;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics;
using Backprop.Numerics.Buffers;
using Backprop.Tests.Files;
using Backprop.Training;
using Backprop.Training.Optimizers;
using Backprop.Training.Schedules;
using CsCheck;

namespace Backprop.Tests.Training;

/// <summary>What a checkpoint refuses.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly TrainingOptions Options = new() { BatchSize = 4, Epochs = 3, Patience = 3, Steps = 100 };

    private readonly TemporaryFolder folder = new();

    private string Path => folder.File("run.checkpoint");

    public CheckpointTests()
    {
        using var trainer = new Trainer(Net(), Options);
        trainer.Train(TrainerTests.Circle(20, 1), TrainerTests.Circle(10, 2), checkpoints: new CheckpointPolicy(Path) { FileSteps = RandomTraining.NoFlush });
    }

    public static TheoryData<string, TrainingOptions> OtherOptions => new()
    {
        { "the batch size was 4 and is 5", Options with { BatchSize = 5 } },
        { "the seed was 1 and is 2", Options with { Seed = 2 } },
        { "the optimizer was adam and is sgd", Options with { Optimizer = new Sgd() } },
        { "the learning rate was 0.001 and is 0.002", Options with { Optimizer = new Adam { LearningRate = 0.002 } } },
        { "the beta2 was 0.999 and is 0.99", Options with { Optimizer = new Adam { Beta2 = 0.99 } } },
        { "the schedule was constant and is exponential=0.5", Options with { Schedule = new ExponentialSchedule(0.5) } },
        { "the weight decay was 0 and is 0.1", Options with { WeightDecay = 0.1 } },
        { "the decoupled weight decay was no and is yes", Options with { DecoupledWeightDecay = true } },
        { "the L1 penalty was 0 and is 0.1", Options with { L1 = 0.1 } },
        { "the limit of the gradient's norm was none and is 1", Options with { ClipNorm = 1 } },
        { "the shuffling was yes and is no", Options with { Shuffle = false } },
        { "epochs: 3 before, 2 now (a limit can be raised, but not lowered)", Options with { Epochs = 2 } },
        { "steps: 100 before, 99 now", Options with { Steps = 99 } },
        { "patience: 3 before, 2 now", Options with { Patience = 2 } },
    };

    [Theory]
    [MemberData(nameof(OtherOptions))]
    public void Other_options_are_refused_by_name(string difference, TrainingOptions options) => Refused(difference, options: options);

    [Fact]
    public void All_differences_are_reported_together()
    {
        var exception = Refused("the batch size was 4 and is 5", options: Options with { BatchSize = 5, Seed = 2 });
        Assert.Contains("; the seed was 1 and is 2. Resume with", exception.Message, StringComparison.Ordinal);
        Assert.StartsWith($"'{Path}' is a checkpoint of another training: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_network_is_refused()
    {
        Refused("the network was 2-3-1 and is 2-4-1", Net(4));
        Refused("the functions was relu, sigmoid and is tanh, sigmoid", Net(options: new() { Error = ErrorFunction.CrossEntropy, Activation = ActivationFunction.Tanh }));
        Refused("the dropout was 0, 0 and is 0.1, 0", Net(options: new() { Error = ErrorFunction.CrossEntropy, Dropout = 0.1 }));
        Refused("the error function was cross-entropy and is sum-of-squares", Net(options: new() { OutputActivation = ActivationFunction.Sigmoid }));
        Refused("the beginning of the weights (seed, initializer or model to start from) differs", Net(options: new() { Error = ErrorFunction.CrossEntropy, Seed = 9 }));
    }

    [Fact]
    public void Other_rows_are_refused()
    {
        Refused("the content of the training rows differs", training: TrainerTests.Circle(20, 9));
        Refused("the number of training rows was 20 and is 19", training: TrainerTests.Circle(19, 1));
        Refused("the content of the validation rows differs", validation: TrainerTests.Circle(10, 9));
        Refused("the number of validation rows was 10 and is 0", withValidation: false);
    }

    [Fact]
    public void Rows_that_differ_in_one_bit_a_class_a_weight_or_their_order_are_others()
    {
        Matrix inputs = new(2, 2), other = new(2, 2), swapped = new(2, 2), targets = new(2, 1);
        (inputs[0, 0], inputs[1, 1], other[0, 0], other[1, 1], swapped[1, 0], swapped[0, 1]) = (1, 2, MathF.BitIncrement(1), 2, 1, 2);
        string[] hashes =
        [
            new Examples(inputs, [0, 1], 1).Sha256(), new Examples(other, [0, 1], 1).Sha256(), new Examples(swapped, [1, 0], 1).Sha256(),
            new Examples(inputs, [1, 1], 1).Sha256(), new Examples(inputs, [0, 1], 1, [1, 0.5f]).Sha256(), new Examples(inputs, targets).Sha256(),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(hashes[0], new Examples(inputs, [0, 1], 1, [1, 1]).Sha256());
    }

    [Fact]
    public void Another_numerics_version_is_refused()
    {
        Rewrite(json => json.Replace($"\"numerics version\":\"{NumericsVersion.Current}\"", "\"numerics version\":\"0\"", StringComparison.Ordinal));
        Refused($"the numerics version was 0 and is {NumericsVersion.Current}");
    }

    [Fact]
    public void Planned_steps_may_not_change_under_a_schedule_that_depends_on_them()
    {
        var options = Options with { Schedule = new WarmUpSchedule(3, new CosineSchedule()), Steps = null };
        using var trainer = new Trainer(Net(), options);
        trainer.Train(TrainerTests.Circle(20, 1), TrainerTests.Circle(10, 2), checkpoints: new CheckpointPolicy(Path));
        Refused("the planned steps were 15 and are 20, and the schedule warm-up=3,cosine depends on them", options: options with { Epochs = 4 });
    }

    [Fact]
    public void Threads_and_time_limit_may_change()
    {
        using var trainer = new Trainer(Net(), Options with { Threads = 2, TimeLimit = TimeSpan.FromHours(1) });
        Assert.Equal(15, trainer.Resume(Checkpoint.Load(Path), TrainerTests.Circle(20, 1), TrainerTests.Circle(10, 2)).Steps);
    }

    [Fact]
    public void A_network_is_not_a_checkpoint()
    {
        NetworkFile.Save(Net(), Path);
        Assert.Contains("is not a checkpoint", Assert.Throws<ModelFileException>(() => Checkpoint.Load(Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flipped_bit_is_found_at_every_byte()
    {
        byte[] bytes = File.ReadAllBytes(Path);
        string damaged = folder.File("damaged");
        for (int n = 0; n < bytes.Length; n++)
        {
            bytes[n] ^= (byte)(1 << n % 8);
            File.WriteAllBytes(damaged, bytes);
            Assert.Throws<ModelFileException>(() => Checkpoint.Load(damaged));
            bytes[n] ^= (byte)(1 << n % 8);
        }
    }

    [Theory]
    [InlineData("\"format\":1", "\"format\":2", "its format is version 2, but this program reads version 1")]
    [InlineData("\"format\":1,", "", "checkpoint: ")]
    [InlineData("\"epoch\":4", "\"epoch\":5", "contradict each other")]
    [InlineData("\"step\":15", "\"step\":16", "contradict each other")]
    [InlineData("\"step\":15", "\"step\":-3", "contradict each other")]
    [InlineData("\"rows\":0", "\"rows\":1", "contradict each other")]
    [InlineData("\"rows\":0", "\"rows\":1e99", "checkpoint: ")]
    [InlineData("\"best_epoch\":", "\"best_epoch\":9", "contradict each other")]
    [InlineData("\"epochs\":3", "\"epochs\":true", "checkpoint: ")]
    [InlineData("\"ticks\":", "\"was\":1,\"ticks\":", "description: unknown property \"was\":1; expected are format, step, ")]
    [InlineData("\"ended\":", "\"ended\":true,\"ended\":", "description: duplicate property 'ended'")]
    [InlineData("\"training\":{", "\"training\":{\"a\":null,", "description.training: a text is null")]
    [InlineData("\"first_step\":0", "\"first_step\":9223372036854775807", "contradict each other")]
    [InlineData("\"training\":{", "\"\\ud800\":1,\"training\":{", "half of a surrogate pair")]
    [InlineData("\"training\":{", "\"training\":{\"\\udc00x\":\"3\",", "half of a surrogate pair")]
    [InlineData("\"training\":{", "\"training\":{\"seed\":3,", "checkpoint: ")]
    [InlineData("\"training\":{", "\"training\":{\"seed\":\"3\",", "checkpoint: ")]
    [InlineData("{", "", "checkpoint: ")]
    public void A_description_that_makes_no_sense_is_refused(string old, string changed, string reason)
    {
        Rewrite(json => json.Replace(old, changed, StringComparison.Ordinal));
        Assert.Contains(reason, Assert.Throws<ModelFileException>(() => Resume(Net(), Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_of_centuries_is_refused()
    {
        Rewrite(json => System.Text.RegularExpressions.Regex.Replace(json, "\"ticks\":[0-9]+", "\"ticks\":9000000000000000000", default, TimeSpan.FromSeconds(1)));
        Assert.Contains("contradict each other", Assert.Throws<ModelFileException>(() => Resume(Net(), Options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("optimizer.1.layers.1", float.NaN)]
    [InlineData("optimizer.2.layers.2", float.PositiveInfinity)]
    [InlineData("best.layers.2", float.NaN)]
    public void A_matrix_that_is_not_finite_is_blamed_on_the_file(string name, float value)
    {
        var file = SafetensorsFile.Read(Path);
        Replace(name, [value, .. file.Find(name)!.Values[1..]]);
        Assert.Contains($"tensor {name} has numbers that are not finite", Assert.Throws<ModelFileException>(() => Resume(Net(), Options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("optimizer.scalars", 0, double.NaN)]
    [InlineData("sums", 0, double.NaN)]
    [InlineData("sums", 0, 7.0)]
    [InlineData("sums", 1, double.PositiveInfinity)]
    [InlineData("sums", 1, -1.0)]
    [InlineData("sums", 2, 1e-9)]
    [InlineData("sums", 2, double.NaN)]
    [InlineData("errors", 1, double.NaN)]
    [InlineData("history.training_errors", 0, double.NegativeInfinity)]
    [InlineData("history.validation_errors", 2, double.NaN)]
    [InlineData("history.learning_rates", 1, double.NaN)]
    [InlineData("history.learning_rates", 1, -1.0)]
    public void Numbers_that_no_training_gives_are_errors_of_the_file(string name, int place, double value)
    {
        double[] numbers = CheckpointTensors.Doubles(SafetensorsFile.Read(Path), name);
        numbers[place] = value;
        Replace(name, CheckpointTensors.Of(name, numbers).Values);
        Assert.Contains($"tensor {name} has", Assert.Throws<ModelFileException>(() => Resume(Net(), Options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("optimizer.1.layers.1")]
    [InlineData("optimizer.2.layers.2")]
    [InlineData("best.layers.2")]
    [InlineData("optimizer.scalars")]
    [InlineData("sums")]
    [InlineData("errors")]
    [InlineData("history.training_errors")]
    [InlineData("history.validation_errors")]
    [InlineData("history.learning_rates")]
    [InlineData("layers.1.weights")]
    public void A_missing_or_misshapen_tensor_is_named(string name)
    {
        var file = SafetensorsFile.Read(Path);
        var metadata = file.Metadata.ToDictionary();
        new SafetensorsFile(metadata, [.. file.Tensors.Where(tensor => tensor.Name != name)]).Write(Path);
        Assert.Contains(name, Assert.Throws<ModelFileException>(() => Resume(Net(), Options)).Message, StringComparison.Ordinal);
        new SafetensorsFile(metadata, [.. file.Tensors.Where(tensor => tensor.Name != name), new Tensor(name, [3], [1, 2, 3])]).Write(Path);
        Assert.Contains(name, Assert.Throws<ModelFileException>(() => Resume(Net(), Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_is_not_that_of_its_training_is_blamed_on_the_file()
    {
        var file = SafetensorsFile.Read(Path);
        var metadata = file.Metadata.ToDictionary();
        metadata["network"] = """{"format":1,"error":"sum-of-squares","layers":[{"activation":"tanh"}]}""";
        new SafetensorsFile(metadata, file.Tensors).Write(Path);
        Assert.Contains("its network 2-3 is not the 2-3-1", Assert.Throws<ModelFileException>(() => Resume(Net(), Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_bit_of_every_double_and_every_float_survives_the_file()
    {
        Gen.ULong.Array[0, 9].Sample(bits =>
        {
            ulong[] all = [.. bits, 0x7FF0000000000001, 0xFFF4000000000000, 1UL << 63, 0x7F8000017F800001];
            double[] numbers = Array.ConvertAll(all, BitConverter.UInt64BitsToDouble);
            using var stream = new MemoryStream();
            new SafetensorsFile(new Dictionary<string, string>(StringComparer.Ordinal), [CheckpointTensors.Of("x", numbers)]).Write(stream);
            stream.Position = 0;
            Assert.Equal(numbers.Select(BitConverter.DoubleToUInt64Bits), CheckpointTensors.Doubles(SafetensorsFile.Read(stream, "x"), "x").Select(BitConverter.DoubleToUInt64Bits));
        }, iter: 300);
    }

    public void Dispose() => folder.Dispose();

    private static Network Net(int units = 3, NetworkOptions? options = null) => new([2, units, 1], options ?? new() { Error = ErrorFunction.CrossEntropy });

    private void Resume(Network network, TrainingOptions options)
    {
        using var trainer = new Trainer(network, options);
        trainer.Resume(Checkpoint.Load(Path), TrainerTests.Circle(20, 1), TrainerTests.Circle(10, 2));
    }

    private CheckpointException Refused(
        string difference, Network? network = null, TrainingOptions? options = null, Examples? training = null, Examples? validation = null, bool withValidation = true)
    {
        using var trainer = new Trainer(network ?? Net(), options ?? Options);
        string weights = trainer.Network.WeightsSha256();
        var exception = Assert.Throws<CheckpointException>(() => trainer.Resume(
            Checkpoint.Load(Path), training ?? TrainerTests.Circle(20, 1), withValidation ? validation ?? TrainerTests.Circle(10, 2) : null));
        Assert.Contains(difference, exception.Message, StringComparison.Ordinal);
        Assert.Equal((weights, 0), (trainer.Network.WeightsSha256(), trainer.StepsDone));
        return exception;
    }

    private void Replace(string name, ReadOnlySpan<float> values)
    {
        var file = SafetensorsFile.Read(Path);
        float[] changed = values.ToArray();
        new SafetensorsFile(file.Metadata.ToDictionary(), [.. file.Tensors.Select(tensor => tensor.Name == name ? new Tensor(name, [.. tensor.Shape], changed) : tensor)]).Write(Path);
    }

    private void Rewrite(Func<string, string> change)
    {
        var file = SafetensorsFile.Read(Path);
        var metadata = file.Metadata.ToDictionary();
        metadata["checkpoint"] = change(metadata["checkpoint"]);
        Assert.NotEqual(file.Metadata["checkpoint"], metadata["checkpoint"]);
        new SafetensorsFile(metadata, file.Tensors).Write(Path);
    }
}
