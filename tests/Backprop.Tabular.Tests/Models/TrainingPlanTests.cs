using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Models;

public class TrainingPlanTests
{
    [Fact]
    public void The_same_options_give_the_same_weights_on_any_number_of_threads()
    {
        string[] hashes = [.. new[] { 1, 2, 3 }.Select(threads =>
            Model.Train(Penguins.Table, "species", Penguins.Short with { Threads = threads, Dropout = 0.2 }).Network.WeightsSha256())];
        Assert.Single(hashes.Distinct());
        Assert.NotEqual(hashes[0], Model.Train(Penguins.Table, "species", Penguins.Short with { Seed = 2 }).Network.WeightsSha256());
    }

    [Fact]
    public void Parts_take_their_shares_and_defaults_are_shown()
    {
        var plan = TrainingPlan.Prepare(Penguins.Table, new ModelOptions { Recipe = "plain", Targets = ["species"] });
        Assert.Equal((220, 55, 69), (plan.TrainingRows, plan.ValidationRows, plan.TestRows));
        Assert.Equal("14-64-32-3", plan.Network.Sizes);
        Assert.Equal((16, "adamw", 0.1), (plan.TrainingOptions.BatchSize, plan.TrainingOptions.Optimizer.Name, plan.TrainingOptions.WeightDecay));
        Assert.Equal(ErrorFunction.CrossEntropy, plan.Network.Error);
        Assert.Equal("text with 3 different values", plan.Task.Reason);
    }

    [Fact]
    public void A_chosen_optimizer_decays_as_it_says_itself()
    {
        var plan = TrainingPlan.Prepare(Penguins.Table, new ModelOptions { Recipe = "plain", Targets = ["species"], Optimizer = new Training.Optimizers.Adam() });
        Assert.Null(plan.TrainingOptions.WeightDecay);
    }

    [Fact]
    public void A_column_can_say_where_rows_belong()
    {
        string[] parts = ["train", "train", "val", "test", "Train", "VALIDATION"];
        var table = Of(Numbers("x", 1, 2, 3, 4, 5, 6), Labels("t", "a", "b", "a", null, "a", "b"), Labels("part", parts));
        var plan = TrainingPlan.Prepare(table, new ModelOptions { Recipe = "plain", Targets = ["t"], SplitColumn = "part" });
        Assert.Equal((3, 2, 0), (plan.TrainingRows, plan.ValidationRows, plan.TestRows));
        Assert.Equal(["x"], plan.Inputs!.InputNames);
        Assert.Equal(["target 't': 1 row without a value, excluded"], plan.Notes);
    }

    [Fact]
    public void A_test_table_of_its_own_leaves_all_rows_to_training_and_validation()
    {
        var plan = TrainingPlan.Prepare(Penguins.Table, new ModelOptions { Recipe = "plain", Targets = ["species"], TestTable = Penguins.Table.Select([0, 1, 2]) });
        Assert.Equal(3, plan.TestRows);
        Assert.Equal(344, plan.TrainingRows + plan.ValidationRows);
    }

    [Fact]
    public void A_row_of_weight_two_counts_as_two_rows()
    {
        var once = Of(Numbers("x", 0, 0, 0, 1, 1), Numbers("t", 1.5f, 1.5f, 2.5f, 3.5f, 3.5f));
        var weighted = Of(Numbers("x", 0, 0, 1), Numbers("t", 1.5f, 2.5f, 3.5f), Numbers("w", 2, 1, 2));
        var options = new ModelOptions { Recipe = "plain", TestFraction = 0, ValidationFraction = 0, Hidden = [], Epochs = 5, BatchSize = 5 };
        var a = Model.Train(once, "t", options);
        var b = Model.Train(weighted, "t", options with { RowWeights = "w" });
        Assert.Equal(["x"], b.Inputs!.InputNames);
        Assert.Equal("w", b.Record!.RowWeights);
        // The scales are those of the rows without weights, so that predictions are compared where both say the same: the baseline.
        Assert.Equal(a.Training.Baseline!.Values[0].Value, b.Training.Baseline!.Values[0].Value, 1e-12);
    }

