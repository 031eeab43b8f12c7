using Backprop.Layers;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Randomness;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Models;

public class EnsembleRecipeTests
{
    private static readonly ModelOptions Classes = new() { Targets = ["kind"], Exclude = ["y"] };

    [Theory]
    [InlineData(400, "64,64,64", 5, 256)]
    [InlineData(1000, "128,128,128", 8, 256)]
    [InlineData(3000, "256,256,256", 5, 256)]
    public void Networks_follow_the_number_of_rows(int rows, string hidden, int members, int epochs)
    {
        var plan = TrainingPlan.Prepare(TabularRecipeTests.Data(rows), Classes);
        Assert.Equal((members, members, epochs), (plan.Members, plan.Folds, plan.TrainingOptions.Epochs));
        Assert.Equal(hidden, string.Join(',', plan.Network.DenseLayers.SkipLast(1).Select(layer => layer.Units)));
    }

    [Fact]
    public void Large_data_have_fewer_networks_with_validation_rows_apart()
    {
        var recipe = new EnsembleRecipe();
        var options = recipe.Complete(Classes, Backprop.Tabular.Encoders.TargetTask.Classification);
        var table = TabularRecipeTests.Data(100);
        int[] members = [.. new[] { 1_000, 10_000, 30_000, 60_000, 500_000 }.Select(rows => recipe.Members(rows, table, options))];
        Assert.Equal([8, 3, 2, 2, 1], members);
        Assert.True(recipe.Members(10_000, table, options with { Effort = Effort.High }) > members[1]);
        Assert.True(recipe.Members(10_000, table, options with { Effort = Effort.Quick }) < members[1]);
        Assert.Equal(1, recipe.Members(10_000, table, options with { Epochs = 2000 }));
    }

    [Fact]
    public void What_is_given_stays()
    {
        var plan = TrainingPlan.Prepare(TabularRecipeTests.Data(), Classes with { Members = 2, ValidationFraction = 0.25, Hidden = [7], Calibration = false });
        Assert.Equal((2, 0, 80), (plan.Members, plan.Folds, plan.ValidationRows));
        Assert.Equal(7, plan.Network.DenseLayers[0].Units);
        Assert.Null(plan.Train().Record!.Temperature);
    }

    [Fact]
    public void Noise_is_answered_by_a_guess_that_says_so()
    {
        var random = new RandomStream(4, Purpose.Test);
        double[] Numbers() => [.. Enumerable.Range(0, 200).Select(_ => Math.Round(random.NextDouble(), 4))];
        string[] labels = [.. Enumerable.Range(0, 200).Select(_ => random.NextInt(3) == 0 ? "rare" : "usual")];
        var table = Of(new NumberColumn("a", Numbers()), new NumberColumn("b", Numbers()), Labels("label", labels), new NumberColumn("number", Numbers()));
        foreach (string target in new[] { "label", "number" })
        {
            var model = Model.Train(table, new ModelOptions { Targets = [target], Exclude = [target == "label" ? "number" : "label"], Epochs = 40 });
            Assert.True(model.Record!.IsGuess);
            Assert.Single(model.Members);
            Assert.Contains(model.Notes, note => note.Contains("no better than", StringComparison.Ordinal));
            var predictions = model.Predict(table);
            if (target == "label")
            {
                Assert.Equal(model.Record.BaselineValues, predictions[0].Probabilities.Select(p => p.Value), (one, two) => Math.Abs(one - two) < 1e-5);
                Assert.Equal("usual", Assert.Single(predictions.Select(prediction => prediction.Label).Distinct()));
            }
            else
            {
                Assert.Equal(model.Record.BaselineValues[0], Assert.Single(predictions.Select(prediction => prediction.Value).Distinct()), 1e-5);
            }
            Assert.Equal(model.Training.Baseline!.Values[0].Value, model.Training.Metrics!.Values[0].Value, 1e-5);
            Assert.Equal(model.Training.Rows, model.Validation.Rows);
        }
    }

    [Fact]
    public void A_quantile_is_not_compared_with_the_mean()
    {
        var random = new RandomStream(5, Purpose.Test);
        double[] x = [.. Enumerable.Range(0, 300).Select(_ => random.NextNormal())], y = [.. x.Select(value => 0.7 * value + random.NextNormal())];
        var table = Of(new NumberColumn("x", x), new NumberColumn("y", y));
        var model = Model.Train(table, new ModelOptions { Targets = ["y"], Error = Losses.ErrorFunction.Parse("quantile=0.9"), Epochs = 60 });
        Assert.False(model.Record!.IsGuess);
        var predictions = model.Predict(table);
        Assert.InRange(Enumerable.Range(0, 300).Count(n => y[n] < predictions[n].Value) / 300.0, 0.8, 0.98);
    }

