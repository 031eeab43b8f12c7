using Backprop.Cli.Output;
using Backprop.Training;

namespace Backprop.Cli.Tests.Output;

public sealed class ProgressLineTests
{
    private static readonly TrainingProgress Middle = new()
    {
        Epoch = 3, Epochs = 10, Step = 250, EpochPart = 0.5, TrainingError = 0.123456, ValidationError = 0.2, BestEpoch = 2, RowsPerSecond = 12345,
        Elapsed = TimeSpan.FromSeconds(10), Remaining = TimeSpan.FromSeconds(75),
    };

    [Fact]
    public void It_has_everything_where_there_is_room() => Assert.Equal(
        "━━━─────────  epoch 3/10   error 0.1235   validation 0.2 (best: epoch 2)   12,345 rows/s   1:15 left", ProgressLine.Text(Middle, 120, unicode: true));

    [Fact]
    public void It_is_ascii_where_the_terminal_is() => Assert.StartsWith("[###.........]  epoch 3/10", ProgressLine.Text(Middle, 120, unicode: false), StringComparison.Ordinal);

    [Fact]
    public void It_fits_every_width()
    {
        for (int width = 0; width < 130; width++)
            Assert.True(ProgressLine.Text(Middle, width, unicode: true).Length <= width);
        Assert.Equal("epoch 3/10   error 0.1235", ProgressLine.Text(Middle, 30, unicode: true));
    }
}
