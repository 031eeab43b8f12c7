using System.IO.Compression;
using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Training;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Models;

public class ModelTests
{
    private static readonly string[] Species = ["Adelie", "Chinstrap", "Gentoo"];

    [Fact]
    public void Penguins_are_distinguished_far_better_than_by_the_most_frequent_one()
    {
        var model = Penguins.Model;
        Assert.Equal(Species, model.Labels);
        Assert.Equal(14, model.Network.Inputs);
        Assert.Equal(Penguins.Table.Rows, model.Training.Rows + model.Validation.Rows + model.Test.Rows);
        Assert.True(model.Test.Accuracy >= 0.95, $"accuracy {model.Test.Accuracy}");
        Assert.True(model.Test.BeatsBaseline);
        Assert.InRange(model.Record!.BestEpoch, 1, model.Record.History.Count);
    }

    [Fact]
    public void A_number_is_predicted_in_its_own_unit()
    {
        var model = Model.Train(Penguins.Table, "body_mass_g", new ModelOptions { Recipe = "plain", Epochs = 60 });
        Assert.Equal(TargetTask.Regression, model.Task);
        Assert.InRange(model.Test.Rmse!.Value, 100, 400);
        Assert.True(model.Test.R2 > 0.75, $"r2 {model.Test.R2}");
        Assert.InRange(model.Predict(Penguins.Table)[0].Value, 3000, 5000);
        Assert.Null(model.Test.Accuracy);
    }

    [Fact]
    public void One_row_can_be_an_object_or_a_dictionary_or_a_table()
    {
        var model = Penguins.Model;
        var fromObject = model.Predict(new
        {
            island = "Torgersen", bill_length_mm = 39.1, bill_depth_mm = 18.7f, flipper_length_mm = 181, body_mass_g = (int?)3750, sex = "MALE",
        });
        var fromDictionary = model.Predict(new Dictionary<string, object?>
        {
            ["sex"] = "MALE", ["body_mass_g"] = "3750", ["flipper_length_mm"] = 181L, ["bill_depth_mm"] = 18.7m, ["bill_length_mm"] = 39.1, ["island"] = "Torgersen",
        });
        var fromTable = model.Predict(Penguins.Table.Select([0]))[0];
        Assert.Equal("Adelie", fromObject.Label);
        Assert.Equal(fromTable.Probabilities, fromObject.Probabilities);
        Assert.Equal(fromTable.Probabilities, fromDictionary.Probabilities);
        Assert.Equal(1, fromObject.Probabilities.Sum(p => p.Value), 1e-6);
    }

    [Fact]
    public void A_missing_value_is_null_and_a_missing_column_an_error_with_the_nearest()
    {
        var row = new Dictionary<string, object?>
        {
            ["sex"] = null, ["body_mass_g"] = null, ["flipper_length_mm"] = null, ["bill_depth_mm"] = null, ["bill_length_mm"] = null, ["island"] = "Dream",
        };
        Assert.Contains(Penguins.Model.Predict(row).Label, Species);
        row.Remove("bill_length_mm");
        row["bill_lenght_mm"] = 39.1;
        var exception = Assert.Throws<DataException>(() => Penguins.Model.Predict(row));
        Assert.Contains("'bill_length_mm' (the nearest is 'bill_lenght_mm')", exception.Message, StringComparison.Ordinal);
        row["bill_length_mm"] = "long";
        Assert.Equal("Column 'bill_length_mm': expected a number, found 'long'.", Assert.Throws<DataException>(() => Penguins.Model.Predict(row)).Message);
    }

    [Fact]
    public void A_row_alone_is_predicted_to_the_bit_as_in_a_batch_in_any_order_of_the_columns()
    {
        var all = Penguins.Model.Predict(Penguins.Table);
        var reordered = new Table([.. Penguins.Table.Columns.Reverse()]);
        Assert.Equal(Penguins.Table.Rows, all.Count);
        for (int row = 0; row < all.Count; row += 7)
        {
            Assert.Equal(all.Outputs.Row(row), Penguins.Model.Predict(Penguins.Table.Select([row])).Outputs.Row(0));
            Assert.Equal(all.Outputs.Row(row), Penguins.Model.Predict(reordered.Select([row])).Outputs.Row(0));
        }
    }

