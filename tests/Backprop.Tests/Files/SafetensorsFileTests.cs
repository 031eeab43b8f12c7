using System.Security.Cryptography;
using System.Text;
using Backprop.Files;
using CsCheck;

namespace Backprop.Tests.Files;

public class SafetensorsFileTests
{
    private static readonly Gen<string> Name = Gen.String[Gen.Char["abcw.01 \"\\/'{}äΩ漢"], 1, 8];

    private static readonly Gen<string> Text = Gen.OneOf(Gen.String[Gen.Char["{}[]\":,\\\u0000\u0007\n\t\u007f\u2028éΩ漢"], 0, 20], Gen.Const("😀 ok"));

    private static readonly Gen<(int[] Shape, float[] Values)> Array =
        Gen.Int[0, 5].Array[0, 4].SelectMany(shape => Gen.Int.Select(BitConverter.Int32BitsToSingle).Array[shape.Aggregate(1, (a, b) => a * b)]
            .Select(values => (shape, values)));

    [Fact]
    public void What_is_written_is_read_again_to_the_bit() =>
        Gen.Select(Gen.Dictionary(Name, Text)[0, 4], Gen.Dictionary(Name, Array)[0, 5]).Sample((metadata, arrays) =>
        {
            var file = new SafetensorsFile(metadata, [.. arrays.Select(a => new Tensor(a.Key, a.Value.Shape, a.Value.Values))]);
            byte[] bytes = Bytes(file);
            SafetensorsFile read = RawFile.Read(bytes);
            Assert.Equal(metadata.OrderBy(m => m.Key, StringComparer.Ordinal), read.Metadata);
            Assert.Equal(file.Tensors.Select(t => t.Name), read.Tensors.Select(t => t.Name));
            foreach ((Tensor written, Tensor found) in file.Tensors.Zip(read.Tensors))
            {
                Assert.Equal(written.Shape, found.Shape);
                Assert.Equal(Bits(written), Bits(found));
            }
            Assert.Equal(bytes, Bytes(read));
            Assert.Equal(0, (8 + BitConverter.ToInt64(bytes)) % 8);
        }, iter: 2000, threads: 2);

