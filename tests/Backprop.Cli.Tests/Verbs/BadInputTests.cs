using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Backprop.Cli.Tests.Verbs;

/// <summary>What is wrong with the input is reported once, with the right exit status, and no model is left behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    private void Fails(int status, string message, params string[] args)
    {
        var outcome = place.Run(["train", .. args, "--model", place["m.safetensors"], "--quiet"]);
        outcome.Is(status);
        Assert.Equal("", outcome.Out);
        Assert.StartsWith("error: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(place.Models);
        Assert.Empty(Directory.GetFiles(place.Folder, ".backprop-*"));
    }

    [Fact]
    public void An_empty_file() => Fails(1, "the file is empty", place.Write("d.csv", ""), "--target", "t");

    [Fact]
    public void A_header_only() => Fails(1, "there is a header (line 1) but no rows", place.Write("d.csv", "a,b,t\n"), "--target", "t");

    [Fact]
    public void A_missing_file() => Fails(1, "there is no such file", place["no.csv"], "--target", "t");

    [Fact]
    public void A_folder_of_other_things()
    {
        Directory.CreateDirectory(place["folder"]);
        place.Write("folder/notes.txt", "x");
        Fails(1, "a folder without IDX images", place["folder"], "--target", "t");
    }

    [Fact]
    public void Ragged_rows() => Fails(1, "d.csv, line 4: 2 fields found, 3 expected", place.Write("d.csv", "a,b,t\n1,2,x\n3,4,y\n5,6\n"), "--target", "t");

    [Fact]
    public void Binary_data() =>
        Fails(1, "binary data found", place.Write("d.csv", Enumerable.Range(0, 3000).Select(i => (byte)(i * 7919 >> 3)).ToArray()), "--target", "t");

    [Fact]
    public void An_unclosed_quote() => Fails(1, "line 2: the quote that opens field 2 is never closed", place.Write("d.csv", "a,b\n1,\"2\n3,4\n"), "--target", "b");

    [Fact]
    public void An_unknown_target() =>
        Fails(1, "there is no column 'knd' for the target. Did you mean 'kind'? Columns: a, b, c, kind.", place.Write("d.csv", Tables.Classes()), "--target", "knd");

    [Fact]
    public void A_target_number_beyond_the_columns() => Fails(1, "there is no column '9'", place.Write("d.csv", Tables.Classes()), "--target", "9");

    [Fact]
    public void No_target() => Fails(2, "  4  kind  category  2 values: ", place.Write("d.csv", Tables.Classes()));

    [Fact]
    public void One_class() => Fails(1, "is 'x' in every training row", place.Write("d.csv", "a,t\n1,x\n2,x\n3,x\n4,x\n5,x\n6,x\n"), "--target", "t");

    [Fact]
    public void A_target_that_is_always_missing() =>
        Fails(1, "the column 't' cannot be the target: ", place.Write("d.csv", "a,t\n1,\n2,\n3,\n4,\n"), "--target", "t");

    [Fact]
    public void Duplicate_columns() => Fails(1, "columns 1 and 2 are all named 'a'", place.Write("d.csv", "a,a,t\n1,2,x\n3,4,y\n"), "--target", "a");

    [Fact]
    public void Absurd_sizes()
    {
        string data = place.Write("d.csv", Tables.Classes());
        Fails(2, "the maximum is 1,073,741,824", data, "--target", "kind", "--hidden", "1000000000,1000000000");
        Fails(2, "is not a whole number from 1 to 2147483647", data, "--target", "kind", "--hidden", "99999999999");
        Fails(2, "--batch: '0' is not a whole number from 1", data, "--target", "kind", "--batch", "0");
    }

    [Fact]
    public void A_truncated_gzip()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Tables.Classes()));
        Fails(1, "the gzip data end too early", place.Write("d.csv.gz", packed.ToArray()[..(int)(packed.Length / 2)]), "--target", "kind");
    }

    [Fact]
    public void A_wrong_IDX_magic()
    {
        Directory.CreateDirectory(place["idx"]);
        byte[] images = new byte[20], labels = new byte[9];
        BinaryPrimitives.WriteInt32BigEndian(images, 1234);
        BinaryPrimitives.WriteInt32BigEndian(labels, 2049);
        File.WriteAllBytes(place["idx/train-images-idx3-ubyte"], images);
        File.WriteAllBytes(place["idx/train-labels-idx1-ubyte"], labels);
        Fails(1, "begins with 00 00 08 03", place["idx"]);
    }

    [Fact]
    public void An_exploding_learning_rate() =>
        Fails(1, "Training diverged", place.Write("d.csv", Tables.Numbers()), "--target", "y", "--optimizer", "sgd", "--learning-rate", "1e6");

    [Fact]
    public void An_unknown_option() =>
        Fails(2, "unknown option '--learing-rate'. Did you mean '--learning-rate'?", place.Write("d.csv", Tables.Classes()), "--target", "kind", "--learing-rate", "1");

    [Fact]
    public void Invalid_options()
    {
        string data = place.Write("d.csv", Tables.Classes());
        Fails(2, "It matches sigmoid.", data, "--target", "kind", "--error", "cross-entropy", "--output-activation", "identity");
        Fails(2, "must be from 0 to below 1, but is 1.5", data, "--target", "kind", "--test", "1.5");
        Fails(2, "The split is either in a column or by shares, not both.", data, "--target", "kind", "--split-column", "c", "--validation", "0.1");
        Fails(2, "was given, but NAME=number", data, "--target", "kind", "--column", "a=numbr");
        Fails(1, "there is no column 'aa'. Did you mean 'a'?", data, "--target", "kind", "--column", "aa=number");
        Fails(1, "there is no such file", data, "--target", "kind", "--test", place["no.csv"]);
        Fails(1, "there is no such model", data, "--from", place["no.safetensors"]);
    }

    [Fact]
    public void Shares_of_classes_that_do_not_sum_to_1()
    {
        string net = place["net"], data = place.Write("d.csv", "0.5,0.5,0.3,0.3,0.4\n0.1,0.2,0.5,0.2,0.2\n");
        place.Run("new", "2-4-3", "--error", "cross-entropy", "-o", net).Is(0);
        Fails(1, "sum to 0.9, but cross-entropy over 3 outputs needs probabilities that sum to 1. Divide each", data, "--header", "no", "--from", net, "--validation", "0");
        var explained = place.Run("explain", net, "--input", "1,2", "--target", "1,1,0");
        explained.Is(2);
        Assert.Contains("the targets sum to 2, but", explained.Error, StringComparison.Ordinal);
        place.Run("explain", net, "--input", "1,2", "--target", "0.2,0.3,0.5").Is(0);
    }

    [Fact]
    public void A_place_for_the_model_that_does_not_exist_is_found_out_before_training()
    {
        string data = place.Write("d.csv", Tables.Classes());
        var outcome = place.Run("train", data, "--target", "kind", "--model", place["no/m.safetensors"]);
        outcome.Is(1);
        Assert.Equal("", outcome.Out);
        Assert.Contains("does not exist", outcome.Error, StringComparison.Ordinal);
        place.Run("train", data, "--target", "kind", "--model", place.Folder).Is(1);
    }

    [Fact]
    public void A_file_that_is_no_model()
    {
        string data = place.Write("d.csv", Tables.Classes());
        foreach (string verb in new[] { "inspect", "evaluate", "predict", "check" })
        {
            string[] args = verb == "inspect" ? [verb, data] : [verb, data, data];
            var outcome = place.Run(args);
            outcome.Is(1);
            Assert.Contains("safetensors", outcome.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_model_in_place_of_a_device_is_refused_before_training()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device /dev/full.");
        string data = place.Write("d.csv", Tables.Classes());
        var outcome = place.Train(data, "--target", "kind", "--model", "/dev/full");
        outcome.Is(1);
        Assert.Equal("", outcome.Out);
        Assert.Contains("it is a device", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_encoding() => Fails(2, "--encoding: There is no encoding 'klingon'", place.Write("d.csv", Tables.Classes()), "--target", "kind", "--encoding", "klingon");

    [Theory]
    [InlineData(30, false)]
    [InlineData(1000, true)]
    public void Without_a_target_the_columns_are_listed_and_the_last_one_always(int count, bool cut)
    {
        string names = string.Join(',', Enumerable.Range(1, count).Select(n => $"c{n}")), values = string.Join(',', Enumerable.Range(1, count));
        var outcome = place.Run("train", place.Write("d.csv", $"{names}\n{values}\n{values}\n"), "--model", place["m.safetensors"]);
        outcome.Is(2);
        Assert.Matches($@"(?m)^ +{count}  c{count} +number", outcome.Error);
        Assert.Matches("(?m)^ +29  c29 +number", outcome.Error);
        Assert.Equal(cut, outcome.Error.Contains("… and 600 more columns, then", StringComparison.Ordinal));
    }
}
