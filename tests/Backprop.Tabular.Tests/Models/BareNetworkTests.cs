using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Models;

public class BareNetworkTests
{
    private static readonly Model Lecture = new(new Network(
        [2, 3, 1], new NetworkOptions { Activation = ActivationFunction.Sigmoid, Initializer = Initializer.Constant }));

    private static readonly Table Point = Of(Numbers("a", 0.5f), Numbers("b", 0.5f), Numbers("c", 0.5f));

    [Fact]
    public void One_epoch_on_one_point_is_the_step_of_the_lecture()
    {
        // y = 3.642391, δ = y − t = 3.142391, and η = 1/3: w₀ = 1 − 3.142391/3 = −0.047464, w_j = 1 − 2.767809/3 = 0.077397.
        var model = Model.Train(Point, new ModelOptions { WarmStart = Lecture, BatchSize = 1, Epochs = 1, ValidationFraction = 0 });
        var (hidden, output) = (model.Network.DenseLayers[0], model.Network.DenseLayers[1]);
        Assert.Equal(0.8900230258695857, hidden[0, 0], 1e-6);
        Assert.Equal(0.9450115129347929, hidden[1, 1], 1e-6);
        Assert.Equal(-0.047463744644548944, output[0, 0], 1e-6);
        Assert.Equal(0.07739699442931058, output[2, 0], 1e-6);
        Assert.Equal(0.15276856272977488, model.Predict(Point)[0].Value, 1e-6);
        Assert.True(model.IsBare);
    }

    [Fact]
    public void Data_are_read_by_position_with_or_without_targets()
    {
        Assert.Equal(3.642391233933647, Lecture.Predict(Point)[0].Value, 1e-6);
        Assert.Equal(3.642391233933647, Lecture.Predict(new Table([.. Point.Columns.Take(2)]))[0].Value, 1e-6);
        Assert.Equal(3.642391233933647, Lecture.Predict(new Dictionary<string, object?> { ["u"] = 0.5, ["v"] = "0.5" }).Value, 1e-6);
        Assert.Equal(3.142391233933647, Lecture.Evaluate(Point).Report.Rmse!.Value, 1e-6);
        var wide = Of(Numbers("a", 1), Numbers("b", 1), Numbers("c", 1), Numbers("d", 1));
        Assert.Contains("there are 4", Assert.Throws<DataException>(() => Lecture.Predict(wide)).Message, StringComparison.Ordinal);
        Assert.Contains("row 1: the value is missing", Assert.Throws<DataException>(() => Lecture.Predict(Of(Numbers("a", None), Numbers("b", 1)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_that_the_error_function_has_no_value_for_are_refused_everywhere()
    {
        var model = new Model(new Network([2, 1], new NetworkOptions { OutputActivation = ActivationFunction.Sigmoid, Error = ErrorFunction.CrossEntropy }));
        var table = Of(Numbers("a", 0.5f), Numbers("b", 0.5f), Numbers("c", 7));
        foreach (var use in new Action[] { () => model.Examples(table), () => model.Evaluate(table), () => Model.Train(table, new ModelOptions { WarmStart = model }) })
            Assert.Contains("'c' holds 7", Assert.Throws<DataException>(use).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_from_a_bare_network_that_diverges_in_its_last_step_is_reported() => Assert.Contains(
        "step 2 made weights of layer",
        Assert.Throws<Training.DivergedException>(() => Model.Train(Point, new ModelOptions
        {
            WarmStart = Lecture, Epochs = 2, ValidationFraction = 0, Optimizer = new Training.Optimizers.Sgd { LearningRate = 1e30 },
        })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_bare_network_comes_back_from_its_file()
    {
        using var file = new Penguins.TemporaryFile();
        var model = Model.Train(Point, new ModelOptions { WarmStart = Lecture, Epochs = 1, ValidationFraction = 0 });
        model.Save(file.Path);
        var loaded = Model.Load(file.Path);
        Assert.True(loaded.IsBare);
        Assert.Equal(model.Network.WeightsSha256(), loaded.Network.WeightsSha256());
        Assert.Equal(model.Training.Rmse, loaded.Training.Rmse);
    }
}