    [Fact]
    public void The_bytes_never_change()
    {
        var file = new SafetensorsFile(
            new Dictionary<string, string> { ["zeta"] = "\"é\\\n😀", ["alpha"] = "{\"a\":1}" },
            [new Tensor("layers.1.biases", [2], [1, -0f]), new Tensor("größe", [1, 2], [float.NaN, 0.1f])]);
        byte[] bytes = Bytes(file);
        int header = (int)BitConverter.ToInt64(bytes);
        Assert.Equal(
            """{"__metadata__":{"alpha":"{\"a\":1}","sha256":"HASH","zeta":"\"é\\\u000a😀"},"layers.1.biases":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"größe":{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]}}"""
                .Replace("HASH", RawFile.Read(bytes).Sha256, StringComparison.Ordinal),
            Encoding.UTF8.GetString(bytes, 8, header).TrimEnd(' '));
        Assert.Equal("0000803f000000800000c0ffcdcccc3d", Convert.ToHexStringLower(bytes.AsSpan(8 + header)));
        Assert.Equal("67f605fe1ac9aae6d5192dbf2b990068a43c0594b48f4fa54dcd44793658a67c", Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void The_hash_is_that_of_the_file_with_its_own_digits_as_zeros()
    {
        byte[] bytes = Bytes(Small());
        string hash = RawFile.Read(bytes).Sha256!;
        string zeroed = Encoding.Latin1.GetString(bytes).Replace(hash, new string('0', 64), StringComparison.Ordinal);
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(zeroed))));
    }

    [Fact]
    public void A_file_on_disk_is_replaced_and_read()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("net.safetensors");
        File.WriteAllText(path, "old");
        Small().Write(path);
        SafetensorsFile read = SafetensorsFile.Read(path);
        Assert.Equal([1f, 2f], read.Find("w")!.Values.ToArray());
        Assert.Null(read.Find("v"));
        Assert.Equal(["net.safetensors"], folder.Names());
    }

    [Fact]
    public void A_file_without_a_hash_is_read_where_none_is_required()
    {
        byte[] file = RawFile.Make(RawFile.Header.Replace(RawFile.Metadata + ",", "", StringComparison.Ordinal));
        Assert.Contains("has no sha256", RawFile.WhyRefused(file), StringComparison.Ordinal);
        SafetensorsFile read = RawFile.Read(file, requireHash: false);
        Assert.Null(read.Sha256);
        Assert.Equal(["w", "b"], read.Tensors.Select(t => t.Name));
    }

    [Fact]
    public void A_wrong_hash_is_refused_also_where_none_is_required()
    {
        byte[] file = RawFile.Make(RawFile.Header);
        file[^1] ^= 1;
        Assert.Contains("does not match its hash", RawFile.WhyRefused(file, requireHash: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_come_in_the_order_of_their_values_whatever_the_order_in_the_header()
    {
        string header = "{\"b\":{\"data_offsets\":[24,32],\"shape\":[2],\"dtype\":\"F32\"},\"e\":{\"dtype\":\"F32\",\"shape\":[3,0],\"data_offsets\":[24,24]},"
            + "\"\\u0077\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]} , " + RawFile.Metadata + "}   ";
        SafetensorsFile read = RawFile.Read(RawFile.Make(header));
        Assert.Equal(["w", "e", "b"], read.Tensors.Select(t => t.Name));
        Assert.Equal([3, 0], read.Tensors[1].Shape);
    }

    [Fact]
    public void A_file_without_tensors_and_a_single_number_are_files_too()
    {
        Assert.Empty(RawFile.Read(Bytes(new SafetensorsFile(new Dictionary<string, string>(), []))).Tensors);
        Assert.Empty(RawFile.Read(RawFile.Make("{}", 0), requireHash: false).Tensors);
        Assert.Equal(3, RawFile.Read(Bytes(new SafetensorsFile(new Dictionary<string, string>(), [new Tensor("n", [], [3])]))).Tensors[0].Values[0]);
    }

    [Fact]
    public void Large_tensors_are_written_and_read_without_a_second_copy()
    {
        var values = new float[3_000_001];
        for (int i = 0; i < values.Length; i++)
            values[i] = i;
        using var folder = new TemporaryFolder();
        string path = folder.File("large.safetensors");
        var file = new SafetensorsFile(new Dictionary<string, string>(), [new Tensor("w", [3_000_001], values)]);
        file.Write(path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        file.Write(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        before = GC.GetAllocatedBytesForCurrentThread();
        SafetensorsFile read = SafetensorsFile.Read(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 12_000_000, 13_000_000);
        Assert.True(read.Tensors[0].Values.SequenceEqual(values));
    }

    [Fact]
    public void A_folder_and_a_missing_file_are_reported()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("is a folder", Assert.Throws<ModelFileException>(() => SafetensorsFile.Read(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Read(folder.File("missing.safetensors")));
    }

    // in loops, because attributes cannot hold unpaired surrogates
    [Fact]
    public void Names_that_no_file_may_have_are_refused()
    {
        foreach (string name in (string[])["", "a\0", "a\ud800", "\udc00b", "\ud800\ud800\udc00", "__metadata__"])
            Assert.Throws<ArgumentException>(() => new Tensor(name, [1], [1]));
    }

    [Fact]
    public void Shapes_and_values_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Tensor("w", [2], [1]));
        Assert.Throws<ArgumentException>(() => new Tensor("w", [65536, 65536], []));
        Assert.Throws<ArgumentException>(() => new Tensor("w", [1, 1, 1, 1, 1, 1, 1, 1, 1], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tensor("w", [-1, -1], [1]));
    }

    [Fact]
    public void Metadata_that_no_file_may_have_is_refused()
    {
        foreach ((string name, string text) in ((string, string)[])[("", "text"), ("sha256", "text"), ("a\n", "text"), ("a", "\ud800")])
            Assert.Throws<ArgumentException>(() => new SafetensorsFile(new Dictionary<string, string> { [name] = text }, []));
    }

    [Fact]
    public void Two_tensors_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => new SafetensorsFile(new Dictionary<string, string>(), [new Tensor("w", [], [1]), new Tensor("w", [], [2])]));

    [Fact]
    public void A_header_that_could_not_be_read_again_is_not_written()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("net.safetensors");
        File.WriteAllText(path, "old");
        var file = new SafetensorsFile(new Dictionary<string, string> { ["a"] = new string('x', SafetensorsFile.MaxHeaderBytes) }, []);
        Assert.Throws<InvalidOperationException>(() => file.Write(path));
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void The_hash_of_values_is_over_their_bytes_alone()
    {
        byte[] bytes = Convert.FromHexString("0000803f00000040000040400000c0ff");
        string expected = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal(expected, TensorHash.Of([new Tensor("b", [1], [1]), new Tensor("w", [1, 3], [2, 3, float.NaN])]));
        using var hash = new TensorHash();
        hash.Append([1, 2]);
        hash.Append([]);
        hash.Append([3, float.NaN]);
        Assert.Equal(expected, hash.Finish());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([])), hash.Finish());
    }

    private static SafetensorsFile Small() => new(new Dictionary<string, string> { ["n"] = "1" }, [new Tensor("w", [2], [1, 2])]);

    private static int[] Bits(Tensor tensor) => [.. tensor.Values.ToArray().Select(BitConverter.SingleToInt32Bits)];

    private static byte[] Bytes(SafetensorsFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }
}
