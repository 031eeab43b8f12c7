using Backprop.Files;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Models;

/// <summary>A model knows the rows that it was trained, watched and tested with when it meets them again.</summary>
public class TrainedRowsTests
{
    private static readonly Model Trained = Model.Train(Penguins.Table, "species", Penguins.Short);

    [Fact]
    public void The_rows_of_the_training_are_known_after_saving_and_reading_again()
    {
        var model = Again(Trained);
        var parts = model.PartsOf(Penguins.Table)!;
        Assert.Equal(Penguins.Table.Rows, parts.Count);
        int[] test = [.. Enumerable.Range(0, parts.Count).Where(row => parts[row] == RowPart.Test)];
        Assert.Equal(model.Test.Rows, test.Length);
        Assert.Equal(model.Training.Rows, parts.Count(part => part == RowPart.Training));
        Assert.Equal(model.Validation.Rows, parts.Count(part => part == RowPart.Validation));
        Assert.Equal(model.Test.Metrics!.Values, model.Evaluate(Penguins.Table.Select(test)).Report.Metrics!.Values);
    }

    [Fact]
    public void Columns_that_the_model_does_not_read_and_their_order_do_not_matter()
    {
        var more = new Table([.. Penguins.Table.Columns.Reverse(), new NumberColumn("extra", new double[Penguins.Table.Rows])]);
        Assert.Equal(Trained.PartsOf(Penguins.Table), Trained.PartsOf(more));
    }

    [Fact]
    public void Other_rows_are_not_known()
    {
        int rows = Penguins.Table.Rows;
        Assert.Null(Trained.PartsOf(Penguins.Table.Select(Enumerable.Range(0, rows).Reverse())));
        Assert.Null(Trained.PartsOf(Penguins.Table.Select(Enumerable.Range(0, rows - 1))));
        Assert.Null(Trained.PartsOf(Penguins.Table.Select([1, .. Enumerable.Range(1, rows - 1)])));
        Assert.Null(Trained.PartsOf(new Table([.. Penguins.Table.Columns.Where(column => column.Name != "species")])));
    }

    [Fact]
    public void Measuring_training_rows_is_noted_and_measuring_others_is_not()
    {
        var note = Trained.Evaluate(Penguins.Table).Notes[0];
        Assert.Equal((EncodingNoteKind.TrainingRows, Trained.Training.Rows), (note.Kind, note.Rows));
        Assert.StartsWith($"{Trained.Training.Rows} rows of these are training rows", note.ToString(), StringComparison.Ordinal);
        var parts = Trained.PartsOf(Penguins.Table)!;
        var test = Penguins.Table.Select(Enumerable.Range(0, parts.Count).Where(row => parts[row] == RowPart.Test));
        Assert.DoesNotContain(Trained.Evaluate(test).Notes, other => other.Kind == EncodingNoteKind.TrainingRows);
    }

    [Fact]
    public void A_test_table_of_its_own_is_known_as_test_rows()
    {
        var test = Penguins.Table.Select(Enumerable.Range(0, 60).Select(n => 5 * n));
        var rest = Penguins.Table.Select(Enumerable.Range(0, Penguins.Table.Rows).Where(n => n % 5 != 0));
        var model = Again(Model.Train(rest, "species", Penguins.Short with { TestTable = test }));
        Assert.All(model.PartsOf(test)!, part => Assert.Equal(RowPart.Test, part));
        Assert.DoesNotContain(RowPart.Test, model.PartsOf(rest)!);
    }

    [Fact]
    public void Rows_are_known_whatever_they_weigh()
    {
        var table = new Table([.. Penguins.Table.Columns, new NumberColumn("w", [.. Enumerable.Range(0, Penguins.Table.Rows).Select(n => 1.0 + n % 3)])]);
        var model = Model.Train(table, "species", Penguins.Short with { RowWeights = "w", ClassWeights = ClassWeights.Balanced });
        Assert.NotNull(model.PartsOf(Penguins.Table));
    }

    [Fact]
    public void A_number_is_a_target_as_well() =>
        Assert.Contains(RowPart.None, Model.Train(Penguins.Table, "body_mass_g", Penguins.Short).PartsOf(Penguins.Table)!);

    [Fact]
    public void An_older_model_knows_none()
    {
        var old = Changed(json => json[..json.LastIndexOf(",\"rows\":", StringComparison.Ordinal)] + "}");
        Assert.Null(old.Record!.Rows);
        Assert.Null(old.PartsOf(Penguins.Table));
        Assert.DoesNotContain(old.Evaluate(Penguins.Table).Notes, note => note.Kind == EncodingNoteKind.TrainingRows);
    }

    [Theory]
    [InlineData("\"count\":344", "\"count\":2000000000", "expected a whole number from 0 to 16777216")]
    [InlineData("\"count\":344", "\"count\":3440", "expected base64 of 2 bits for each of 3440 rows")]
    [InlineData("\"train_sha256\":\"", "\"train_sha256\":\"0", "expected a SHA-256")]
    public void Rows_that_do_not_fit_are_refused(string text, string other, string message)
    {
        var exception = Assert.Throws<ModelFileException>(() => Changed(json => json.Replace(text, other, StringComparison.Ordinal)));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static Model Again(Model model) => Changed(model, json => json);

    private static Model Changed(Func<string, string> change) => Changed(Trained, change);

    private static Model Changed(Model model, Func<string, string> change)
    {
        using var file = new Penguins.TemporaryFile();
        model.Save(file.Path);
        var content = SafetensorsFile.Read(file.Path);
        var metadata = content.Metadata.ToDictionary(StringComparer.Ordinal);
        metadata["training"] = change(metadata["training"]);
        new SafetensorsFile(metadata, content.Tensors).Write(file.Path);
        return Model.Load(file.Path);
    }
}
