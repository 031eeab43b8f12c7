using System.IO.Compression;
using Backprop.Studio.Data;
using Backprop.Tabular.Tables;
using Microsoft.AspNetCore.Components.Forms;

namespace Backprop.Studio.Tests.Data;

public class UploadReaderTests
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_comes_whole_and_says_how_far_it_is()
    {
        byte[] content = [.. Enumerable.Range(0, 200_000).Select(n => (byte)n)];
        var shares = new List<double>();
        Assert.Equal(content, await UploadReader.Read(new SentFile("mine.csv", content), share => { shares.Add(share); return Task.CompletedTask; }, Limit));
        Assert.Equal(1, shares[^1]);
        Assert.True(shares.Count > 2);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_even_begun() => Assert.Contains("at most 64 MB", await Refusal(new SentFile("big.csv", [], UploadReader.MaxBytes + 1)));

    [Fact]
    public async Task A_file_that_breaks_off_is_reported() => Assert.Contains("ended too soon", await Refusal(new SentFile("cut.csv", new byte[100], 200)));

    [Fact]
    public async Task A_packed_file_that_unpacks_to_very_much_is_refused()
    {
        using var part = new MemoryStream();
        using (var gzip = new GZipStream(part, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(new byte[32 << 20]);
        // Packed files one after the other are one.
        byte[] bomb = [.. Enumerable.Repeat(part.ToArray(), (int)(UploadReader.MaxUnpacked >> 25) + 1).SelectMany(bytes => bytes)];
        Assert.InRange(bomb.Length, 1, UploadReader.MaxBytes);
        Assert.Contains("more than 256 MB unpacked", await Refusal(new SentFile("bomb.csv.gz", bomb)));
        byte[] small = part.ToArray();
        Assert.Equal(small, await UploadReader.Read(new SentFile("small.csv.gz", small), _ => Task.CompletedTask, Limit));
    }

    [Fact]
    public void A_name_is_shown_without_what_could_disturb_a_page() =>
        Assert.Equal("a" + new string('b', 79), UploadReader.NameOf(new SentFile("a\n\u0007" + new string('b', 200), [])));

    private static async Task<string> Refusal(IBrowserFile file) =>
        (await Assert.ThrowsAsync<DataException>(() => UploadReader.Read(file, _ => Task.CompletedTask, Limit))).Message;

    private sealed class SentFile(string name, byte[] content, long? size = null) : IBrowserFile
    {
        public string Name => name;

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Size => size ?? content.Length;

        public string ContentType => "text/csv";

        public Stream OpenReadStream(long maxAllowedSize, CancellationToken cancellationToken) => new MemoryStream(content, writable: false);
    }
}
