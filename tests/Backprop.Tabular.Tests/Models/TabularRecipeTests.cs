using Backprop.Layers;
using Backprop.Numerics.Randomness;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Textbook;
using Backprop.Training;
using Backprop.Training.Schedules;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Models;

public class TabularRecipeTests
{
    private static readonly ModelOptions Classes = new() { Targets = ["kind"], Exclude = ["y"], Recipe = "tabular-1", Epochs = 6, Hidden = [16, 16] };
    private static readonly ModelOptions Numbers = new() { Targets = ["y"], Exclude = ["kind"], Recipe = "tabular-1", Epochs = 6, Hidden = [16, 16] };

    [Fact]
    public void It_completes_what_is_not_given_and_leaves_the_rest()
    {
        var plan = TrainingPlan.Prepare(Data(), Classes with { Schedule = new ConstantSchedule(), WeightDecay = 0.3 });
        Assert.Equal(["embedding", "number-embedding", "scale", "dense", "dense", "dense"], plan.Network.Layers.Select(layer => layer.Kind));
        Assert.Equal(["selu", "selu", "softmax"], plan.Network.DenseLayers.Select(layer => layer.Activation.Name));
        Assert.Equal("cross-entropy=0.1", plan.Network.Error.ToString());
        Assert.Equal((6, 256, ValidationMeasure.Error), (plan.TrainingOptions.Epochs, plan.TrainingOptions.BatchSize, plan.TrainingOptions.Watched));
        Assert.Equal(new ConstantSchedule(), plan.TrainingOptions.Schedule);
        Assert.Equal(new FlatCosineSchedule(), plan.TrainingOptions.RegularizationSchedule);
        var group = plan.TrainingOptions.Groups.Single(group => group.Name == "layers.5.weights");
        Assert.Equal((0.25, 1.2), (group.LearningRateFactor, group.WeightDecay));
        Assert.Equal(ValidationMeasure.WrongClasses, TrainingPlan.Prepare(Data(rows: 2000), Classes).TrainingOptions.Watched);
        var numbers = TrainingPlan.Prepare(Data(), Numbers);
        Assert.Equal(["mish", "mish", "identity"], numbers.Network.DenseLayers.Select(layer => layer.Activation.Name));
        Assert.Equal(ValidationMeasure.Error, numbers.TrainingOptions.Watched);
        Assert.Equal(0.2, numbers.TrainingOptions.Optimizer.LearningRate);
    }

    [Fact]
    public void Plain_changes_nothing()
    {
        var options = new ModelOptions { Targets = ["kind"], Exclude = ["y"], Epochs = 2 };
        Assert.Same(options, Recipe.Find("plain")!.Complete(options, TargetTask.Classification));
    }

