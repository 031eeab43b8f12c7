using System.Globalization;
using System.Text;

namespace Backprop.Cli.Tests.Verbs;

public sealed class EvaluateTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Of_many_classes_the_worst_and_the_most_frequent_confusions_are_shown()
    {
        string data = place.Write("many.csv", Grid(row => true)), model = place["m.safetensors"];
        place.Train(data, "--target", "kind", "--epochs", "3", "--quiet", "--model", model).Is(0);
        var outcome = place.Run("evaluate", model, data);
        outcome.Is(0);
        Assert.Contains("the 12 of 15 classes with the lowest f1", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("most frequent confusions", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("differ", outcome.Error, StringComparison.Ordinal);
        var json = place.Run("evaluate", model, data, "--json").Json;
        Assert.Equal((15, 15), (json.GetProperty("classes").GetArrayLength(), json.GetProperty("confusion").GetArrayLength()));
    }

    [Fact]
    public void Rows_of_another_distribution_are_reported_with_columns_and_class()
    {
        string model = place["m.safetensors"];
        place.Train(place.Write("many.csv", Grid(row => true)), "--target", "kind", "--epochs", "3", "--quiet", "--model", model).Is(0);
        string[] notes = [.. place.Run("evaluate", model, place.Write("few.csv", Grid(kind => kind is 3 or 7)), "--json").Json.GetProperty("notes").EnumerateArray().Select(note => note.GetString()!)];
        Assert.Contains(notes, note => note.StartsWith("column 'a': 80 values have the mean ", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith("target 'kind': 50 % of these rows are of class ", StringComparison.Ordinal));
    }

    [Fact]
    public void Several_targets_have_their_metrics_below_those_of_the_whole()
    {
        string data = place.Write("many.csv", Grid(row => true)), model = place["m.safetensors"];
        place.Train(data, "--target", "a", "--target", "b", "--epochs", "3", "--quiet", "--model", model).Is(0);
        var outcome = place.Run("evaluate", model, data);
        Assert.Matches("target +rmse +mae +r2", outcome.Out);
        Assert.Matches("\n  b +[0-9.]+ ± [0-9.]+ ", outcome.Out);
        var targets = place.Run("evaluate", model, data, "--json").Json.GetProperty("targets");
        Assert.True(targets.GetProperty("b").GetProperty("standard_errors").GetProperty("rmse").GetDouble() > 0);
    }

    /// <summary>Rows of 15 classes around the points of a grid, 40 each.</summary>
    private static string Grid(Func<int, bool> which)
    {
        var random = new Random(1);
        var text = new StringBuilder("a,b,kind\n");
        for (int row = 0; row < 600; row++)
        {
            int kind = row % 15;
            double a = kind % 4 + random.NextDouble(), b = kind / 4 + random.NextDouble();
            if (which(kind))
                text.Append(CultureInfo.InvariantCulture, $"{a:0.000},{b:0.000},class {kind}\n");
        }
        return text.ToString();
    }
}
