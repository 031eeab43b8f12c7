using Backprop.Numerics.Randomness;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Models;

public class ClassWeightsTests
{
    /// <summary>2,000 rows of two clouds that overlap; one row in 50 is of the rare class.</summary>
    private static readonly Table Clouds = MakeClouds();

    [Fact]
    public void Balanced_classes_are_found_where_the_rare_one_would_be_skipped()
    {
        double[] x = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? 0.5 : (i % 7) / 7.0)];
        string[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? "rare" : "usual")];
        var table = Of(Numbers("x", x), Labels("t", labels));
        var options = new ModelOptions { Recipe = "plain", TestFraction = 0, ValidationFraction = 0, Hidden = [], Epochs = 200 };
        int Rare(ClassWeights? weights) => Model.Train(table, "t", options with { ClassWeights = weights }).Predict(table).Count(p => p.Label == "rare");
        Assert.Equal(0, Rare(null));
        Assert.True(Rare(ClassWeights.Balanced) >= 10);
        Assert.True(Rare(ClassWeights.Of([new("rare", 9)])) >= 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_validation_error_that_chooses_the_epoch_weighs_the_classes_too(int seed)
    {
        foreach (var weights in new[] { ClassWeights.Balanced, ClassWeights.Of([new("rare", 49)]) })
        {
            var model = Model.Train(Clouds, "t", new ModelOptions { Recipe = "plain", Seed = (ulong)seed, ClassWeights = weights });
            int found = model.Predict(Clouds).Where((p, row) => Clouds.Find("t")!.Text(row) == "rare" && p.Label == "rare").Count();
            Assert.InRange(found, 20, 40);
        }
    }

    [Fact]
    public void Calibration_and_the_comparison_with_a_guess_weigh_the_classes_too()
    {
        var options = new ModelOptions { ClassWeights = ClassWeights.Balanced, Members = 2, Hidden = [16], Epochs = 20 };
        var model = Model.Train(Clouds, "t", options);
        Assert.Equal((true, false), (model.Record!.Temperature is not null, model.Record.IsGuess));
        int found = model.Predict(Clouds).Where((p, row) => Clouds.Find("t")!.Text(row) == "rare" && p.Label == "rare").Count();
        Assert.InRange(found, 20, 40);
    }

    [Fact]
    public void Both_errors_weigh_by_the_shares_in_training()
    {
        var plan = TrainingPlan.Prepare(Clouds, new ModelOptions { Recipe = "plain", Targets = ["t"], ClassWeights = ClassWeights.Balanced });
        float[] training = [.. Weights(plan.Training)], validation = [.. Weights(plan.Validation)];
        Assert.Equal(2, training.Distinct().Count());
        Assert.Equal(training.Distinct().Order(), validation.Distinct().Order());
        // In training every class counts the same in sum, and all rows together as many as they are.
        Assert.Equal(plan.TrainingRows, training.Sum(weight => (double)weight), 1e-2);
        Assert.Equal(plan.TrainingRows / 2.0, training.Where(weight => weight > 1).Sum(weight => (double)weight), 1e-2);
    }

    [Fact]
    public void A_weight_that_would_become_nothing_is_refused()
    {
        var table = Of(Numbers("x", 1, 2, 3, 4), Labels("t", "a", "b", "a", "b"));
        var options = new ModelOptions { Recipe = "plain", Targets = ["t"], TestFraction = 0, ValidationFraction = 0, ClassWeights = ClassWeights.Of([new("b", 1e-50)]) };
        Assert.Contains("The weight of a row times that of its class is 1E-50", Assert.Throws<DataException>(() => TrainingPlan.Prepare(table, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_multiply_those_of_the_rows_and_unlisted_classes_weigh_one()
    {
        var table = Of(Numbers("x", 1, 2, 3, 4), Labels("t", "a", "b", "c", "a, b=c"), Numbers("w", 1, 2, 3, 4));
        var plan = TrainingPlan.Prepare(table, new ModelOptions
        {
            Recipe = "plain", Targets = ["t"], RowWeights = "w", TestFraction = 0, ValidationFraction = 0, ClassWeights = ClassWeights.Of([new("b", 5), new("a, b=c", 0.5)]),
        });
        Assert.Equal([1, 10, 3, 2], Weights(plan.Training));
    }

    [Fact]
    public void They_are_in_the_settings()
    {
        string? Setting(ClassWeights? weights) =>
            Model.Train(Penguins.Table, "species", Penguins.Short with { ClassWeights = weights }).Record!.Settings.FirstOrDefault(setting => setting.Key == "class-weights").Value;
        Assert.Null(Setting(null));
        Assert.Equal("balanced", Setting(ClassWeights.Balanced));
        Assert.Equal("Gentoo=2.5,Adelie=1", Setting(ClassWeights.Of([new("Gentoo", 2.5), new("Adelie", 1)])));
    }

    [Fact]
    public void An_unknown_class_is_an_error_with_the_nearest_name()
    {
        var options = new ModelOptions { Recipe = "plain", Targets = ["species"], ClassWeights = ClassWeights.Of([new("Gento", 2)]) };
        Assert.Equal(
            "A weight is given to 'Gento', which is not a class of 'species' in the training rows. Did you mean 'Gentoo'? Classes: Adelie, Chinstrap, Gentoo.",
            Assert.Throws<DataException>(() => TrainingPlan.Prepare(Penguins.Table, options)).Message);
    }

    [Fact]
    public void Weights_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ClassWeights.Of([]));
        Assert.Throws<ArgumentException>(() => ClassWeights.Of([new("a", 0)]));
        Assert.Throws<ArgumentException>(() => ClassWeights.Of([new("a", double.NaN)]));
        Assert.Throws<ArgumentException>(() => ClassWeights.Of([new("a", 1), new("a", 2)]));
        var options = new ModelOptions { Recipe = "plain", Targets = ["species"], ClassWeights = ClassWeights.Of([new("Gentoo", 1e300)]) };
        Assert.Contains("expected 0, or a number from", Assert.Throws<DataException>(() => TrainingPlan.Prepare(Penguins.Table, options)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<float> Weights(Training.Examples examples) => Enumerable.Range(0, examples.Count).Select(examples.RowWeight);

    private static Table MakeClouds()
    {
        var random = new RandomStream(7, Purpose.Test);
        double Normal() => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
        bool[] rare = [.. Enumerable.Range(0, 2000).Select(row => row % 50 == 0)];
        return Of(
            Numbers("a", [.. rare.Select(isRare => Normal() + (isRare ? 1 : 0))]), Numbers("b", [.. rare.Select(isRare => Normal() + (isRare ? 1 : 0))]),
            Labels("t", [.. rare.Select(isRare => isRare ? "rare" : "usual")]));
    }
}