    [Fact]
    public void What_cannot_be_given_is_noted_or_refused()
    {
        var table = TabularRecipeTests.Data(60);
        Assert.Contains(Model.Train(table, Classes with { Members = 100, Epochs = 1 }).Notes, note => note.Contains("24 networks instead of 100", StringComparison.Ordinal));
        Assert.Contains(Model.Train(table, Classes with { Calibration = true, ValidationFraction = 0, Members = 1, Epochs = 1 }).Notes, note => note.Contains("no calibration", StringComparison.Ordinal));
        var split = Of([.. table.Columns, Labels("part", [.. Enumerable.Range(0, 60).Select(row => row % 3 == 0 ? "val" : "train")])]);
        Assert.Contains("cannot be folds", Assert.Throws<DataException>(() => Model.Train(split, Classes with { SplitColumn = "part", ValidationFolds = true, Epochs = 1 })).Message, StringComparison.Ordinal);
        Assert.Equal(20, Model.Train(split, Classes with { SplitColumn = "part", Epochs = 1 }).Validation.Rows);
    }

    [Fact]
    public void A_learned_signal_is_never_a_guess()
    {
        Assert.False(Model.Train(TabularRecipeTests.Data(), Classes with { Epochs = 40 }).Record!.IsGuess);
        Assert.False(Model.Train(TabularRecipeTests.Data(), new ModelOptions { Targets = ["y"], Exclude = ["kind"], Epochs = 40 }).Record!.IsGuess);
    }

    [Fact]
    public void The_temperature_undoes_a_factor_of_the_activations()
    {
        var random = new RandomStream(2, Purpose.Test);
        const int Rows = 4000;
        var right = new Matrix(Rows, 3);
        int[] classes = new int[Rows];
        for (int n = 0; n < Rows; n++)
        {
            double[] odds = [Math.Exp(random.NextNormal()), Math.Exp(random.NextNormal()), Math.Exp(random.NextNormal())];
            double at = random.NextDouble() * odds.Sum();
            classes[n] = at < odds[0] ? 0 : at < odds[0] + odds[1] ? 1 : 2;
            for (int k = 0; k < 3; k++)
                right.Row(n)[k] = (float)(odds[k] / odds.Sum());
        }
        foreach (double factor in new[] { 0.4, 1, 2.5 })
        {
            var off = new Matrix(Rows, 3);
            for (int n = 0; n < Rows; n++)
                right.Row(n).CopyTo(off.Row(n));
            Temperature.Apply(off, factor);
            Assert.InRange(Temperature.Factor(off, classes, []) * factor, 0.92, 1.09);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_temperature_in_the_weights_is_that_of_the_probabilities(int classes)
    {
        foreach (var output in classes == 2 ? new[] { ActivationFunction.Softmax, ActivationFunction.Sigmoid } : [ActivationFunction.Softmax])
        {
            int outputs = output == ActivationFunction.Sigmoid ? 1 : classes;
            var network = new Network([2, 5, outputs], new NetworkOptions { OutputActivation = output, Error = Losses.ErrorFunction.CrossEntropy });
            var expected = new Matrix(1, outputs);
            network.Predict([0.3f, -1.2f]).CopyTo(expected.Row(0));
            Temperature.Apply(expected, 2.5);
            Temperature.Apply(network, 2.5);
            Assert.Equal(expected.Row(0).ToArray(), network.Predict([0.3f, -1.2f]), (one, two) => Math.Abs(one - two) < 1e-5);
        }
    }

    [Fact]
    public void Gains_by_chance_do_not_beat_a_guess_and_small_steady_ones_do()
    {
        var random = new RandomStream(6, Purpose.Test);
        int beaten = Enumerable.Range(0, 400).Count(_ => Guess.IsBeaten([.. Enumerable.Range(0, 50).Select(_ => random.NextNormal())], []));
        Assert.InRange(beaten, 30, 110);
        Assert.True(Guess.IsBeaten([.. Enumerable.Range(0, 50).Select(_ => 0.6 + random.NextNormal())], []));
        // One far target hides the gain of all others from a mean.
        Assert.True(Guess.IsBeaten([1000, .. Enumerable.Repeat(1.0, 49)], []));
        Assert.False(Guess.IsBeaten([-1000, .. Enumerable.Repeat(1.0, 49)], []));
        Assert.False(Guess.IsBeaten([1.0, -1.0], [0, 1]));
    }
}
