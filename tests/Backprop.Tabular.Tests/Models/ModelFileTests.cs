using System.Text.Json;
using Backprop.Files;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Models;

public class ModelFileTests
{
    [Fact]
    public void A_loaded_model_predicts_and_reports_the_same_to_the_bit()
    {
        using var file = new Penguins.TemporaryFile();
        Penguins.Model.Save(file.Path);
        var loaded = Model.Load(file.Path);
        var expected = Penguins.Model.Predict(Penguins.Table);
        var found = loaded.Predict(Penguins.Table);
        for (int row = 0; row < found.Count; row++)
            Assert.Equal(expected.Outputs.Row(row), found.Outputs.Row(row));
        Assert.Equal(Penguins.Model.Test.Metrics!.Values, loaded.Test.Metrics!.Values);
        Assert.Equal(Penguins.Model.Test.Baseline!.Values, loaded.Test.Baseline!.Values);
        Assert.Equal(Penguins.Model.Record!.History, loaded.Record!.History);
        Assert.Equal(Penguins.Model.Record.Settings, loaded.Record.Settings);
        Assert.Equal(Penguins.Model.Evaluate(Penguins.Table).Report.Baseline!.Values, loaded.Evaluate(Penguins.Table).Report.Baseline!.Values);
    }

    [Fact]
    public void Two_trainings_write_the_same_bytes_and_so_does_a_loaded_model()
    {
        using var first = new Penguins.TemporaryFile();
        using var second = new Penguins.TemporaryFile();
        using var third = new Penguins.TemporaryFile();
        Model.Train(Penguins.Table, "species", Penguins.Short with { Threads = 1 }).Save(first.Path);
        Model.Train(Penguins.Table, "species", Penguins.Short with { Threads = 2 }).Save(second.Path);
        Model.Load(first.Path).Save(third.Path);
        Assert.Equal(File.ReadAllBytes(first.Path), File.ReadAllBytes(second.Path));
        Assert.Equal(File.ReadAllBytes(first.Path), File.ReadAllBytes(third.Path));
    }

    [Fact]
    public void How_the_data_were_written_belongs_to_the_model()
    {
        using var file = new Penguins.TemporaryFile();
        Penguins.Model.Save(file.Path);
        var format = Model.Load(file.Path).Format!;
        Assert.Equal(("comma", true, '.', "utf-8"), (format.Delimiter, format.Header!.Value, format.Decimal!.Value, format.Encoding));
        Assert.Null(format.Missing);
        Assert.Equal(new ColumnFormat(ColumnType.Number), format.Columns["body_mass_g"]);
        Assert.Equal(new ColumnFormat(ColumnType.Category), format.Columns["species"]);
    }

    [Fact]
    public void A_file_without_a_format_tells_the_types_of_its_columns()
    {
        using var file = new Penguins.TemporaryFile();
        Penguins.Model.Save(file.Path);
        var content = SafetensorsFile.Read(file.Path);
        var metadata = content.Metadata.ToDictionary(StringComparer.Ordinal);
        metadata.Remove("format");
        new SafetensorsFile(metadata, content.Tensors).Write(file.Path);
        var format = Model.Load(file.Path).Format!;
        Assert.Null(format.Delimiter);
        Assert.Equal(new ColumnFormat(ColumnType.Number), format.Columns["body_mass_g"]);
    }

