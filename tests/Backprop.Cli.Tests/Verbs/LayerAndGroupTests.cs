namespace Backprop.Cli.Tests.Verbs;

/// <summary>Factors of inputs, and parameters that are treated in a way of their own.</summary>
public sealed class LayerAndGroupTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Factors_of_inputs_go_through_training_resuming_predicting_checking_and_inspecting()
    {
        string data = place.Write("data.csv", Tables.Classes());
        string[] train = ["train", "--recipe", "plain", data, "--target", "kind", "--hidden", "6", "--input-scale", "--learning-rate-factor", "scale=6", "--weight-decay-of", "scale=0.01"];
        place.Run([.. train, "--epochs", "4", "--checkpoint", place["a.checkpoint"], "--model", place["a.safetensors"]]).Is(0);
        place.Run([.. train, "--epochs", "9", "--resume", place["a.checkpoint"], "--model", place["a.safetensors"]]).Is(0);
        place.Run([.. train, "--epochs", "9", "--model", place["b.safetensors"]]).Is(0);
        Assert.Equal(File.ReadAllBytes(place["b.safetensors"]), File.ReadAllBytes(place["a.safetensors"]));
        place.Run("predict", place["a.safetensors"], data).Is(0);
        place.Run("evaluate", place["a.safetensors"], data).Is(0);
        Assert.Contains("the gradients agree", place.Run("check", place["a.safetensors"], data).Out, StringComparison.Ordinal);
        string report = place.Run("inspect", place["a.safetensors"]).Out;
        Assert.Contains("4-6-1: scaled inputs, relu", report, StringComparison.Ordinal);
        Assert.Contains("layer 1  scale, 4 inputs", report, StringComparison.Ordinal);
        Assert.Contains("input-scale yes", report, StringComparison.Ordinal);
        Assert.Contains("groups scale: learning rate x 6, weight decay 0.01", report, StringComparison.Ordinal);
        Assert.Equal("scale", place.Run("inspect", place["a.safetensors"], "--json").Json.GetProperty("layers")[0].GetProperty("kind").GetString());
        var refused = place.Run("explain", place["a.safetensors"], data, "--row", "3");
        refused.Is(1);
        Assert.Contains("There is no derivation for layer 1, which is of the kind scale", refused.Error, StringComparison.Ordinal);
        place.Run("explain", place["a.safetensors"], data, "--row", "3", "--why").Is(0);
    }

    [Fact]
    public void Codes_of_labels_go_through_training_resuming_predicting_checking_and_inspecting()
    {
        string[] towns = ["Ulm", "Bonn", "Kiel", "Jena"];
        string data = place.Write("data.csv", "town,size,y\n" + string.Concat(Enumerable.Range(0, 160).Select(n =>
            FormattableString.Invariant($"{(n % 31 == 7 ? "" : towns[n * 7 % 11 % 4])},{n * 13 % 50},{n * 7 % 11 % 4 * 3 + n * 13 % 50 / 10.0}\n"))));
        string[] train = ["train", "--recipe", "plain", data, "--target", "y", "--task", "regression", "--hidden", "6", "--embeddings-from", "3", "--embedding-size", "2"];
        place.Run([.. train, "--epochs", "4", "--checkpoint", place["a.checkpoint"], "--model", place["a.safetensors"]]).Is(0);
        place.Run([.. train, "--epochs", "9", "--resume", place["a.checkpoint"], "--model", place["a.safetensors"]]).Is(0);
        Assert.Contains("a learned vector for each label", place.Run([.. train, "--epochs", "9", "--model", place["b.safetensors"]]).Out, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(place["b.safetensors"]), File.ReadAllBytes(place["a.safetensors"]));
        Assert.NotEqual(0, place.Run([.. train, "--embedding-size", "3", "--epochs", "9", "--resume", place["a.checkpoint"], "--model", place["c.safetensors"]]).Status);
        place.Run("predict", place["a.safetensors"], data).Is(0);
        place.Run("evaluate", place["a.safetensors"], data).Is(0);
        Assert.Contains("the gradients agree", place.Run("check", place["a.safetensors"], data).Out, StringComparison.Ordinal);
        string report = place.Run("inspect", place["a.safetensors"]).Out;
        Assert.Contains("3-6-1: embeddings, relu", report, StringComparison.Ordinal);
        Assert.Contains("embeddings-from 3", report, StringComparison.Ordinal);
        Assert.Contains("embedding-size 2", report, StringComparison.Ordinal);
        var refused = place.Run("explain", place["a.safetensors"], data, "--row", "3");
        refused.Is(1);
        Assert.Contains("There is no derivation for layer 1, which is of the kind embedding", refused.Error, StringComparison.Ordinal);
        var why = place.Run("explain", place["a.safetensors"], data, "--row", "3", "--why", "--format", "json");
        why.Is(0);
        Assert.Equal(["size", "town"], why.Json.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("column").GetString()).Order(StringComparer.Ordinal));
        place.Run("explain", place["a.safetensors"], "--input", "town=Ulm,size=3", "--why").Is(0);
    }

    [Fact]
    public void A_recipe_chooses_what_is_not_given()
    {
        string data = place.Write("data.csv", Tables.Classes(rows: 400));
        string[] train = ["train", data, "--target", "kind", "--recipe", "tabular-1", "--epochs", "30", "--batch", "32", "--model", place["m.safetensors"]];
        var outcome = place.Run([.. train, "--json"]);
        outcome.Is(0);
        Assert.InRange(outcome.Json.GetProperty("test").GetProperty("accuracy").GetDouble(), 0.9, 1);
        string report = place.Run("inspect", place["m.safetensors"]).Out;
        Assert.Contains("embedded numbers, scaled inputs, selu, softmax outputs, error cross-entropy=0.1, dropout 0.15", report, StringComparison.Ordinal);
        Assert.Contains("recipe tabular-1", report, StringComparison.Ordinal);
        Assert.DoesNotContain("metric", report, StringComparison.Ordinal);
        Assert.Contains("quartiles", report, StringComparison.Ordinal);
        place.Run([.. train, "--learning-rate", "0.01"]).Is(0);
        report = place.Run("inspect", place["m.safetensors"]).Out;
        Assert.Contains("optimizer adam, learning-rate 0.01, beta1 0.9, beta2 0.95", report, StringComparison.Ordinal);
        Assert.Contains("weight-decay 0.02", report, StringComparison.Ordinal);
        Assert.Contains("the gradients agree", place.Run("check", place["m.safetensors"], data).Out, StringComparison.Ordinal);
        place.Run("explain", place["m.safetensors"], data, "--row", "3", "--why").Is(0);
        place.Run("predict", place["m.safetensors"], data).Is(0);
        var refused = place.Run("train", data, "--from", place["m.safetensors"], "--recipe", "tabular-1", "--model", place["n.safetensors"]);
        refused.Is(2);
        Assert.Contains("the recipe tabular-1 cannot make another", refused.Error, StringComparison.Ordinal);
        var numbers = place.Train(place.Write("numbers.csv", Tables.Numbers()), "--target", "y", "--metric", "accuracy", "--model", place["n.safetensors"]);
        numbers.Is(2);
        Assert.Contains("The metric accuracy is for classes", numbers.Error, StringComparison.Ordinal);
        // A schedule that depends on the number of steps does not go with a time limit, so the recipe chooses none then.
        place.Run([.. train, "--time", "60s"]).Is(0);
    }

    [Theory]
    [InlineData("--metric accuracy --error sum-of-squares", 2, "The metric accuracy is for classes that are learned with cross-entropy.")]
    [InlineData("--embeddings-from 2", 2, "3")]
    [InlineData("--embedding-size 0", 2, "1")]
    [InlineData("--learning-rate-factor scale=6", 2, "No parameter of the network 4-6-1 is in the group 'scale'. It has biases, weights in layers.1, layers.2.")]
    [InlineData("--learning-rate-factor biases", 2, "--learning-rate-factor: 'biases' was given, but GROUP=X was expected, such as biases=0.1")]
    [InlineData("--weight-decay-of biases=-1", 2, "The weight decay of biases must be a finite number from 0, but is -1.")]
    [InlineData("--beta1 0.8 --optimizer sgd", 2, "beta1 is a parameter of the optimizer adam or adamw, but sgd is chosen.")]
    [InlineData("--beta2 1", 2, "beta2 of adamw must be from 0 to below 1, but is 1.")]
    [InlineData("--shuffle maybe", 2, "'maybe' was given, but one of yes, no was expected.")]
    public void Incompatible_options_are_refused(string options, int status, string message)
    {
        string data = place.Write("data.csv", Tables.Classes());
        var outcome = place.Train([data, "--target", "kind", "--hidden", "6", "--model", place["m.safetensors"], .. options.Split(' ')]);
        outcome.Is(status);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(place.Models);
    }

    [Fact]
    public void Every_option_of_a_training_is_in_the_record_where_it_is_not_the_usual()
    {
        string data = place.Write("data.csv", Tables.Classes());
        place.Run(
            "train", "--recipe", "plain", data, "--target", "kind", "--hidden", "6", "--epochs", "2", "--beta1", "0.8", "--epsilon", "1e-6", "--shuffle", "no", "--decoupled", "no", "--l1", "0.001", "--clip-norm", "2", "--model", place["m.safetensors"]).Is(0);
        string report = place.Run("inspect", place["m.safetensors"]).Out;
        foreach (string setting in new[] { "beta1 0.8", "epsilon 1e-06", "shuffle no", "decoupled no", "l1 0.001", "clip-norm 2", "optimizer adamw" })
            Assert.Contains(setting, report, StringComparison.Ordinal);
    }
}