    [Fact]
    public void The_newest_is_the_default()
    {
        var options = new ModelOptions { Targets = ["kind"], Exclude = ["y"], Hidden = [8], Epochs = 4 };
        Model model = Model.Train(Data(), options), named = Model.Train(Data(), options with { Recipe = "tabular-2" });
        Assert.Equal(named.WeightsSha256(), model.WeightsSha256());
        var settings = model.Record!.Settings.ToDictionary();
        Assert.Equal(("tabular-2", model.Members.Count), (settings["recipe"], model.Record.Members.Count));
        // Every row that is not a test row is validated, by the network that was not trained on it.
        Assert.True(model.Members.Count > 1);
        Assert.Equal(Data().Rows, model.Validation.Rows + model.Test.Rows);
        Assert.NotNull(model.Record.Temperature);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_model_learns_and_is_the_same_on_any_number_of_threads_and_in_its_file(bool classes)
    {
        var options = classes ? Classes with { Epochs = 60, BatchSize = 32 } : Numbers with { Epochs = 60, BatchSize = 32 };
        Model model = Model.Train(Data(), options with { Threads = 1 }), other = Model.Train(Data(), options with { Threads = 2 });
        Assert.Equal(model.Network.WeightsSha256(), other.Network.WeightsSha256());
        if (classes)
            Assert.InRange(model.Test.Accuracy!.Value, 0.9, 1);
        else
            Assert.InRange(model.Test.R2!.Value, 0.9, 1);
        using var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        var loaded = Model.Load(file, "test");
        Assert.Equal(model.Predict(Data()).Select(p => p.ToString()), loaded.Predict(Data()).Select(p => p.ToString()));
        var settings = loaded.Record!.Settings.ToDictionary();
        Assert.Equal("tabular-1", settings["recipe"]);
        Assert.Equal(("data-driven", "robust", "yes", "9", "flat-cosine"), (settings["initializer"], settings["number-scaling"], settings["number-embeddings"], settings["embeddings-from"], settings["regularization-schedule"]));
    }

    [Fact]
    public void A_warm_start_has_no_recipe()
    {
        var model = Model.Train(Data(), Classes);
        Assert.Contains("the recipe tabular-1 cannot make another", Assert.Throws<ArgumentException>(
            () => Model.Train(Data(), new ModelOptions { WarmStart = model, Recipe = "tabular-1" })).Message, StringComparison.Ordinal);
        Assert.Equal(model.Network.Sizes, Model.Train(Data(), new ModelOptions { WarmStart = model, Epochs = 1 }).Network.Sizes);
        Assert.Contains("Known: plain, tabular-1, tabular-2.", Assert.Throws<ArgumentException>(() => Model.Train(Data(), Classes with { Recipe = "best" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void First_weights_give_activations_of_unit_deviation()
    {
        var plan = TrainingPlan.Prepare(Data(), Numbers with { Epochs = 1 });
        var first = plan.Network.DenseLayers[0];
        Assert.NotEqual(plan.Network.WeightsSha256(), TrainingPlan.Prepare(Data(), Numbers with { Epochs = 1, Initializer = Initializer.LeCun }).Network.WeightsSha256());
        Assert.Equal(plan.Network.WeightsSha256(), TrainingPlan.Prepare(Data(), Numbers with { Epochs = 1 }).Network.WeightsSha256());
        Assert.NotEqual(plan.Network.WeightsSha256(), TrainingPlan.Prepare(Data(), Numbers with { Epochs = 1, Seed = 2 }).Network.WeightsSha256());
        var textbook = TextbookNetwork.Complete(plan.Network);
        double[][] activations = [.. Enumerable.Range(0, plan.TrainingRows).Select(n => textbook.Forward([.. plan.Training.Inputs.Row(n).ToArray().Select(x => (double)x)]).A[0])];
        for (int j = 0; j < first.Units; j++)
        {
            double mean = activations.Average(a => a[j]);
            Assert.Equal(1, Math.Sqrt(activations.Average(a => (a[j] - mean) * (a[j] - mean))), 1e-3);
            // The bias moves the unit's zero in among the rows.
            Assert.True(activations.Any(a => a[j] > 0) && activations.Any(a => a[j] < 0));
        }
    }

    [Fact]
    public void Robust_numbers_are_scaled_by_quartiles_and_stay_within_three()
    {
        var table = Of(TestNumbers([1, 2, 3, 4, 5, 1e6, None]));
        var encoder = InputEncoder.Fit(table, Enumerable.Range(0, 7).ToArray(), new EncodingOptions { Scaling = NumberScaling.Robust, Extrapolate = true });
        float[] x = encoder.Encode(Of(TestNumbers([3.5, 6, 1e30, -1e30, None]))).Column(0);
        Assert.Equal(0, x[0]);
        Assert.Equal(1 / Math.Sqrt(1 + 1 / 9.0), x[1], 1e-6);
        Assert.Equal([3, -3, 0], x[2..]);
        Assert.Equal(x, InputEncoder.Read(Parse(Json(encoder.Write))).Encode(Of(TestNumbers([3.5, 6, 1e30, -1e30, None]))).Column(0));
        Assert.Equal(2, encoder.Inputs);
        var flat = InputEncoder.Fit(Of(TestNumbers([1, 1, 1, 1, 1, 3])), Enumerable.Range(0, 6).ToArray(), new EncodingOptions { Scaling = NumberScaling.Robust });
        Assert.Equal(2 / Math.Sqrt(1 + 4 / 9.0), flat.Encode(Of(TestNumbers([3]))).Column(0)[0], 1e-6);
    }

    private static NumberColumn TestNumbers(double[] values) => new("x", values);

    internal static Table Data(int rows = 400)
    {
        var random = new RandomStream(8, Purpose.Test);
        double[] a = new double[rows], b = new double[rows], y = new double[rows];
        string[] towns = new string[rows], kinds = new string[rows];
        for (int n = 0; n < rows; n++)
        {
            (a[n], b[n]) = (random.NextDouble() * 4, random.NextNormal());
            int town = random.NextInt(12);
            towns[n] = FormattableString.Invariant($"town {town}");
            y[n] = Math.Sin(2 * a[n]) + 0.5 * b[n] + (town % 3 - 1);
            kinds[n] = y[n] > 0 ? "up" : "down";
        }
        return Of(Column("a", a), Column("b", b), Labels("town", towns), Column("y", [.. y.Select(value => Math.Round(value, 6))]), Labels("kind", kinds));

        static NumberColumn Column(string name, double[] values) => new(name, values);
    }
}