    [Fact]
    public void A_model_can_be_trained_further_with_its_own_encoding()
    {
        var further = Model.Train(Penguins.Table, new ModelOptions { WarmStart = Penguins.Model, Epochs = 1 });
        Assert.Equal(Penguins.Model.Network.Sizes, further.Network.Sizes);
        Assert.NotEqual(Penguins.Model.Network.WeightsSha256(), further.Network.WeightsSha256());
        Assert.Same(Penguins.Model.Inputs, further.Inputs);
        Assert.True(further.Test.Accuracy > 0.9);
    }

    [Theory]
    [InlineData("sum-of-squares", null)]
    [InlineData("huber", "sigmoid")]
    [InlineData("cross-entropy", "softmax")]
    public void Classes_have_probabilities_under_other_errors_too(string error, string? output)
    {
        foreach (string target in new[] { "species", "sex" })
        {
            var model = Model.Train(Penguins.Table, target, Penguins.Short with
            {
                Error = ErrorFunction.Parse(error), OutputActivation = output is null ? null : ActivationFunction.Parse(output),
            });
            Assert.All(model.Predict(Penguins.Table), p => Assert.Equal(1, p.Probabilities.Sum(q => q.Value), 1e-5));
        }
    }

    [Fact]
    public void Counts_are_learned_as_they_are_under_poisson()
    {
        var table = Of(Numbers("x", [.. Enumerable.Range(0, 60).Select(i => i % 6f)]), Numbers("t", [.. Enumerable.Range(0, 60).Select(i => i % 6 * 5f)]));
        var options = new ModelOptions { Recipe = "plain", Task = TargetTask.Regression, Error = ErrorFunction.Poisson, Epochs = 3 };
        var model = Model.Train(table, "t", options);
        Assert.Equal(Standardization.None, ((NumberTargets)model.Targets!).Scales[0]);
        var negative = Of(table.Columns[0], Numbers("t", [.. Enumerable.Range(0, 60).Select(i => i - 3f)]));
        Assert.Contains("counts from 0", Assert.Throws<DataException>(() => Model.Train(negative, "t", options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_violation_is_reported_at_once()
    {
        var options = new ModelOptions { Dropout = 1, BatchSize = 0, Recipe = "best", TestFraction = 2, Hidden = [4, 0] };
        string message = Assert.Throws<ArgumentException>(() => TrainingPlan.Prepare(Penguins.Table, options)).Message;
        string[] told = ["No target column", "Dropout", "batch size", "recipe 'best'", "test rows must be from 0 to below 1", "4,0"];
        Assert.All(told, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Incompatible_options_are_refused()
    {
        void Refuse(string expected, ModelOptions options) => Assert.Contains(
            expected, Assert.ThrowsAny<Exception>(() => Model.Train(Penguins.Table, options)).Message, StringComparison.Ordinal);
        Refuse("hidden layers, dropout", new ModelOptions { WarmStart = Penguins.Model, Hidden = [3], Dropout = 0.1 });
        Refuse("so none can be given", new ModelOptions { WarmStart = Penguins.Model, Targets = ["sex"] });
        Refuse("Only classes can have weights", new ModelOptions { Targets = ["body_mass_g"], ClassWeights = ClassWeights.Balanced });
        Refuse("poisson is for numbers", new ModelOptions { Targets = ["species"], Error = ErrorFunction.Poisson });
        Refuse("It matches", new ModelOptions { Targets = ["species"], OutputActivation = ActivationFunction.Identity, Error = ErrorFunction.CrossEntropy });
        Refuse("(the nearest is 'species')", new ModelOptions { Targets = ["specis"] });
        Refuse("(the nearest is 'island')", new ModelOptions { Targets = ["species"], Exclude = ["Iland"] });
        Refuse("either in a column or by groups", new ModelOptions { Targets = ["species"], SplitColumn = "sex", Group = "island" });
        Refuse("cannot group the rows, too", new ModelOptions { Targets = ["species"], Group = "species" });
        Refuse("either in a column or by shares", new ModelOptions { Targets = ["species"], SplitColumn = "sex", TestFraction = 0.1 });
    }
}
