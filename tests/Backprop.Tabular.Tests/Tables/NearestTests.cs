using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Tables;

public sealed class NearestTests
{
    [Theory]
    [InlineData("spceies", "species")]
    [InlineData("SPECIES", "species")]
    [InlineData("specie", "species")]
    [InlineData("islnd", "island")]
    [InlineData("isle", null)]
    [InlineData("x", "y")]
    [InlineData("zzzz", null)]
    [InlineData("", "y")]
    public void The_nearest_name_is_found_if_it_is_near(string name, string? expected) =>
        Assert.Equal(expected, Nearest.Find(name, ["island", "species", "y"]));

    [Fact]
    public void Among_equals_the_first_is_found() => Assert.Equal("train", Nearest.Find("trein", ["train", "tr3in"]));

    [Fact]
    public void A_suggestion_is_a_sentence_or_nothing()
    {
        Assert.Equal(" Did you mean 'a'?", Nearest.Suggest("b", ["a"]));
        Assert.Equal("", Nearest.Suggest("epochs", ["a"]));
    }
}
