using System.Buffers.Binary;
using System.Text;
using Backprop.Files;
using CsCheck;

namespace Backprop.Tests.Files;

/// <summary>Files made to break a reader: each is refused for its own reason, and none takes more memory than its size deserves.</summary>
public class HostileFileTests
{
    private const string W = "\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}";
    private const string B = "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[24,32]}";

    /// <summary>What is changed in the valid header, into what, and what the message must say. An empty first text stands for the whole header.</summary>
    public static TheoryData<string, string, string> Headers => new()
    {
        // the header as a text
        { "", " " + RawFile.Header, "byte 8: the header begins with ' ', not with '{'" },
        { "", "[" + RawFile.Header + "]", "byte 8: the header begins with '[', not with '{'" },
        { "", "null", "byte 8: the header begins with 'n'" },
        { "", "\"text\"", "byte 8: the header begins with '\"'" },
        { "", "\ufeff" + RawFile.Header, "byte 8: the header begins with" },
        { "", "{", "is not valid JSON from here on" },
        { "", "{\"w\"", "is not valid JSON from here on" },
        { "", "{}x", "byte 10: 'x' follows the header's object; only blanks are allowed" },
        { "", "{}\n", "byte 10: '\\u000a' follows the header's object" },
        { "", "{}\0", "byte 10: '\\u0000' follows the header's object" },
        { "", "{} {}", "byte 11: '{}' follows the header's object" },
        { "{\"__", "{/* note */\"__", "byte 9: the header is not valid JSON" },
        { "{\"__", "{//\n\"__", "byte 9: the header is not valid JSON" },
        { "[24,32]}}", "[24,32]},}", "is not valid JSON" },
        { "[2,3]", "[2,3,]", "is not valid JSON" },
        { "[2,3]", "[2 3]", "is not valid JSON" },
        { "[2,3]", "[02,3]", "is not valid JSON" },
        { "[2,3]", "[+2,3]", "is not valid JSON" },
        { "[2,3]", "[NaN,3]", "is not valid JSON" },
        { "[2,3]", "[0x2,3]", "is not valid JSON" },
        { "\"w\"", "'w'", "is not valid JSON" },
        { "\"w\"", "w", "is not valid JSON" },
        { "\"w\"", "\"w\n\"", "is not valid JSON" },
        { "\"w\"", "\"\\x77\"", "is not valid JSON" },

        // keys
        { B, W, "duplicate key 'w' in the header" },
        { "\"b\":", "\"\\u0077\":", "duplicate key 'w' in the header" },
        { B, RawFile.Metadata, "duplicate key '__metadata__' in the header" },
        { B, RawFile.Metadata.Replace("__", "_\\u005f", StringComparison.Ordinal), "duplicate key '__metadata__' in the header" },
        { "\"w\"", "\"\"", "tensor '': this cannot be a name: it is empty" },
        { "\"w\"", "\"w\\u0000\"", "tensor 'w\\u0000': this cannot be a name: it has a control character" },
        { "\"w\"", "\"\\u001b[2J\"", "tensor '\\u001b[2J': this cannot be a name: it has a control character" },
        { "\"w\"", "\"\\ud800\"", "has an unpaired surrogate" },
        { "\"w\"", "\"\\udc00\\ud800\"", "has an unpaired surrogate" },

        // metadata
        { RawFile.Metadata, "\"__metadata__\":{}", "header: the metadata has no sha256" },
        { RawFile.Metadata + ",", "", "header: the metadata has no sha256" },
        { RawFile.Metadata, "\"__metadata__\":[]", "__metadata__: found an array, expected an object of texts" },
        { RawFile.Metadata, "\"__metadata__\":null", "__metadata__: found null, expected an object of texts" },
        { RawFile.Metadata, "\"__metadata__\":\"\"", "__metadata__: found the text '', expected an object of texts" },
        { "\"sha256\"", "\"n\":1,\"sha256\"", "metadata 'n': found the number '1', expected a text" },
        { "\"sha256\"", "\"n\":null,\"sha256\"", "metadata 'n': found null, expected a text" },
        { "\"sha256\"", "\"n\":true,\"sha256\"", "metadata 'n': found true, expected a text" },
        { "\"sha256\"", "\"n\":{\"a\":\"b\"},\"sha256\"", "metadata 'n': found an object, expected a text" },
        { "\"sha256\"", "\"n\":[\"b\"],\"sha256\"", "metadata 'n': found an array, expected a text" },
        { "\"sha256\"", "\"n\":\"\",\"n\":\"\",\"sha256\"", "metadata 'n': duplicate key" },
        { "\"sha256\"", "\"n\":\"\",\"\\u006e\":\"\",\"sha256\"", "metadata 'n': duplicate key" },
        { "\"sha256\"", "\"\\u0073ha256\":\"" + RawFile.Hash + "\",\"sha256\"", "metadata 'sha256': duplicate key" },
        { "\"sha256\"", "\"\":\"\",\"sha256\"", "metadata '': this cannot be a key: it is empty" },
        { "\"sha256\"", "\"a\\u0007\":\"\",\"sha256\"", "metadata 'a\\u0007': this cannot be a key: it has a control character" },
        { "\"sha256\"", "\"n\":\"\\ud83d\",\"sha256\"", "the text '\\ud83d' has an unpaired surrogate" },
        { RawFile.Hash, "", "metadata 'sha256': found the text '', expected 64 hexadecimal digits in lower case" },
        { RawFile.Hash, "0" + RawFile.Hash, "expected 64 hexadecimal digits in lower case" },
        { RawFile.Hash, new string('A', 64), "expected 64 hexadecimal digits in lower case" },
        { RawFile.Hash, "\\u0030" + new string('0', 63), "expected 64 hexadecimal digits in lower case" },
        { RawFile.Hash, new string('1', 64), "does not match its hash: its metadata has sha256 1111" },

        // a tensor's fields
        { W, "\"w\":null", "tensor 'w': found null, expected an object with dtype, shape and data_offsets" },
        { W, "\"w\":[0,24]", "tensor 'w': found an array, expected an object" },
        { W, "\"w\":{}", "tensor 'w': the field dtype is missing" },
        { "\"dtype\":\"F32\",\"shape\":[2,3],", "\"shape\":[2,3],", "tensor 'w': the field dtype is missing" },
        { "\"shape\":[2,3],", "", "tensor 'w': the field shape is missing" },
        { ",\"data_offsets\":[0,24]", "", "tensor 'w': the field data_offsets is missing" },
        { "\"shape\":[2,3]", "\"shape\":[2,3],\"strides\":[3,1]", "tensor 'w': unknown field 'strides'" },
        { "\"shape\":[2,3]", "\"Shape\":[2,3]", "tensor 'w': unknown field 'Shape'" },
        { "\"shape\":[2,3]", "\"shape\":[2,3],\"shape\":[2,3]", "tensor 'w': duplicate field shape" },
        { "\"shape\":[2,3]", "\"shape\":[2,3],\"\\u0073hape\":[2,3]", "tensor 'w': duplicate field shape" },
        { "\"dtype\":\"F32\",\"shape\":[2,3]", "\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2,3]", "tensor 'w': duplicate field dtype" },
        { "[0,24]", "[0,24],\"data_offsets\":[0,24]", "tensor 'w': duplicate field data_offsets" },

        // types
        { "\"F32\"", "\"F64\"", "tensor 'w', dtype: type F64 is not supported; only F32 is" },
        { "\"F32\"", "\"BF16\"", "tensor 'w', dtype: type BF16 is not supported" },
        { "\"F32\"", "\"I64\"", "tensor 'w', dtype: type I64 is not supported" },
        { "\"F32\"", "\"f32\"", "tensor 'w', dtype: unknown type 'f32'" },
        { "\"F32\"", "\"\"", "tensor 'w', dtype: unknown type ''" },
        { "\"F32\"", "32", "tensor 'w', dtype: found the number '32', expected a text" },
        { "\"F32\"", "[\"F32\"]", "tensor 'w', dtype: found an array, expected a text" },

        // shapes
        { "[2,3]", "6", "tensor 'w', shape: found the number '6', expected an array" },
        { "[2,3]", "\"2,3\"", "tensor 'w', shape: found the text '2,3', expected an array" },
        { "[2,3]", "[[2,3]]", "tensor 'w', shape: found an array, expected a whole number" },
        { "[2,3]", "[[[[[[[[[[[2,3]]]]]]]]]]]", "tensor 'w', shape: found an array, expected a whole number" },
        { "[2,3]", "[\"2\",3]", "tensor 'w', shape: found the text '2', expected a whole number" },
        { "[2,3]", "[null,3]", "tensor 'w', shape: found null, expected a whole number" },
        { "[2,3]", "[-2,-3]", "tensor 'w', shape: found the number '-2', expected a whole number, 0 or more" },
        { "[2,3]", "[-0,3]", "tensor 'w', shape: found the number '-0', expected a whole number" },
        { "[2,3]", "[2.0,3]", "tensor 'w', shape: found the number '2.0', expected a whole number" },
        { "[2,3]", "[2e0,3]", "tensor 'w', shape: found the number '2e0', expected a whole number" },
        { "[2,3]", "[2147483648,3]", "tensor 'w', shape: dimension 1 has the size 2147483648" },
        { "[2,3]", "[2,18446744073709551622]", "tensor 'w', shape: the number '18446744073709551622' is too large" },
        { "[2,3]", "[65536,65536]", "tensor 'w', shape: [65536, 65536] has a product above" },
        { "[2,3]", "[2147483591,2147483591,2147483591,2147483591]", "has a product above" },
        { "[2,3]", "[2147483591,2147483591,0]", "has a product above" },
        { "[2,3]", "[1,1,1,1,1,1,1,2,3]", "tensor 'w', shape: more than 8 dimensions" },
        { "[2,3]", "[2,4]", "tensor 'w': its shape [2, 4] needs 32 bytes, but its data_offsets give 24" },
        { "[2,3]", "[]", "tensor 'w': its shape [] needs 4 bytes, but its data_offsets give 24" },
        { "[2,3]", "[2,0]", "tensor 'w': its shape [2, 0] needs 0 bytes, but its data_offsets give 24" },
        { "[2,3]", "[1073741830]", "tensor 'w': its shape [1073741830] needs 4294967320 bytes, but its data_offsets give 24" },

        // places
        { "[0,24]", "24", "tensor 'w', data_offsets: found the number '24', expected an array of two" },
        { "[0,24]", "{\"begin\":0}", "tensor 'w', data_offsets: found an object, expected an array of two" },
        { "[0,24]", "[]", "tensor 'w', data_offsets: found 0 numbers, expected two" },
        { "[0,24]", "[0]", "tensor 'w', data_offsets: found 1 numbers, expected two" },
        { "[0,24]", "[0,24,32]", "tensor 'w', data_offsets: found more than two numbers" },
        { "[0,24]", "[0,\"24\"]", "tensor 'w', data_offsets: found the text '24', expected a whole number" },
        { "[0,24]", "[-0,24]", "tensor 'w', data_offsets: found the number '-0'" },
        { "[0,24]", "[0,24.0]", "tensor 'w', data_offsets: found the number '24.0'" },
        { "[0,24]", "[0,1e3]", "tensor 'w', data_offsets: found the number '1e3'" },
        { "[0,24]", "[-24,0]", "tensor 'w', data_offsets: found the number '-24'" },
        { "[0,24]", "[0,99999999999999999999]", "tensor 'w', data_offsets: the number '99999999999999999999' is too large" },
        { "[0,24]", "[24,0]", "tensor 'w', data_offsets: the end 0 is before the begin 24" },
        { "[24,32]", "[32,40]", "tensor 'b', data_offsets: the end 40 is beyond the values, of which the file has 32 bytes" },
        { "[24,32]", "[24,9223372036854775807]", "tensor 'b', data_offsets: the end 9223372036854775807 is beyond" },
        { "[24,32]", "[20,28]", "tensor 'b': its values begin at 20 and overlap those of tensor 'w', which end at 24" },
        { "[24,32]", "[0,8]", "tensor 'w': its values begin at 0 and overlap those of tensor 'b', which end at 8" },
        { "[0,24]", "[4,28]", "tensor 'w': its values begin at 4, which leaves a gap: the values before it end at 0" },
        { "[2],\"data_offsets\":[24,32]", "[1],\"data_offsets\":[28,32]", "tensor 'b': its values begin at 28, which leaves a gap" },
        { "[2],\"data_offsets\":[24,32]", "[1],\"data_offsets\":[24,28]", "found 4 more bytes after the last tensor, expected the end" },
        { "[2],\"data_offsets\":[24,32]", "[0],\"data_offsets\":[30,30]", "tensor 'b': its values begin at 30, which leaves a gap" },
        { "[2],\"data_offsets\":[24,32]", "[0],\"data_offsets\":[8,8]", "tensor 'b'" },
        { "," + W + "," + B, "", "found 32 more bytes after the last tensor" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void Hostile_headers_are_refused_with_their_reason(string part, string hostile, string reason)
    {
        string header = hostile;
        if (part.Length > 0)
        {
            int place = RawFile.Header.IndexOf(part, StringComparison.Ordinal);
            Assert.True(place >= 0, $"the valid header has no {part}");
            header = RawFile.Header[..place] + hostile + RawFile.Header[(place + part.Length)..];
        }
        AssertRefused(RawFile.Make(header), reason);
    }

    [Fact]
    public void There_are_at_least_60_distinct_ones() =>
        Assert.True(Headers.Select(row => (row.Data.Item1, row.Data.Item2)).Distinct().Count() >= 60);

    [Fact]
    public void The_header_they_are_made_from_is_valid() => Assert.Equal(2, RawFile.Read(RawFile.Make(RawFile.Header)).Tensors.Count);

    [Theory]
    [InlineData(0ul, "the length of the header is 0 bytes")]
    [InlineData(1ul, "is not valid JSON")]
    [InlineData(1_000_000ul, "the length of the header is 1000000 bytes, but")]
    [InlineData((ulong)int.MaxValue, "the length of the header is 2147483647 bytes, but")]
    [InlineData((ulong)long.MaxValue, "the length of the header is 9223372036854775807 bytes, but")]
    [InlineData(1ul << 63, "the length of the header is 9223372036854775808 bytes, but")]
    [InlineData(ulong.MaxValue, "the length of the header is 18446744073709551615 bytes, but")]
    [InlineData(ulong.MaxValue - 7, "the length of the header is 18446744073709551608 bytes, but")]
    public void Absurd_lengths_of_the_header_are_refused(ulong length, string reason)
    {
        byte[] file = RawFile.Make(RawFile.Header);
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        AssertRefused(file, reason);
    }

    [Fact]
    public void A_header_longer_than_the_limit_is_refused_before_it_is_read()
    {
        var stream = new ClaimingStream(BitConverter.GetBytes((long)SafetensorsFile.MaxHeaderBytes + 1), length: long.MaxValue);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ModelFileException>(() => SafetensorsFile.Read(stream, "huge"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Contains("'huge', byte 0: the length of the header is 67108865 bytes; the maximum is 67108864", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x80)]
    [InlineData(0xff)]
    [InlineData(0xc0)]
    public void Bytes_that_are_not_UTF8_are_refused_with_their_place(byte stray)
    {
        byte[] header = Encoding.UTF8.GetBytes(RawFile.Header);
        header[^2] = stray;
        AssertRefused(RawFile.Make(header), $"byte {8 + header.Length - 2}: the header is not UTF-8 (found byte {stray:x2})");
    }

    [Fact]
    public void Surrogates_in_UTF8_are_refused() =>
        AssertRefused(RawFile.Make([.. "{\""u8, 0xed, 0xa0, 0x80, .. "\":{}}"u8]), "byte 10: the header is not UTF-8");

    [Fact]
    public void Nesting_of_any_depth_is_refused_at_its_first_step()
    {
        AssertRefused(RawFile.Make("{\"w\":" + new string('[', 1_000_000)), "tensor 'w': found an array");
        AssertRefused(RawFile.Make("{\"w\":{\"shape\":" + new string('[', 1_000_000)), "tensor 'w', shape: found an array");
        string objects = string.Concat(Enumerable.Repeat("{\"a\":", 100_000));
        AssertRefused(RawFile.Make("{\"__metadata__\":" + objects), "metadata 'a': found an object");
    }

    [Fact]
    public void Long_names_are_cut_in_messages()
    {
        string message = RawFile.WhyRefused(RawFile.Make("{\"" + new string('n', 100_000) + "\":1}"));
        Assert.InRange(message.Length, 60, 300);
    }

    [Fact]
    public void Trailing_bytes_are_refused() =>
        AssertRefused(RawFile.Make(RawFile.Header, RawFile.ValueBytes + 1), "found 1 more bytes after the last tensor");

    [Fact]
    public void Every_truncation_is_refused()
    {
        byte[] file = RawFile.Make(RawFile.Header);
        for (int length = 0; length < file.Length; length++)
            AssertRefused(file[..length], length < 8 ? $"has {length} bytes, but" : "");
    }

    [Fact]
    public void Every_flipped_bit_is_found()
    {
        byte[] file = Tiny();
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] damaged = [.. file];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused(damaged, "");
        }
    }

    [Fact]
    public void Every_byte_excluded_or_doubled_is_found()
    {
        byte[] file = Tiny();
        for (int i = 0; i < file.Length; i++)
        {
            AssertRefused([.. file[..i], .. file[(i + 1)..]], "");
            AssertRefused([.. file[..i], file[i], .. file[i..]], "");
        }
    }

    [Theory]
    [InlineData("[1000000000]", "[0,4000000000]")]
    [InlineData("[2147483591]", "[0,8589934364]")]
    [InlineData("[2,3]", "[0,9223372036854775804]")]
    public void Claims_of_huge_tensors_take_no_memory(string shape, string offsets)
    {
        byte[] file = RawFile.Make("{" + RawFile.Metadata + ",\"w\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}");
        Assert.Throws<ModelFileException>(() => RawFile.Read(file));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelFileException>(() => RawFile.Read(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Many_claims_on_the_same_bytes_take_no_memory()
    {
        string tensors = string.Concat(Enumerable.Range(0, 1000).Select(i => $",\"t{i}\":{{\"dtype\":\"F32\",\"shape\":[250000],\"data_offsets\":[0,1000000]}}"));
        byte[] file = RawFile.Make("{" + RawFile.Metadata + tensors + "}", 1_000_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("overlap", RawFile.WhyRefused(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Theory]
    [InlineData(-1, "became shorter while it was being read; it ended 1 bytes too early, in tensor 'b'")]
    [InlineData(-40, "became shorter while it was being read")]
    [InlineData(1, "grew while it was being read")]
    public void Files_that_change_their_length_are_refused(int change, string reason)
    {
        byte[] file = RawFile.Make(RawFile.Header);
        byte[] content = change < 0 ? file[..^-change] : [.. file, .. new byte[change]];
        var error = Assert.Throws<ModelFileException>(() => SafetensorsFile.Read(new ClaimingStream(content, file.Length), "net"));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_damage_is_refused_with_a_message_and_never_otherwise()
    {
        byte[] file = RawFile.Make(RawFile.Header.Replace(RawFile.Metadata, "\"__metadata__\":{\"n\":\"x\"}", StringComparison.Ordinal));
        byte[] alphabet = [.. "{}[]\",:\\u0123456789ewbF-. "u8, 0, 0x80, 0xff];
        int accepted = 0;
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Int[0, alphabet.Length - 1]).Array[1, 4].Sample(
            changes =>
            {
                byte[] damaged = [.. file];
                foreach ((int place, int value) in changes)
                    damaged[place] = alphabet[value];
                try
                {
                    RawFile.Read(damaged, requireHash: false);
                    Interlocked.Increment(ref accepted);
                }
                catch (ModelFileException e)
                {
                    Assert.Contains("net.safetensors", e.Message, StringComparison.Ordinal);
                }
            }, iter: 20_000, threads: 2);
        Assert.InRange(accepted, 1, 19_000);
    }

    private static byte[] Tiny()
    {
        using var stream = new MemoryStream();
        new SafetensorsFile(new Dictionary<string, string> { ["note"] = "x" }, [new Tensor("w", [2], [1, -2])]).Write(stream);
        return stream.ToArray();
    }

    private static void AssertRefused(byte[] file, string reason)
    {
        string message = RawFile.WhyRefused(file);
        Assert.StartsWith("'net.safetensors'", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.True(message[^1] is '.' or '?', message);
        Assert.DoesNotContain('\u001b', message);
    }

    /// <summary>A stream that claims another length than it has.</summary>
    private sealed class ClaimingStream(byte[] content, long length) : MemoryStream(content, writable: false)
    {
        public override long Length => length;
    }
}
