using Backprop.Files;
using Backprop.Numerics.Randomness;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Models;

public class ConformalBoundsTests
{
    [Theory]
    [InlineData(9, 0.9, 8)]
    [InlineData(19, 0.9, 17)]
    [InlineData(10, 0.5, 5)]
    [InlineData(99, 0.95, 94)]
    public void The_quantile_counts_the_new_row(int count, double coverage, int index)
    {
        double[] errors = [.. Enumerable.Range(0, count).Select(n => (double)n).Reverse()];
        Assert.Equal(index, ConformalBounds.Quantile(errors, coverage));
    }

    [Fact]
    public void Too_few_rows_have_no_quantile() => Assert.Equal(double.PositiveInfinity, ConformalBounds.Quantile(new double[8], 0.9));

    [Fact]
    public void Intervals_hold_the_share_of_new_rows()
    {
        // Whatever the distribution: errors of validation rows and of new ones are exchangeable.
        var random = new RandomStream(11, Purpose.Test);
        int held = 0;
        const int Trials = 4000;
        for (int trial = 0; trial < Trials; trial++)
        {
            double[] errors = [.. Enumerable.Range(0, 25).Select(_ => Math.Abs(random.NextNormal() * random.NextNormal()))];
            held += Math.Abs(random.NextNormal() * random.NextNormal()) <= ConformalBounds.Quantile(errors, 0.8) ? 1 : 0;
        }
        // ⌈26 · 0.8⌉ / 26 = 0.808.
        Assert.InRange(held / (double)Trials, 0.785, 0.83);
    }

    [Theory]
    [InlineData("y")]
    [InlineData("kind")]
    public void They_are_in_the_file_and_hold_about_the_share_of_test_rows(string target)
    {
        bool classes = target == "kind";
        var options = new ModelOptions { Targets = [target], Exclude = [classes ? "y" : "kind"], Epochs = 40, Members = 4, Coverage = 0.8, TestFraction = 0.5 };
        var model = Model.Train(TabularRecipeTests.Data(800), options);
        Assert.Equal(0.8, model.Bounds!.Coverage);
        Assert.InRange(model.Test.Bounds!.Covered, 0.7, classes ? 1 : 0.95);
        using var file = new MemoryStream();
        model.Save(file);
        file.Position = 0;
        var read = Model.Load(file, "file");
        Assert.Equal(model.Bounds.Radii, read.Bounds!.Radii);
        Assert.Equal(model.Bounds.LeastProbability, read.Bounds.LeastProbability);
        Assert.Equal(model.Test.Bounds, read.Test.Bounds);
        var prediction = read.Predict(TabularRecipeTests.Data(800))[0];
        if (classes)
        {
            Assert.Equal(prediction.Label, prediction.Set[0]);
            Assert.Empty(prediction.Intervals);
        }
        else
        {
            var (low, high) = Assert.Single(prediction.Intervals);
            Assert.Equal(2 * model.Bounds.Radii[0], high - low, 1e-9);
            Assert.Equal(prediction.Value, (low + high) / 2, 1e-9);
            Assert.Empty(prediction.Set);
        }
    }

    [Fact]
    public void There_are_none_without_coverage_or_validation_rows()
    {
        var options = new ModelOptions { Targets = ["y"], Exclude = ["kind"], Epochs = 2, Members = 4 };
        Assert.Null(Model.Train(TabularRecipeTests.Data(), options with { Coverage = 0 }).Bounds);
        Assert.Null(Model.Train(TabularRecipeTests.Data(), options with { ValidationFraction = 0 }).Bounds);
        Assert.Null(Model.Train(TabularRecipeTests.Data(), options with { Recipe = "plain" }).Bounds);
        Assert.NotNull(Model.Train(TabularRecipeTests.Data(2000), options with { Recipe = "plain", Coverage = 0.5 }).Bounds);
        var few = Model.Train(TabularRecipeTests.Data(), options with { Coverage = 0.999 });
        Assert.Null(few.Bounds);
        Assert.Contains("there are no intervals or sets: a coverage of 0.999 needs 999 validation rows, and there are 320", few.Notes);
        Assert.Contains(Model.Train(TabularRecipeTests.Data(100), options with { Coverage = 0.5 }).Notes, note => note.Contains("needs 200 validation rows, and there are 80", StringComparison.Ordinal));
        Assert.Contains("from 0 to below 1", string.Join(' ', (options with { Coverage = 1 }).Violations()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"coverage":1.5,"rows":3,"radii":[1],"least_probability":null}""")]
    [InlineData("""{"coverage":0.9,"rows":0,"radii":[1],"least_probability":null}""")]
    [InlineData("""{"coverage":0.9,"rows":3,"radii":[1,2],"least_probability":null}""")]
    [InlineData("""{"coverage":0.9,"rows":3,"radii":[-1],"least_probability":null}""")]
    [InlineData("""{"coverage":0.9,"rows":3,"radii":null,"least_probability":0.5}""")]
    public void Bounds_that_contradict_the_targets_are_refused(string json)
    {
        var model = Model.Train(TabularRecipeTests.Data(), new ModelOptions { Targets = ["y"], Exclude = ["kind"], Epochs = 1, Members = 1, Recipe = "plain" });
        var file = ModelFile.ToFile(model);
        var metadata = new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal) { ["conformal"] = json };
        Assert.Throws<ModelFileException>(() => ModelFile.FromFile(new SafetensorsFile(metadata, file.Tensors), "file"));
    }
}
