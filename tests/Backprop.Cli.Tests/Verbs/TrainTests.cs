using System.Text.Json;
using Backprop.Files;
using Backprop.Textbook;

namespace Backprop.Cli.Tests.Verbs;

public sealed class TrainTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void It_tells_the_data_the_network_the_metrics_the_baseline_and_the_next_command()
    {
        string data = place.Write("data.csv", Tables.Classes());
        var outcome = place.Train(data, "--target", "kind", "--hidden", "6", "--epochs", "30", "--model", place["m.safetensors"]);
        outcome.Is(0);
        foreach (string part in new[]
        {
            "data.csv: CSV, comma, header, utf-8, 120 rows, 4 columns", "category  2 values: ", "<- target", "--task regression overrides this", "network   4-6-1: relu, sigmoid output",
            "training  adamw, learning rate 0.001", "accuracy", "baseline (test)", $"model     {place["m.safetensors"]}",
        })
            Assert.Contains(part, outcome.Out, StringComparison.Ordinal);
        Assert.Equal($"./backprop predict {place["m.safetensors"]} {data}", outcome.Lines[^1].Trim());
        Assert.Equal("", outcome.Error);
        Assert.Single(place.Models);
    }

    [Fact]
    public void Its_json_has_the_agreed_members_for_classes()
    {
        string data = place.Write("data.csv", Tables.Classes());
        var outcome = place.Train(data, "--target", "kind", "--hidden", "6", "--epochs", "20", "--json", "--seed", "5", "--threads", "1", "--model", place["m.safetensors"]);
        outcome.Is(0);
        Assert.Single(outcome.Lines);
        var json = outcome.Json;
        Assert.Equal("classification", json.GetProperty("task").GetString());
        Assert.Equal(120, json.GetProperty("rows").GetInt32());
        Assert.Equal(4, json.GetProperty("inputs").GetInt32());
        Assert.Equal("4-6-1", json.GetProperty("network").GetString());
        Assert.Equal(4 * 6 + 6 + 7, json.GetProperty("parameters").GetInt32());
        Assert.Equal(20, json.GetProperty("epochs").GetInt32());
        Assert.True(json.GetProperty("steps").GetInt32() >= 20);
        Assert.True(json.GetProperty("seconds").GetDouble() > 0);
        Assert.True(json.GetProperty("rows_per_second").GetDouble() > 0);
        Assert.Equal(1, json.GetProperty("threads").GetInt32());
        Assert.Equal(5, json.GetProperty("seed").GetInt32());
        Assert.Equal(NetworkFile.Load(place["m.safetensors"]).WeightsSha256(), json.GetProperty("weights_sha256").GetString());
        Assert.Equal(place["m.safetensors"], json.GetProperty("model").GetString());
        foreach (string part in new[] { "train", "validation", "test" })
            Assert.Equal(["error", .. ModelTests.ClassMetrics, "standard_errors"], json.GetProperty(part).EnumerateObject().Select(metric => metric.Name));
        Assert.Equal(ModelTests.ClassMetrics, json.GetProperty("baseline").EnumerateObject().Select(metric => metric.Name));
    }

    [Fact]
    public void Its_json_has_the_agreed_members_for_numbers()
    {
        string data = place.Write("data.csv", Tables.Numbers());
        var json = place.Train(data, "--target", "3", "--epochs", "60", "--test", "0", "--validation", "0", "--json", "--model", place["m.safetensors"]).Json;
        Assert.Equal("regression", json.GetProperty("task").GetString());
        Assert.Equal(["error", "rmse", "mae", "r2", "median_error", "max_error", "standard_errors"], json.GetProperty("train").EnumerateObject().Select(metric => metric.Name));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("validation").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("test").ValueKind);
        Assert.True(json.GetProperty("train").GetProperty("rmse").GetDouble() < json.GetProperty("baseline").GetProperty("rmse").GetDouble() / 2);
    }

    [Theory]
    [InlineData]
    [InlineData("--learning-rate", "1/3", "--optimizer", "sgd")]
    [InlineData("--learning-rate", "1/3")]
    public void The_step_of_the_lecture_is_taken_on_the_command_line(params string[] more)
    {
        place.Run("new", "2-3-1", "--activation", "sigmoid", "--output-activation", "identity", "--error", "sum-of-squares", "--initializer", "constant=1", "-o", place["net.safetensors"]).Is(0);
        string point = place.Write("point.csv", "0.5,0.5,0.5\n");
        place.Train([point, "--from", place["net.safetensors"], "--batch", "1", "--epochs", "1", "--validation", "0", "--model", place["after.safetensors"], .. more]).Is(0);
        var network = NetworkFile.Load(place["after.safetensors"]);
        var lecture = LectureExample.Run().Step;
        for (int l = 0; l < 2; l++)
            for (int i = 0; i <= network.DenseLayers[l].Inputs; i++)
                for (int j = 0; j < network.DenseLayers[l].Units; j++)
                    Assert.Equal(lecture.Layers[l].Updated[i, j], network.DenseLayers[l][i, j], 1e-6);
        Assert.Equal(0.8900230258695857, network.DenseLayers[0][0, 0], 1e-6);
        Assert.Equal(0.9450115129347929, network.DenseLayers[0][1, 0], 1e-6);
        Assert.Equal(-0.047463744644548944, network.DenseLayers[1][0, 0], 1e-6);
        Assert.Equal(0.07739699442931058, network.DenseLayers[1][1, 0], 1e-6);
    }

    [Fact]
    public void Threads_and_text_output_do_not_change_the_weights()
    {
        string data = place.Write("data.csv", Tables.Classes());
        string Train(string name, params string[] more)
        {
            place.Train([data, "--target", "kind", "--epochs", "3", "--model", place[name], .. more]).Is(0);
            return NetworkFile.Load(place[name]).WeightsSha256();
        }
        string one = Train("a.safetensors", "--threads", "1");
        Assert.Equal(one, Train("b.safetensors", "--threads", "3", "--json"));
        Assert.Equal(one, Train("c.safetensors", "--quiet"));
        Assert.NotEqual(one, Train("d.safetensors", "--seed", "2"));
        Assert.Equal(File.ReadAllBytes(place["a.safetensors"]), File.ReadAllBytes(place["c.safetensors"]));
    }

    [Fact]
    public void Standard_input_is_data_too()
    {
        var outcome = place.Run(
            new RunSettings { Input = Tables.Classes() }, "train", "--recipe", "plain", "-", "--target", "kind", "--epochs", "2", "--model", place["m.safetensors"]);
        outcome.Is(0);
        Assert.Contains("standard input: CSV", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_file_is_measured_and_read_with_the_same_columns()
    {
        string data = place.Write("data.csv", Tables.Classes());
        string test = place.Write("test.csv", Tables.Classes(40, seed: 2));
        var json = place.Train(data, "--target", "kind", "--test", test, "--epochs", "2", "--json", "--model", place["m.safetensors"]).Json;
        Assert.Equal(40, json.GetProperty("test_rows").GetInt32());
        Assert.Equal(120, json.GetProperty("train_rows").GetInt32() + json.GetProperty("validation_rows").GetInt32());
    }

    [Fact]
    public void A_model_no_better_than_the_baseline_is_reported_plainly()
    {
        string data = place.Write("data.csv", Tables.Numbers());
        var outcome = place.Train(data, "--target", "y", "--epochs", "1", "--learning-rate", "1e-9", "--model", place["m.safetensors"]);
        outcome.Is(0);
        Assert.StartsWith("warning: on the test rows this model is no better than always predicting the mean.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_inferred_can_be_said_instead()
    {
        string data = place.Write("data.txt", "1;2,5;x\n2;1,5;y\n3;3,5;x\n4;4,5;y\n1;9,5;x\n2;8,5;y\n3;7,5;x\n4;6,5;-\n5;6,5;y\n6;5,5;y\n");
        var outcome = place.Run(
            "train", "--recipe", "plain", data, "--target", "3", "--delimiter", ";", "--header", "no", "--decimal", "comma", "--encoding", "utf-8", "--missing", "-", "--column", "column 1=category",
            "--epochs", "2", "--model", place["m.safetensors"]);
        outcome.Is(0);
        Assert.Contains("no header", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("decimal comma", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("column 1  category", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_progress_line_is_drawn_on_a_terminal_only_and_leaves_nothing_behind()
    {
        string data = place.Write("data.csv", Tables.Classes());
        string[] line = ["train", "--recipe", "plain", data, "--target", "kind", "--epochs", "20", "--model", place["m.safetensors"]];
        Assert.Equal("", place.Run(line).Error);
        var drawn = place.Run(new RunSettings { Terminal = true }, line);
        Assert.Contains("\repoch", drawn.Error.Replace("━", "", StringComparison.Ordinal).Replace("─", "", StringComparison.Ordinal).Replace("  epoch", "epoch", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Matches("\r +\r$", drawn.Error);
        Assert.Equal("", place.Run(new RunSettings { Terminal = true }, [.. line, "--quiet"]).Error);
        Assert.Equal("", place.Run(new RunSettings { Terminal = true }, [.. line, "--json"]).Error);
        Assert.DoesNotMatch("[^\x00-\x7f]", place.Run(new RunSettings { Terminal = true, Unicode = false }, line).Error);
    }

    [Fact]
    public void Interrupted_it_writes_no_model_and_says_so()
    {
        string data = place.Write("data.csv", Tables.Classes());
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var outcome = place.Run(new RunSettings { Stop = stop.Token }, "train", "--recipe", "plain", data, "--target", "kind", "--model", place["m.safetensors"]);
        outcome.Is(130);
        Assert.StartsWith("interrupted: no model was written", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(place.Models);
    }

    [Fact]
    public void Before_the_first_epoch_has_ended_there_is_nothing_to_keep()
    {
        string data = place.Write("data.csv", Tables.Classes());
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var outcome = place.Run(new RunSettings { Stop = stop.Token }, "train", "--recipe", "plain", data, "--target", "kind", "--on-interrupt", "keep", "--model", place["m.safetensors"]);
        outcome.Is(130);
        Assert.StartsWith("interrupted: no model was written, because no epoch was complete. The same command starts the training again.", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(place.Models);
        place.Train(data, "--target", "kind", "--on-interrupt", "ask").Is(2);
    }

    [Fact]
    public void Numbers_at_the_end_of_single_precision_are_trained_measured_and_predicted()
    {
        string data = place.Write("data.csv", "a,y\n" + string.Concat(Enumerable.Range(0, 60).Select(n => FormattableString.Invariant($"{n * 7 % 31},{(n % 2 == 0 ? "3.4e38" : "-3.4e38")}\n")))), model = place["m.safetensors"];
        var trained = place.Train(data, "--target", "y", "--task", "regression", "--epochs", "3", "--json", "--model", model);
        trained.Is(0);
        Assert.Equal(System.Text.Json.JsonValueKind.Object, trained.Json.GetProperty("train").ValueKind);
        place.Run("inspect", model).Is(0);
        place.Run("evaluate", model, data, "--json").Json.GetProperty("rmse");
        Assert.Equal(60, place.Run("predict", model, data, "--json").Json.GetProperty("predictions").GetArrayLength());
    }

    [Fact]
    public void A_model_whose_outputs_overflow_predicts_nothing_and_says_so()
    {
        string data = place.Write("data.csv", Tables.Numbers()), model = place["m.safetensors"];
        place.Train(data, "--target", "y", "--epochs", "1", "--hidden", "3", "--extrapolate", "--quiet", "--model", model).Is(0);
        var content = SafetensorsFile.Read(model);
        new SafetensorsFile(content.Metadata, [.. content.Tensors.Select(tensor => new Tensor(tensor.Name, [.. tensor.Shape], [.. Enumerable.Repeat(3e38f, tensor.Values.Length)]))]).Write(model);
        var predicted = place.Run("predict", model, data, "--json");
        predicted.Is(1);
        Assert.All(predicted.Json.GetProperty("predictions").EnumerateArray(), value => Assert.Equal(System.Text.Json.JsonValueKind.Null, value.ValueKind));
        Assert.Contains("have no prediction", predicted.Json.GetProperty("notes")[0].GetString()!, StringComparison.Ordinal);
        var csv = place.Run("predict", model, data);
        csv.Is(1);
        Assert.Equal("NaN", csv.Lines[1]);
        Assert.Contains("warning: 120 rows of 120 rows have no prediction", csv.Error, StringComparison.Ordinal);
        var measured = place.Run("evaluate", model, data, "--json");
        measured.Is(1);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, measured.Json.GetProperty("rmse").ValueKind);
        Assert.Contains(measured.Json.GetProperty("notes").EnumerateArray(), note => note.GetString()!.Contains("infinite or NaN: error, rmse, mae", StringComparison.Ordinal));
    }

    [Fact]
    public void A_checkpoint_is_measured_on_classes_that_it_never_saw()
    {
        string data = place.Write("data.csv", Tables.Classes()), state = place["state"];
        place.Train(data, "--target", "kind", "--epochs", "2", "--quiet", "--checkpoint", state, "--model", place["m.safetensors"]).Is(0);
        string other = place.Write("other.csv", Tables.Classes().Replace("large", "huge", StringComparison.Ordinal).Replace("small", "tiny", StringComparison.Ordinal));
        var outcome = place.Run("evaluate", state, other, "--json");
        outcome.Is(0);
        Assert.Equal(0, outcome.Json.GetProperty("accuracy").GetDouble());
        Assert.Contains("huge", outcome.Json.GetProperty("notes")[0].GetString()!, StringComparison.Ordinal);
        place.Run("evaluate", state, other).Is(0);
    }

    [Fact]
    public void The_target_of_the_model_to_start_from_may_be_named_again_but_no_other()
    {
        string data = place.Write("data.csv", Tables.Classes()), first = place["first.safetensors"];
        place.Train(data, "--target", "kind", "--epochs", "1", "--quiet", "--model", first).Is(0);
        place.Train(data, "--target", "4", "--from", first, "--epochs", "1", "--quiet", "--model", place["second.safetensors"]).Is(0);
        var outcome = place.Train(data, "--target", "c", "--from", first, "--epochs", "1", "--quiet", "--model", place["third.safetensors"]);
        outcome.Is(2);
        Assert.Contains("the model of --from predicts kind", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, place.Models.Length);
    }

    [Theory]
    [InlineData("epochs", "--epochs", "1")]
    [InlineData("steps", "--steps", "3")]
    [InlineData("time", "--time", "0.001")]
    [InlineData("patience", "--patience", "1", "--optimizer", "sgd", "--learning-rate", "1e-30")]
    public void Train_and_inspect_have_the_same_words_for_the_end(string word, params string[] options)
    {
        string data = place.Write("data.csv", Tables.Classes()), model = place["m.safetensors"];
        Assert.Equal(word, place.Train([data, "--target", "kind", "--json", "--quiet", "--model", model, .. options]).Json.GetProperty("ended_by").GetString());
        Assert.Equal(word, place.Run("inspect", model, "--json").Json.GetProperty("training").GetProperty("ended_by").GetString());
    }

    [Theory]
    [InlineData("0.5,0.5,0.1\n0.5,0.4,0.9\n0.5,0.3,0.2\n", true)]
    [InlineData("0.5,0.5,0.1\n", false)]
    public void A_bare_network_is_judged_too_unless_there_is_one_row_only(string rows, bool warned)
    {
        string data = place.Write("data.csv", rows), net = place["net.safetensors"], model = place["m.safetensors"];
        place.Run("new", "2-1", "-o", net).Is(0);
        var outcome = place.Train(data, "--header", "no", "--from", net, "--batch", "1", "--steps", "1", "--learning-rate", "1e-6", "--validation", "0", "--test", "0", "--model", model);
        outcome.Is(0);
        Assert.Equal(warned, outcome.Error.Contains("no better than always predicting the mean", StringComparison.Ordinal));
        Assert.Equal(warned, place.Run("evaluate", model, data, "--header", "no").Error.Contains("no better than the baseline", StringComparison.Ordinal));
    }
}