    [Theory]
    [InlineData("inputs", null, "'inputs' is missing")]
    [InlineData("targets", null, "'targets' is missing")]
    [InlineData("inputs", "{", "metadata: inputs: ")]
    [InlineData("inputs", "[[[[[[[[[[]]]]]]]]]]", "metadata: inputs: ")]
    [InlineData("inputs", """{"columns":[{"kind":"number","column":"x","scale":null,"missing":true}],"ignored":[]}""", "become 1 inputs, but the network 14-")]
    [InlineData("targets", """{"kind":"numbers","columns":[{"column":"x","mean":0,"deviation":1}]}""", "they need 1 outputs")]
    [InlineData("targets", """{"kind":"numbers","columns":[{"column":"x","mean":0,"deviation":1},{"column":"y","mean":0,"deviation":1},{"column":"z","mean":0,"deviation":1}]}""", "not those of the task")]
    [InlineData("format", """{"delimiter":null,"header":null,"decimal":";","comment":null,"encoding":null,"missing":null,"columns":[]}""", "format.decimal: expected a point or a comma")]
    [InlineData("format", """{"delimiter":"ab","header":null,"decimal":null,"comment":null,"encoding":null,"missing":null,"columns":[]}""", "format.delimiter: expected one character")]
    [InlineData("format", """{"delimiter":null,"header":null,"decimal":null,"comment":null,"encoding":"klingon","missing":null,"columns":[]}""", "format.encoding: expected the name of an encoding")]
    [InlineData("format", """{"delimiter":null,"header":null,"decimal":null,"comment":null,"encoding":null,"missing":null,"columns":[{"column":"x","type":"image","form":null}]}""", "format.columns[0].type: expected number, category, date, ignore")]
    [InlineData("training", """{}""", "training: the property 'settings' is missing")]
    public void A_file_whose_parts_do_not_fit_is_refused_with_the_part(string key, string? json, string message)
    {
        using var file = new Penguins.TemporaryFile();
        Penguins.Model.Save(file.Path);
        var content = SafetensorsFile.Read(file.Path);
        var metadata = content.Metadata.ToDictionary(StringComparer.Ordinal);
        if (json is null)
            metadata.Remove(key);
        else
            metadata[key] = json;
        new SafetensorsFile(metadata, content.Tensors).Write(file.Path);
        var exception = Assert.Throws<ModelFileException>(() => Model.Load(file.Path));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains(file.Path, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("network")]
    [InlineData("inputs")]
    [InlineData("targets")]
    [InlineData("training")]
    public void Half_of_a_surrogate_pair_in_any_name_or_text_is_refused(string key)
    {
        using var file = new Penguins.TemporaryFile();
        Penguins.Model.Save(file.Path);
        var content = SafetensorsFile.Read(file.Path);
        var metadata = content.Metadata.ToDictionary(StringComparer.Ordinal);
        string json = metadata[key];
        // In front of every property of an object, and in place of every text.
        int[] places = [.. Enumerable.Range(0, json.Length - 1).Where(n => json[n] == '{' && json[n + 1] == '"')];
        Assert.NotEmpty(places);
        foreach (string changed in places.Select(n => json.Insert(n + 1, "\"\\ud800\":1,")).Append(json.Replace(":\"", ":\"\\udfff", StringComparison.Ordinal)))
        {
            metadata[key] = changed;
            new SafetensorsFile(metadata, content.Tensors).Write(file.Path);
            Assert.Contains("half of a surrogate pair", Assert.Throws<ModelFileException>(() => Model.Load(file.Path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_long_history_is_read_with_little_more_memory_than_it_takes()
    {
        using var file = new Penguins.TemporaryFile();
        Penguins.Model.Save(file.Path);
        var content = SafetensorsFile.Read(file.Path);
        var metadata = content.Metadata.ToDictionary(StringComparer.Ordinal);
        const int Epochs = 200_000;
        string training = metadata["training"];
        int start = training.IndexOf("\"history\":[", StringComparison.Ordinal), end = training.IndexOf("]],", start, StringComparison.Ordinal);
        metadata["training"] = $"{training[..start]}\"history\":[{string.Join(',', Enumerable.Repeat("[0,0,0]", Epochs))}{training[(end + 1)..]}";
        new SafetensorsFile(metadata, content.Tensors).Write(file.Path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Epochs, Model.Load(file.Path).Record!.History.Count);
        // Transient memory included: the header, the parsed JSON and the epochs.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Epochs, 0, 500);
    }

    [Theory]
    [InlineData("[0.5,null]")]
    [InlineData("[null,0.5,0.1]")]
    [InlineData("[0.5,0.5,null]")]
    [InlineData("[0.5,0.5,1e999]")]
    [InlineData("[0.5,0.5,0.1,1]")]
    [InlineData("0.5")]
    public void An_epoch_that_is_none_is_named(string epoch)
    {
        using var file = new Penguins.TemporaryFile();
        Penguins.Model.Save(file.Path);
        var content = SafetensorsFile.Read(file.Path);
        var metadata = content.Metadata.ToDictionary(StringComparer.Ordinal);
        metadata["training"] = metadata["training"].Replace("\"history\":[", $"\"history\":[{epoch},", StringComparison.Ordinal);
        new SafetensorsFile(metadata, content.Tensors).Write(file.Path);
        Assert.Contains("training.history", Assert.Throws<ModelFileException>(() => Model.Load(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_that_are_not_finite_are_null_in_the_file_and_not_numbers_again()
    {
        RegressionMetrics Numbers(params (string Name, double? Value)[] metrics) => RegressionMetrics.Read(3, metrics.ToDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal))!;
        var regression = Numbers(("rmse", null), ("mae", 0.1));
        var part = new PartMetrics
        {
            Rows = 3, Error = double.NaN, Metrics = regression, Targets = [KeyValuePair.Create("a", regression), KeyValuePair.Create("b", Numbers(("r2", 0.5), ("rmse", null), ("mae", 0.1)))],
        };
        Assert.Equal("""{"rows":0,"metrics":null,"baseline":null}""", Json(PartMetrics.Empty));
        Assert.Equal("""{"rows":1,"metrics":{"accuracy":1,"log_loss":0.25},"baseline":null}""", Json(new PartMetrics
        {
            Rows = 1, Metrics = ClassificationMetrics.Read(1, new Dictionary<string, double?>(StringComparer.Ordinal) { ["accuracy"] = 1, ["log_loss"] = 0.25 }),
        }));
        string json = Json(part);
        Assert.Equal("""{"rows":3,"error":null,"metrics":{"rmse":null,"mae":0.1},"baseline":null,"targets":{"a":{"rmse":null,"mae":0.1},"b":{"rmse":null,"mae":0.1,"r2":0.5}}}""", json);
        var read = JsonSerializer.Deserialize(json, ModelsJson.Default.PartDescription)!.Read("test");
        Assert.Equal(json, Json(read));
        Assert.Equal(double.NaN, read.Error);
        Assert.Null(JsonSerializer.Deserialize(Json(PartMetrics.Empty), ModelsJson.Default.PartDescription)!.Read("test").Error);

        static string Json(PartMetrics part) => JsonSerializer.Serialize(part.Describe(), ModelsJson.Default.PartDescription);
    }

    [Theory]
    [InlineData("\"metrics\":{\"accuracy\":", "\"metrics\":{\"accuracy\":null,\"was\":")]
    [InlineData("\"metrics\":{\"accuracy\":", "\"metrics\":{\"precision\":")]
    [InlineData("\"metrics\":{", "\"metrics\":{\"accuracy\":1,")]
    [InlineData("\"metrics\":{", "\"more\":{")]
    [InlineData("\"notes\":[", "\"notes\":[null,")]
    [InlineData("\"settings\":{", "\"settings\":{\"a\":null,")]
    [InlineData("\"settings\":{", "\"settings\":{\"a\":1,")]
    [InlineData("\"end\":\"", "\"end\":\"0")]
    [InlineData("\"steps\":", "\"steps\":0.5e")]
    [InlineData("\"row_weights\":null", "\"row_weights\":7")]
    [InlineData("\"count\":", "\"count\":\"")]
    public void A_record_of_another_form_is_refused_with_its_place(string part, string instead)
    {
        using var file = new Penguins.TemporaryFile();
        Penguins.Model.Save(file.Path);
        var content = SafetensorsFile.Read(file.Path);
        var metadata = content.Metadata.ToDictionary(StringComparer.Ordinal);
        Assert.Contains(part, metadata["training"], StringComparison.Ordinal);
        metadata["training"] = metadata["training"].Replace(part, instead, StringComparison.Ordinal);
        new SafetensorsFile(metadata, content.Tensors).Write(file.Path);
        Assert.Contains("metadata: training", Assert.Throws<ModelFileException>(() => Model.Load(file.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_from_before_there_were_more_metrics_are_read()
    {
        using var file = new Penguins.TemporaryFile();
        Penguins.Model.Save(file.Path);
        var content = SafetensorsFile.Read(file.Path);
        var metadata = content.Metadata.ToDictionary(StringComparer.Ordinal);
        metadata["training"] = System.Text.RegularExpressions.Regex.Replace(metadata["training"], "(\"log_loss\":[^,}]*),[^}]*}", "$1}");
        new SafetensorsFile(metadata, content.Tensors).Write(file.Path);
        var test = Model.Load(file.Path).Test;
        Assert.Equal(["accuracy", "log_loss"], test.Metrics!.Values.Select(metric => metric.Name));
        Assert.Equal(Penguins.Model.Test.Accuracy, test.Accuracy);
        Assert.Equal((null, null, null), (test.Auc, test.BalancedAccuracy, test.Brier));
    }

    [Fact]
    public void Where_outputs_overflow_there_is_no_prediction_and_no_row_is_right()
    {
        using var file = new Penguins.TemporaryFile();
        Penguins.Model.Save(file.Path);
        var content = SafetensorsFile.Read(file.Path);
        new SafetensorsFile(content.Metadata, [.. content.Tensors.Select(tensor => new Tensor(tensor.Name, [.. tensor.Shape], [.. tensor.Values.ToArray().Select(w => w < 0 ? -3e38f : 3e38f)]))])
            .Write(file.Path);
        var model = Model.Load(file.Path);
        Assert.All(model.Predict(Penguins.Table), prediction => Assert.False(prediction.IsFinite));
        Assert.Equal(0, model.Evaluate(Penguins.Table).Report.Accuracy);
    }
}
