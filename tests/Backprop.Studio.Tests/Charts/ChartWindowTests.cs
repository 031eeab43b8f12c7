using Backprop.Studio.Components.Charts;

namespace Backprop.Studio.Tests.Charts;

public class ChartWindowTests
{
    private static readonly ChartWindow Whole = new(0, 1000);

    [Fact]
    public void One_x_stays_fixed_while_zooming_in()
    {
        ChartWindow near = Whole.Zoomed(0.5, 400, 1000)!.Value;
        Assert.Equal(new ChartWindow(200, 700), near);
        Assert.Equal(0.4, (400 - near.From) / near.Width, 1e-12);
        Assert.Equal(near, near.Zoomed(0.5, 300, 1000)!.Value.Zoomed(2, 300, 1000));
    }

    [Fact]
    public void At_the_ends_it_stays_within_the_curves()
    {
        Assert.Equal(new ChartWindow(0, 500), Whole.Zoomed(0.5, -5, 1000));
        Assert.Equal(new ChartWindow(500, 1000), Whole.Zoomed(0.5, 2000, 1000));
        Assert.Equal(new ChartWindow(600, 1000), new ChartWindow(700, 900).Zoomed(2, 700, 1000)!.Value.Holding(1000, 1000));
        Assert.Null(new ChartWindow(100, 700).Zoomed(2, 300, 1000));
        Assert.True(new ChartWindow(500, 500.2).Zoomed(0.1, 500.1, 1000)!.Value.Width >= 0.1 - 1e-9);
    }

    [Fact]
    public void It_moves_no_farther_than_to_hold_a_place()
    {
        var window = new ChartWindow(200, 300);
        Assert.Equal(window, window.Holding(250, 1000));
        Assert.Equal(new ChartWindow(150, 250), window.Holding(150, 1000));
        Assert.Equal(new ChartWindow(250, 350), window.Holding(350, 1000));
    }

    [Fact]
    public void What_is_dragged_over_is_shown_whichever_way_and_a_hair_is_not()
    {
        Assert.Equal(new ChartWindow(100, 300), ChartWindow.Between(300, 100, 1000));
        Assert.Null(ChartWindow.Between(100, 100.01, 1000));
    }
}
