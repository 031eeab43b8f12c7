using Backprop.Training.Schedules;

namespace Backprop.Tests.Training;

public class ScheduleTests
{
    private static double Factor(string schedule, long step = 0, long steps = 100, int epoch = 0, params double[] errors) =>
        Schedule.Parse(schedule).Factor(new SchedulePosition(step, steps, epoch, errors));

    [Theory]
    [InlineData("constant", 7, 3, 1)]
    [InlineData("step=10:0.5", 0, 9, 1)]
    [InlineData("step=10:0.5", 0, 25, 0.25)]
    [InlineData("exponential=0.9", 0, 2, 0.81)]
    [InlineData("cosine", 0, 0, 1)]
    [InlineData("cosine", 50, 0, 0.5)]
    [InlineData("cosine", 100, 0, 0)]
    [InlineData("flat-cosine", 0, 0, 1)]
    [InlineData("flat-cosine", 50, 0, 1)]
    [InlineData("flat-cosine", 75, 0, 0.5)]
    [InlineData("flat-cosine", 100, 0, 0)]
    [InlineData("cycles=1", 0, 0, 0)]
    [InlineData("cycles=1", 100, 0, 0)]
    [InlineData("cycles=2", 50, 0, 0.7183546884620604)]
    [InlineData("cycles=4", 20, 0, 0)]
    [InlineData("warm-up=10", 0, 0, 0.1)]
    [InlineData("warm-up=10", 9, 0, 1)]
    [InlineData("warm-up=10", 99, 0, 1)]
    [InlineData("warm-up=4,step=1:0.5", 1, 1, 0.25)]
    public void Factors_are_those_of_the_formula(string schedule, long step, int epoch, double factor) =>
        Assert.Equal(factor, Factor(schedule, step, 100, epoch), 1e-12);

    [Fact]
    public void A_plateau_is_so_many_epochs_in_a_row_without_a_better_error()
    {
        Assert.Equal(1, Factor("plateau=2:0.5", errors: [3, 2, 2.5]));
        Assert.Equal(0.5, Factor("plateau=2:0.5", errors: [3, 2, 2.5, 2]));
        Assert.Equal(0.5, Factor("plateau=2:0.5", errors: [3, 2, 2.5, 2, 1.9, 5]));
        Assert.Equal(0.25, Factor("plateau=2:0.5", errors: [3, 2, 2.5, 2, 1.9, 5, 5]));
    }
}
