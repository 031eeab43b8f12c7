using Backprop.Tabular.Models;

namespace Backprop.Tabular.Tests.Models;

/// <summary>The default epochs are those of the rows, unless the network is large for the data.</summary>
public sealed class TrainingSizeTests
{
    [Theory]
    [InlineData(64, 4, 1)]
    [InlineData(220, 14, 3)]
    [InlineData(2000, 60, 10)]
    [InlineData(8000, 200, 10)]
    [InlineData(34521, 26, 1)]
    [InlineData(48000, 784, 10)]
    [InlineData(65537, 2, 1)]
    [InlineData(100000, 54, 7)]
    [InlineData(1000000, 10, 2)]
    public void Usual_tables_have_as_many_epochs_as_ever(int rows, int inputs, int outputs) =>
        Assert.Equal(ModelDefaults.Training(rows, validation: true, bare: false).Epochs, Epochs(rows, inputs, inputs, outputs));

    [Theory]
    [InlineData(3840, 20, 20, 1200)]
    [InlineData(32000, 2, 2, 1200)]
    [InlineData(12800, 2001, 9, 1)]
    [InlineData(64, 4000, 4000, 1)]
    [InlineData(16, 4000, 4000, 25)]
    [InlineData(640, 100, 100, 320)]
    public void Many_classes_or_labels_on_100_000_cells_are_trained_within_two_minutes(int rows, int inputs, int numbers, int outputs)
    {
        int epochs = Epochs(rows, inputs, numbers, outputs);
        Assert.InRange(epochs, 10, ModelDefaults.Training(rows, validation: true, bare: false).Epochs);
        // 20 billion multiply-adds a second for each of two cores.
        int steps = (rows + 15) / 16;
        double work = epochs * (double)Parameters(rows, inputs, outputs) * ((3.0 * rows) + (64.0 * Math.Min(steps, 1000)));
        Assert.InRange(work / 40e9, 0, 120);
    }

    private static int Epochs(int rows, int inputs, int numbers, int outputs) => ModelDefaults.Training(
        rows, validation: true, bare: false, new TrainingSize(Parameters(rows, inputs, outputs), numbers)).Epochs;

    private static long Parameters(int rows, int inputs, int outputs)
    {
        int[] sizes = [inputs, .. ModelDefaults.Hidden(inputs, rows), outputs];
        return sizes.Zip(sizes.Skip(1)).Sum(layer => (layer.First + 1L) * layer.Second);
    }
}