    [Fact]
    public void Labels_that_training_never_saw_are_reported()
    {
        var columns = Penguins.Table.Columns.Select(column => column.Name == "island"
            ? Labels("island", [.. Enumerable.Repeat("Elsewhere", Penguins.Table.Rows)])
            : column);
        var note = Assert.Single(Penguins.Model.Predict(new Table([.. columns])).Notes);
        Assert.Equal(["Elsewhere"], note.Labels);
    }

    [Fact]
    public void Many_threads_may_predict_at_once()
    {
        var expected = Penguins.Model.Predict(Penguins.Table);
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            int row = i * 5;
            Assert.Equal(expected.Outputs.Row(row), Penguins.Model.Predict(Penguins.Table.Select([row])).Outputs.Row(0));
            Assert.Equal(expected.Outputs.Row(i), Penguins.Model.Predict(Penguins.Table).Outputs.Row(i));
        });
    }

    [Fact]
    public void Evaluation_gives_the_metrics_that_training_gave()
    {
        var split = TrainingPlan.Prepare(Penguins.Table, Penguins.Short with { Targets = ["species"], TestFraction = 0 });
        var model = split.Train();
        var rows = Split.Parts(Penguins.Table.Rows, 0.2, 1, ((CategoryColumn)Penguins.Table.Find("species")!).Codes, index: 1);
        var evaluated = model.Evaluate(Penguins.Table.Select(rows.Aside)).Report;
        Assert.Equal(model.Validation.Metrics!.Values, evaluated.Metrics!.Values);
        Assert.Equal(model.Validation.Baseline!.Values, evaluated.Baseline!.Values);
        Assert.Equal(model.Validation.Error, evaluated.Error);
    }

    [Fact]
    public void Classes_that_only_evaluation_has_are_always_wrong()
    {
        var table = Of(Numbers("x", 0, 1, 0, 1), Labels("t", "a", "b", "z", "z"));
        var model = Model.Train(Of(Numbers("x", 0, 1, 0, 1), Labels("t", "a", "b", "a", "b")), "t",
            new ModelOptions { Recipe = "plain", TestFraction = 0, ValidationFraction = 0, Epochs = 200, Hidden = [8] });
        Assert.Equal(1, model.Training.Accuracy);
        var evaluated = model.Evaluate(table);
        Assert.Equal(0.5, evaluated.Report.Accuracy);
        Assert.Equal(EncodingNoteKind.UnseenTargetLabels, Assert.Single(evaluated.Notes).Kind);
    }

    [Fact]
    public void Cancelled_predictions_and_evaluations_give_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => Penguins.Model.Predict(Penguins.Table, cancelled));
        Assert.Throws<OperationCanceledException>(() => Penguins.Model.Evaluate(Penguins.Table, cancelled));
        var bare = new Model(new Network([1, 1]));
        Assert.Throws<OperationCanceledException>(() => bare.Predict(new Table([new NumberColumn("x", [1])]), cancelled));
    }

    [Fact]
    public void A_stream_has_the_bytes_of_the_file_and_needs_no_length_to_be_read()
    {
        using var file = new Penguins.TemporaryFile();
        Penguins.Model.Save(file.Path);
        using var stream = new MemoryStream();
        Penguins.Model.Save(stream);
        Assert.Equal(File.ReadAllBytes(file.Path), stream.ToArray());
        stream.Position = 0;
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
            stream.CopyTo(gzip);
        compressed.Position = 0;
        using var whole = new GZipStream(compressed, CompressionMode.Decompress);
        Assert.Equal(Penguins.Model.Labels, Model.Load(whole, "model.gz").Labels);
    }

    [Fact]
    public void The_columns_that_are_read_and_predicted_are_named()
    {
        Assert.Equal(Penguins.Table.Columns.Select(column => column.Name).Except(["species"]), Penguins.Model.InputColumns);
        Assert.Equal(["species"], Penguins.Model.TargetColumns);
        var bare = new Model(new Network([1, 1]));
        Assert.Equal((0, 0), (bare.InputColumns.Count, bare.TargetColumns.Count));
    }

    [Fact]
    public void Cancelled_training_gives_no_model()
    {
        using var source = new CancellationTokenSource();
        int epochs = 0;
        var progress = new Told(told =>
        {
            if (told.EpochPart == 1 && ++epochs == 2)
                source.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Model.Train(Penguins.Table, "species", Penguins.Short with { Epochs = 1000 }, progress, source.Token));
        Assert.Equal(2, epochs);
    }

    [Fact]
    public void An_exploding_learning_rate_is_reported()
    {
        var options = Penguins.Short with { Optimizer = new Training.Optimizers.Sgd { LearningRate = 1e20 } };
        Assert.Contains("learning rate", Assert.Throws<DivergedException>(() => Model.Train(Penguins.Table, "body_mass_g", options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e12, 2)]
    [InlineData(1e25, 1)]
    public void A_training_whose_last_step_diverges_is_reported(double learningRate, int steps)
    {
        var options = Penguins.Short with { Optimizer = new Training.Optimizers.Sgd { LearningRate = learningRate }, Steps = steps, ValidationFraction = steps - 1 > 0 ? null : 0 };
        Assert.Contains("smaller learning rate", Assert.Throws<DivergedException>(() => Model.Train(Penguins.Table, "body_mass_g", options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_targets_are_measured_each_in_its_unit()
    {
        var model = Model.Train(Penguins.Table, Penguins.Short with { Targets = ["body_mass_g", "bill_length_mm"] });
        Assert.Equal(["body_mass_g", "bill_length_mm"], model.Test.Targets.Select(target => target.Key));
        Assert.Equal(model.Test.Rmse!.Value, model.Test.Targets.Average(target => target.Value.Rmse), 1e-9);
        Assert.True(model.Test.Targets[0].Value.Rmse > 10 * model.Test.Targets[1].Value.Rmse);
        using var file = new Penguins.TemporaryFile();
        model.Save(file.Path);
        Assert.Equal(model.Test.Targets.Select(target => target.Value.Values), Model.Load(file.Path).Test.Targets.Select(target => target.Value.Values));
        Assert.Empty(Penguins.Model.Test.Targets);
    }

    [Fact]
    public void Targets_and_rows_that_are_missing_or_contradict_are_refused_by_name()
    {
        Assert.Equal("target", Assert.Throws<ArgumentNullException>(() => Model.Train(Penguins.Table, (string)null!)).ParamName);
        Assert.Equal("row", Assert.Throws<ArgumentNullException>(() => Penguins.Model.Predict((object)null!)).ParamName);
        Assert.Contains("'island'", Assert.Throws<ArgumentException>(() =>
            Model.Train(Penguins.Table, "species", new ModelOptions { Recipe = "plain", Targets = ["island"] })).Message, StringComparison.Ordinal);
        Assert.Contains("is a target", Assert.Throws<ArgumentException>(() =>
            Model.Train(Penguins.Table, "body_mass_g", new ModelOptions { Recipe = "plain", RowWeights = "body_mass_g" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluation_says_that_rows_are_weighed()
    {
        var table = new Table([.. Penguins.Table.Columns, new NumberColumn("w", [.. Enumerable.Range(1, Penguins.Table.Rows).Select(row => (double)row)])]);
        var model = Model.Train(table, "species", Penguins.Short with { RowWeights = "w" });
        Assert.DoesNotContain(model.Evaluate(Penguins.Table).Notes, note => note.Kind == EncodingNoteKind.RowWeights);
        Assert.Contains(model.Evaluate(table).Notes, note => note.ToString() == "column 'w' has the weights of the rows, as in training");
    }

    [Fact]
    public void Labels_and_numbers_are_not_mixed_up()
    {
        var number = Model.Train(Penguins.Table, "body_mass_g", Penguins.Short).Predict(Penguins.Table)[0];
        Assert.Throws<InvalidOperationException>(() => number.Label);
        Assert.Throws<InvalidOperationException>(() => Penguins.Model.Predict(Penguins.Table)[0].Value);
    }

    /// <summary>Progress on the calling thread.</summary>
    private sealed class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }
}
