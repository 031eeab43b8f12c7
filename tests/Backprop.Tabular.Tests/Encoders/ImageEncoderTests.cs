using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Encoders;

public class ImageEncoderTests
{
    private static readonly ImageColumn TwoImages = new("image", 1, 2, [0, 2, 4, 10]);

    [Fact]
    public void All_pixels_share_one_mean_and_deviation()
    {
        // Mean of 0, 2, 4, 10 is 4; squares 16 + 4 + 0 + 36 = 56, divided by 4 is 14.
        var encoder = Of(TwoImages).Fit();
        Assert.Equal(new Standardization(4, Math.Sqrt(14)), ((ImageEncoder)encoder.Columns[0]).Scale);
        Assert.Equal([0, (float)(6 / Math.Sqrt(14))], encoder.Encode(Of(TwoImages), [1]).Values.Row(0));
        Assert.Equal(["pixel 1,1", "pixel 1,2"], encoder.InputNames);
    }

    [Fact]
    public void Images_of_another_size_are_refused()
    {
        var exception = Assert.Throws<DataException>(() => Of(TwoImages).Fit().Encode(Of(new ImageColumn("image", 2, 1, [1, 2]))));
        Assert.Equal("Column 'image': expected images of 1x2 pixels, found images of 2x1.", exception.Message);
    }

    [Fact]
    public void Images_without_any_difference_are_nothing_to_learn_from() =>
        Assert.Throws<DataException>(() => Of(new ImageColumn("image", 1, 2, [5, 5])).Fit());
}
