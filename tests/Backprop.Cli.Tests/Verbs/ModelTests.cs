using System.Globalization;
using System.Text.Json;
using Backprop.Files;
using Backprop.Numerics;

namespace Backprop.Cli.Tests.Verbs;

/// <summary>The verbs that read a model: one of classes and one of numbers, trained once.</summary>
public sealed class ModelTests : IClassFixture<ModelTests.Trained>
{
    /// <summary>The members for the metrics of classes, in JSON.</summary>
    internal static readonly string[] ClassMetrics = ["accuracy", "log_loss", "balanced_accuracy", "auc", "average_precision", "f1_macro", "brier", "calibration_error"];

    private readonly Trained trained;
    private readonly Workplace place;

    public ModelTests(Trained trained)
    {
        this.trained = trained;
        place = trained.Place;
    }

    public sealed class Trained : IDisposable
    {
        public Workplace Place { get; } = new();

        public Trained()
        {
            Place.Write("classes.csv", Tables.Classes());
            Place.Write("numbers.csv", Tables.Numbers());
            Place.Train(Place["classes.csv"], "--target", "kind", "--hidden", "8", "--epochs", "80", "--quiet", "--model", Classes).Is(0);
            Place.Train(Place["numbers.csv"], "--target", "y", "--hidden", "8", "--epochs", "80", "--quiet", "--model", Numbers).Is(0);
        }

        public string Classes => Place["classes.safetensors"];

        public string Numbers => Place["numbers.safetensors"];

        public void Dispose() => Place.Dispose();
    }

    [Fact]
    public void Inspect_tells_that_a_model_is_of_older_arithmetic()
    {
        string path = place["m.safetensors"];
        place.Run("new", "2-3-1", "-o", path).Is(0);
        Assert.DoesNotContain("numerics", place.Run("inspect", path).Out, StringComparison.Ordinal);
        SafetensorsFile file = SafetensorsFile.Read(path);
        var metadata = file.Metadata.ToDictionary(pair => pair.Key, pair => pair.Value.Replace($"\"numerics\":{NumericsVersion.Current}", "\"numerics\":1", StringComparison.Ordinal), StringComparer.Ordinal);
        using (FileStream stream = File.Create(path))
            new SafetensorsFile(metadata, file.Tensors).Write(stream);
        Assert.Contains($"numerics  version 1; this program computes with version {NumericsVersion.Current}", place.Run("inspect", path).Out, StringComparison.Ordinal);
        Assert.Equal(1, place.Run("inspect", path, "--json").Json.GetProperty("numerics_version").GetInt32());
    }

