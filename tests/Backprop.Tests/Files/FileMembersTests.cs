using Backprop.Files;

namespace Backprop.Tests.Files;

public class FileMembersTests
{
    [Fact]
    public void Each_network_gets_back_what_was_joined()
    {
        SafetensorsFile[] members = [.. Enumerable.Range(1, 12).Select(Content)];
        var split = FileMembers.Split(FileMembers.Join(members), "file");
        Assert.Equal(12, split.Count);
        for (int k = 0; k < 12; k++)
        {
            Assert.Equal(members[k].Metadata, split[k].Metadata);
            Assert.Equal(["w", "layers.1.b"], split[k].Tensors.Select(tensor => tensor.Name));
            Assert.Equal(k + 1, split[k].Find("w")!.Values[0]);
        }
    }

    [Fact]
    public void One_network_is_its_own_file()
    {
        var one = Content(1);
        Assert.Same(one, FileMembers.Join([one]));
        Assert.Same(one, Assert.Single(FileMembers.Split(one, "file")));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("-2")]
    [InlineData("two")]
    [InlineData("2 ")]
    [InlineData("1001")]
    [InlineData("2")]
    public void A_number_that_is_none_or_not_that_of_the_tensors_is_refused(string count)
    {
        var file = FileMembers.Join([Content(1), Content(2), Content(3)]);
        var metadata = new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal) { ["members"] = count };
        Assert.Contains("'file'", Assert.Throws<ModelFileException>(() => FileMembers.Split(new SafetensorsFile(metadata, file.Tensors), "file")).Message, StringComparison.Ordinal);
    }

    private static SafetensorsFile Content(int number) => new(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["same"] = "text", ["own"] = number % 2 == 0 ? "even" : "odd" },
        [new Tensor("w", [2], [number, 0]), new Tensor("layers.1.b", [1], [-number])]);
}
