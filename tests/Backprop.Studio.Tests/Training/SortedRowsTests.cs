using System.Globalization;
using System.Text;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Studio.Data;
using Backprop.Studio.States;
using Backprop.Studio.Training;
using Backprop.Tabular.Reading;
using Backprop.Training;

namespace Backprop.Studio.Tests.Training;

/// <summary>Pictures and measures of a table that is sorted by what is learned: 5,000 rows, all of class a before all of class b, over an x that grows.</summary>
public class SortedRowsTests
{
    private const int Rows = 5000;

    [Fact]
    public async Task Rows_of_both_classes_are_plotted()
    {
        (DataSet data, _) = await Load();
        foreach (var part in PlottedRow.Of(data, data.Features[0], null).GroupBy(row => row.IsValidation))
            Assert.InRange(part.Average(row => row.Class), 0.35, 0.65);
    }

    [Fact]
    public async Task Layers_are_looked_at_over_the_whole_range()
    {
        (DataSet data, TrainChoices choices) = await Load();
        LayerView view = LayerView.Of(TrainingSetup.Network(data, choices with { Hidden = [] }), data)[0];
        // One weight and no hidden layer: the activations are as wide as x itself, which stands from about −1.7 to 1.7 deviations.
        double weight = Math.Abs(TrainingSetup.Network(data, choices with { Hidden = [] }).DenseLayers[0][1, 0]);
        Assert.True(view.Activations.Max - view.Activations.Min > 3 * weight);
    }

    [Fact]
    public async Task A_network_that_says_the_same_of_every_row_is_right_about_half_of_them()
    {
        (DataSet data, _) = await Load();
        var blind = new DataSet
        {
            Title = data.Title, Training = new Examples(new Matrix(data.Training.Count, 1), Classes(data), 1), InputNames = data.InputNames, OutputNames = data.OutputNames,
            Classes = data.Classes, Features = data.Features, Typical = data.Typical,
        };
        var judge = new Judge(new Network([1, 1], new NetworkOptions { Error = ErrorFunction.CrossEntropy }), blind);
        judge.Measure(0);
        Assert.InRange(judge.TrainingAccuracy!.Value, 0.4, 0.6);
    }

    private static int[] Classes(DataSet data)
    {
        float[] target = new float[1];
        return [.. Enumerable.Range(0, data.Training.Count).Select(n =>
        {
            data.Training.CopyTargetsTo(n, target);
            return (int)target[0];
        })];
    }

    private static async Task<(DataSet, TrainChoices)> Load()
    {
        var library = new DataLibrary(new NamedFiles([]));
        string text = "x,t\n" + string.Concat(Enumerable.Range(0, Rows).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n / 1000.0 + 0.0001},{(n < Rows / 2 ? "a" : "b")}\n")));
        TrainChoices choices = library.Begin(new TrainChoices(), library.Take("sorted.csv", DataSource.Open(new MemoryStream(Encoding.UTF8.GetBytes(text)), "sorted.csv")));
        return (await library.Load(choices), choices);
    }
}
