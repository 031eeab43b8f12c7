using Backprop.Studio.Inspecting;

namespace Backprop.Studio.Tests.Inspecting;

public class ConfusedTests
{
    private readonly Confused confused = new([[50, 1, 0, 0], [0, 9, 0, 3], [0, 0, 70, 0], [0, 4, 0, 1]]);

    [Fact]
    public void The_classes_with_the_most_errors_keep_their_own_order()
    {
        Assert.Equal([1, 3], confused.Classes(2));
        Assert.Equal([0, 1, 3], confused.Classes(3));
        Assert.Equal([0, 1, 2, 3], confused.Classes(9));
    }

    [Fact]
    public void Mistakes_are_distinguished_from_the_most_frequent_and_what_is_right_is_none() =>
        Assert.Equal([(3, 1, 4), (1, 3, 3), (0, 1, 1)], confused.Mistakes(9));
}
