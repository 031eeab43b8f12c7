using System.Buffers.Binary;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Reading;

public sealed class IdxTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("backprop").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_of_two_pairs_is_a_table_and_its_test(bool packed)
    {
        Put("train-images-idx3-ubyte", Idx(8, [3, 1, 2], [1, 2, 3, 4, 5, 6]), packed);
        Put("train-labels-idx1-ubyte", Idx(8, [3], [10, 2, 10]), packed);
        Put("t10k-images-idx3-ubyte", Idx(8, [1, 1, 2], [7, 8]), packed);
        Put("t10k-labels-idx1-ubyte", Idx(8, [1], [2]), packed);
        var source = DataSource.Open(folder);
        var images = Assert.IsType<ImageColumn>(source.Table.Find("image"));
        var labels = Assert.IsType<CategoryColumn>(source.Table.Find("label"));
        Assert.Equal((1, 2, 3), (images.Height, images.Width, images.Count));
        Assert.Equal([3, 4], images.Pixels(1).ToArray());
        Assert.Equal(["10", "2"], labels.Labels);
        Assert.Equal([0, 1, 0], labels.Codes.ToArray());
        Assert.Equal(["2"], source.Test!.Cells(1));
        Assert.Equal(("IDX images", packed, 3), (source.Report.Format, source.Report.Compressed, source.Report.Rows));
    }

    [Fact]
    public void The_test_pair_alone_and_single_files_are_tables()
    {
        Put("t10k-images.idx3-ubyte", Idx(8, [1, 1, 2], [7, 8]));
        Put("t10k-labels.idx1-ubyte", Idx(8, [1], [2]));
        var source = DataSource.Open(folder);
        Assert.Null(source.Test);
        Assert.Equal(["2"], source.Table.Cells(1));
        Assert.Single(source.Report.Notes);
        Assert.Equal("image:Image | image 1x2", Table.Read(Path.Combine(folder, "t10k-images.idx3-ubyte")).Shown());
        Assert.Equal("label:Category | 2", Table.Read(Path.Combine(folder, "t10k-labels.idx1-ubyte")).Shown());
    }

    [Theory]
    [InlineData("68656C6C6F", "68 65 6C 6C was found. Is it the right file?")]
    [InlineData("", "the file is empty")]
    [InlineData("0000", "00 00 was found")]
    [InlineData("00000801 00000001 05", "That is a file of labels; are the two files swapped?")]
    [InlineData("00000D03 00000001 00000001 00000001 05", "Only one-byte values are supported.")]
    [InlineData("00000804 00000001 00000001 00000001 00000001 05", "It has 4 dimensions.")]
    [InlineData("00000803 00000001 0000", "the file ends within the sizes")]
    [InlineData("00000803 00000000 0000001C 0000001C", "gives 0 x 28 x 28 images. At least one value was expected")]
    [InlineData("00000803 EE6B2800 EE6B2800 0000001C 05", "gives 4000000000 x 4000000000 x 28 images, more than its 17 bytes can contain")]
    [InlineData("00000803 FFFFFFFF FFFFFFFF FFFFFFFF 05", "can contain")]
    [InlineData("00000803 00000001 00000002 00000001 05", "that is 2 bytes, but only 1 follow")]
    [InlineData("00000803 00000001 00000001 00000001 05 06", "but more follow")]
    public void Wrong_image_files_are_refused(string hex, string reason)
    {
        byte[] bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Put("train-labels-idx1-ubyte", Idx(8, [1], [0]));
        Put("train-images-idx3-ubyte", bytes);
        Assert.Contains(reason, Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_file_that_ends_early_or_lies_about_its_size_is_refused()
    {
        Put("train-labels-idx1-ubyte", Idx(8, [1], [0]));
        Put("train-images-idx3-ubyte", Idx(8, [2, 10, 10], new byte[100]), packed: true);
        Assert.Contains("that is 200 bytes, but only 100 follow", Failure(), StringComparison.Ordinal);
        Put("train-images-idx3-ubyte", Idx(8, [60000, 1000, 1000], new byte[100]), packed: true);
        Assert.Contains("can contain", Failure(), StringComparison.Ordinal);
        byte[] whole = Texts.Gzip(Idx(8, [1, 100, 100], Enumerable.Range(0, 10_000).Select(i => (byte)(i * i)).ToArray()));
        Put("train-images-idx3-ubyte.gz", whole[..^50]);
        Assert.Contains("end too early", Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public void Images_without_labels_are_a_table_with_a_note()
    {
        Put("t10k-images-idx3-ubyte", Idx(8, [2, 1, 1], [1, 2]));
        var source = DataSource.Open(folder);
        Assert.Equal((2, 1), (source.Table.Rows, source.Table.Columns.Count));
        Assert.Contains(source.Report.Notes, note => note.Contains("no t10k-labels-idx1-ubyte", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_that_do_not_fit_each_other_are_refused()
    {
        Put("train-labels-idx1-ubyte", Idx(8, [2], [1, 2]));
        Assert.Contains("but no train-images-idx3-ubyte", Failure(), StringComparison.Ordinal);
        Put("train-images-idx3-ubyte", Idx(8, [2, 1, 1], [1, 2]));
        Put("train-labels-idx1-ubyte", Idx(8, [3], [1, 2, 3]));
        Assert.Contains("3 labels found, 2 expected", Failure(), StringComparison.Ordinal);
        Put("train-labels-idx1-ubyte", Idx(8, [2], [1, 2]));
        Put("t10k-images-idx3-ubyte", Idx(8, [1, 1, 2], [7, 8]));
        Put("t10k-labels-idx1-ubyte", Idx(8, [1], [2]));
        Assert.Contains("the training images have 1 x 1 pixels, the test images 1 x 2", Failure(), StringComparison.Ordinal);
    }

    private string Failure() => Assert.Throws<DataException>(() => DataSource.Open(folder)).Message;

    // One name at a time: a packed file takes the place of the plain one.
    private void Put(string name, byte[] bytes, bool packed = false)
    {
        string plain = Path.Combine(folder, name.Replace(".gz", "", StringComparison.Ordinal));
        File.Delete(plain);
        File.Delete(plain + ".gz");
        File.WriteAllBytes(Path.Combine(folder, packed ? name + ".gz" : name), packed ? Texts.Gzip(bytes) : bytes);
    }

    private static byte[] Idx(byte type, int[] sizes, byte[] values)
    {
        byte[] head = new byte[4 + 4 * sizes.Length];
        (head[2], head[3]) = (type, (byte)sizes.Length);
        for (int i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4 + 4 * i), sizes[i]);
        return [.. head, .. values];
    }
}