    [Fact]
    public void Evaluate_prints_the_metrics_beside_the_baseline()
    {
        var outcome = place.Run("evaluate", trained.Classes, place["classes.csv"]);
        outcome.Is(0);
        Assert.Matches("model +± standard error +baseline", outcome.Out);
        Assert.Matches("accuracy +[0-9.]+ +± [0-9.]+ +[0-9.]+", outcome.Out);
        Assert.Matches("class +rows +precision +recall +f1 +auc +average_precision", outcome.Out);
        Assert.Matches("true class +\\[1\\] +\\[2\\]", outcome.Out);
        var json = place.Run("evaluate", trained.Classes, place["classes.csv"], "--json").Json;
        Assert.Equal(
            ["rows", "error", .. ClassMetrics, "standard_errors", "classes", "confusion", "baseline", "notes"], json.EnumerateObject().Select(member => member.Name));
        Assert.True(json.GetProperty("accuracy").GetDouble() > 0.8);
        Assert.Equal(
            ["accuracy", "log_loss", "balanced_accuracy", "auc", "f1_macro", "brier"], json.GetProperty("standard_errors").EnumerateObject().Select(member => member.Name));
        var of = json.GetProperty("classes")[0];
        Assert.Equal(["class", "rows", "precision", "recall", "f1", "auc", "average_precision"], of.EnumerateObject().Select(member => member.Name));
        Assert.Equal("large", of.GetProperty("class").GetString());
        Assert.Equal(of.GetProperty("rows").GetInt32(), json.GetProperty("confusion")[0].EnumerateArray().Sum(count => count.GetInt32()));
        // These are the rows that it was trained on, most of them to learn from.
        Assert.Matches("^[0-9]+ rows of these are training rows of this model", json.GetProperty("notes")[0].GetString()!);
        Assert.Matches("note: [0-9]+ rows of these are training rows of this model", outcome.Error);
        Assert.Equal(
            ["rows", "error", "rmse", "mae", "r2", "median_error", "max_error", "standard_errors", "baseline", "notes"],
            place.Run("evaluate", trained.Numbers, place["numbers.csv"], "--json").Json.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void Predict_writes_a_csv_in_the_order_of_the_rows()
    {
        var outcome = place.Run("predict", trained.Classes, place["classes.csv"]);
        outcome.Is(0);
        Assert.Equal("prediction,probability:large,probability:small", outcome.Lines[0]);
        Assert.Equal(121, outcome.Lines.Length);
        foreach (string line in outcome.Lines.Skip(1))
        {
            string[] fields = line.Split(',');
            double[] p = fields.Skip(1).Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(1, p.Sum(), 1e-6);
            Assert.Equal(p[0] >= p[1] ? "large" : "small", fields[0]);
        }
        var numbers = place.Run("predict", trained.Numbers, place["numbers.csv"], "--digits", "3");
        Assert.Equal("prediction", numbers.Lines[0]);
        Assert.All(numbers.Lines.Skip(1), line => Assert.True(double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out _)));
    }

    [Fact]
    public void Predict_keeps_labels_from_being_run_by_a_spreadsheet_where_that_is_asked_for()
    {
        string data = place.Write("formulas.csv", Tables.Classes().Replace("large", "=1+1", StringComparison.Ordinal).Replace("small", "-2.5", StringComparison.Ordinal));
        place.Train(data, "--target", "kind", "--hidden", "8", "--epochs", "80", "--quiet", "--column", "kind=category", "--model", place["formulas.safetensors"]).Is(0);
        var plain = place.Run("predict", place["formulas.safetensors"], data, "--quiet");
        var safe = place.Run("predict", place["formulas.safetensors"], data, "--quiet", "--safe-for-spreadsheets");
        safe.Is(0);
        Assert.Contains("\n=1+1,", plain.Out, StringComparison.Ordinal);
        Assert.Contains("\n-2.5,", safe.Out, StringComparison.Ordinal);
        Assert.Equal(plain.Out.Replace("\n=1+1,", "\n'=1+1,", StringComparison.Ordinal), safe.Out);
        place.Run("predict", place["formulas.safetensors"], data, "--quiet", "--safe-for-spreadsheets", "-o", place["safe.csv"]).Is(0);
        Assert.Equal(safe.Out, File.ReadAllText(place["safe.csv"]));
    }

    [Fact]
    public void Predict_finds_columns_by_name_and_needs_no_target()
    {
        string other = place.Write("other.csv", "more,c,b,a\n1,red,0.9,0.9\n2,green,0.1,0.1\n");
        var outcome = place.Run("predict", trained.Classes, other);
        outcome.Is(0);
        Assert.StartsWith("large,", outcome.Lines[1], StringComparison.Ordinal);
        Assert.StartsWith("small,", outcome.Lines[2], StringComparison.Ordinal);
        Assert.Contains("note: column 'c': 1 row with labels that are in no training row ('green')", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("", place.Run("predict", trained.Classes, other, "--quiet").Error);

        string lacking = place.Write("lacking.csv", "a,c\n1,red\n");
        var missing = place.Run("predict", trained.Classes, lacking);
        missing.Is(1);
        Assert.Contains("'b'", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_to_a_file_replaces_it_as_a_whole()
    {
        string before = place.Write("out.csv", "before");
        place.Run("predict", trained.Classes, place["classes.csv"], "-o", before).Is(0);
        Assert.Equal(place.Run("predict", trained.Classes, place["classes.csv"]).Out, File.ReadAllText(before));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var stopped = place.Run(new RunSettings { Stop = stop.Token }, "predict", trained.Numbers, place["numbers.csv"], "-o", before);
        stopped.Is(130);
        Assert.StartsWith("prediction,probability", File.ReadAllText(before), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(place.Folder, "*.tmp"));
        place.Run("predict", trained.Classes, place["classes.csv"], "-o", place["no/out.csv"]).Is(1);
    }

    [Fact]
    public void Predict_as_json_has_one_entry_a_row()
    {
        var json = place.Run("predict", trained.Classes, place["classes.csv"], "--json").Json;
        Assert.Equal(120, json.GetProperty("rows").GetInt32());
        Assert.Equal(["large", "small"], json.GetProperty("classes").EnumerateArray().Select(label => label.GetString()!));
        Assert.Equal(120, json.GetProperty("predictions").GetArrayLength());
        Assert.Equal(2, json.GetProperty("probabilities")[119].GetArrayLength());
        Assert.Equal(JsonValueKind.Number, place.Run("predict", trained.Numbers, place["numbers.csv"], "--json").Json.GetProperty("predictions")[0].ValueKind);
    }

    [Fact]
    public void Inspect_shows_network_encoding_history_and_hashes()
    {
        var outcome = place.Run("inspect", trained.Classes);
        outcome.Is(0);
        foreach (string part in new[]
        {
            "a model for classification", "4-8-1: relu, sigmoid output", "standardized with mean", "one input for each of blue, red", "target    kind: 2 classes, large, small", "optimizer adamw",
            "<- kept", NetworkFile.Load(trained.Classes).WeightsSha256(),
        })
            Assert.Contains(part, outcome.Out, StringComparison.Ordinal);
        var json = place.Run("inspect", trained.Classes, "--json").Json;
        Assert.Equal("4-8-1", json.GetProperty("network").GetString());
        Assert.Equal(3, json.GetProperty("inputs").GetProperty("columns").GetArrayLength());
        Assert.Equal("classes", json.GetProperty("targets").GetProperty("kind").GetString());
        Assert.True(json.GetProperty("training").GetProperty("history").GetArrayLength() > 0);
        Assert.Equal(2, json.GetProperty("layers").GetArrayLength());
    }

    [Fact]
    public void Check_agrees_with_finite_differences_and_ends_with_1_above_the_tolerance()
    {
        var outcome = place.Run("check", trained.Classes, place["classes.csv"]);
        outcome.Is(0);
        Assert.Contains("the gradients agree", outcome.Out, StringComparison.Ordinal);
        var json = place.Run("check", trained.Classes, place["classes.csv"], "--json", "--rows", "8").Json;
        Assert.True(json.GetProperty("worst").GetDouble() < 1e-4);
        Assert.Equal(8, json.GetProperty("rows").GetInt32() + json.GetProperty("skipped_rows").GetInt32());
        Assert.Equal(49, json.GetProperty("parameters").GetInt32());
        Assert.Matches(@"^layer [12], (bias|weight \d+) → \d+$", json.GetProperty("where").GetString()!);
        place.Run("check", trained.Classes, place["classes.csv"], "--tolerance", "1e-12").Is(1);
    }

    [Fact]
    public void Training_goes_on_from_a_model()
    {
        var outcome = place.Train(place["classes.csv"], "--from", trained.Classes, "--epochs", "1", "--json", "--model", place["more.safetensors"]);
        outcome.Is(0);
        Assert.Equal("4-8-1", outcome.Json.GetProperty("network").GetString());
        var refused = place.Train(place["classes.csv"], "--from", trained.Classes, "--hidden", "3", "--model", place["refused.safetensors"]);
        refused.Is(2);
        Assert.Contains("cannot be chosen: hidden layers", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(place["refused.safetensors"]));
    }

    [Fact]
    public void Explain_takes_a_row_of_the_data_or_values_by_order_or_by_name()
    {
        string first = File.ReadAllLines(place["classes.csv"])[1];
        string[] values = first.Split(',');
        string[] ofRow = place.Run("explain", trained.Classes, place["classes.csv"], "--row", "1", "--json").Out.Split(",\"data\":");
        Assert.Equal("\"classes.csv\",\"row\":1,\"notes\":[]}\n", ofRow[1]);
        string byRow = ofRow[0] + ",\"notes\":[]}\n";
        Assert.Equal(byRow, place.Run("explain", trained.Classes, "--input", string.Join(',', values[..3]), "--target", values[3], "--json").Out);
        Assert.Equal(byRow, place.Run("explain", trained.Classes, "--input", $"c={values[2]},a={values[0]},b={values[1]}", "--target", $"kind={values[3]}", "--format", "json").Out);
        var text = place.Run("explain", trained.Classes, place["classes.csv"], "--row", "1");
        text.Is(0);
        Assert.Contains("6. Update the weights", text.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain needs a row")]
    [InlineData("--input gives 2 values, but the model has 3 columns: a, b, c.", "--input", "1,2", "--target", "large")]
    [InlineData("'cc=red' is not a column of the model. Did you mean 'c'?", "--input", "a=1,b=2,cc=red", "--target", "large")]
    [InlineData("--input lacks b", "--input", "a=1,c=red", "--target", "large")]
    public void Explain_says_what_a_row_lacks(string message, params string[] args)
    {
        var outcome = place.Run(["explain", trained.Classes, .. args]);
        outcome.Is(2);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_refuses_rows_and_classes_that_are_not_there()
    {
        place.Run("explain", trained.Classes, place["classes.csv"], "--row", "121").Is(1);
        place.Run("explain", trained.Classes, "--input", "1,1,red", "--target", "huge").Is(1);
        place.Run("explain", trained.Classes, place["classes.csv"]).Is(2);
    }

    [Fact]
    public void A_model_that_is_not_there_is_met_with_the_nearest_one()
    {
        var outcome = place.Run("inspect", place["clases.safetensors"]);
        outcome.Is(1);
        Assert.Contains($"Did you mean '{trained.Classes}'?", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hyphen_for_the_file_of_predictions_is_standard_output() =>
        Assert.Equal(place.Run("predict", trained.Numbers, place["numbers.csv"]).Out, place.Run("predict", trained.Numbers, place["numbers.csv"], "-o", "-").Out);
}
