using Backprop.Studio.Data;

namespace Backprop.Studio.Tests.Data;

public sealed class NamedFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("backprop-studio-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string name)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }

    [Fact]
    public void A_folder_gives_its_models_and_data_and_nothing_else()
    {
        Write("b.csv");
        Write("a.safetensors");
        Write("secret.txt");
        Write("below/c.csv");
        File.CreateSymbolicLink(Path.Combine(folder, "link.csv"), "/etc/passwd");
        Assert.Equal([("a.safetensors", true), ("b.csv", false)], new NamedFiles([folder]).List().Select(file => (file.Name, file.IsModel)));
    }

    [Fact]
    public void A_folder_of_images_is_data_itself()
    {
        Write("digits/t10k-images-idx3-ubyte.gz");
        NamedFile file = Assert.Single(new NamedFiles([Path.Combine(folder, "digits")]).List());
        Assert.Equal(("digits (images)", false), (file.Name, file.IsModel));
    }

    [Fact]
    public void Files_of_one_name_have_their_folders_named_too()
    {
        string[] paths = [Write("one/data.csv"), Write("two/data.csv"), Write("other.csv"), Write("deep/two/data.csv")];
        Assert.Equal([Path.Combine("one", "data.csv"), paths[1], "other.csv", paths[3]], new NamedFiles(paths).List().Select(file => file.Name));
    }

    [Fact]
    public void What_is_not_there_is_reported()
    {
        var files = new NamedFiles([Path.Combine(folder, "none.csv"), Write("some.csv")]);
        Assert.Equal("some.csv", Assert.Single(files.List()).Name);
        Assert.EndsWith("none.csv", Assert.Single(files.Missing()), StringComparison.Ordinal);
    }
}
