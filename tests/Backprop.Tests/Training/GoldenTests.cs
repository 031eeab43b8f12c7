using Backprop.Numerics.Lanes;

namespace Backprop.Tests.Training;

/// <summary>
/// The same bits: the runs' weights are those of Golden/weights.txt on any number of threads, at every vector width, and in processes that were started
/// without AVX-512, without AVX2 and FMA, and without any vector instructions. A change that alters them raises the numerics version and says so in
/// the changelog; <c>Backprop.Tests golden</c> prints the new file.
/// </summary>
public class GoldenTests
{
    private static string[] Golden => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "weights.txt"));

    public static TheoryData<int, int> ThreadsAndBits()
    {
        var data = new TheoryData<int, int>();
        foreach (var width in VectorWidths.All)
            foreach (int threads in new[] { 1, 2, 3 })
                data.Add(threads, (int)width);
        return data;
    }

    [Theory]
    [MemberData(nameof(ThreadsAndBits))]
    public void Weights_are_the_same_on_any_number_of_threads_at_every_width(int threads, int bits) =>
        Assert.Equal(Golden, GoldenRuns.Hashes(threads, (VectorWidth)bits));

    [Theory]
    [InlineData("EnableAVX512")]
    [InlineData("EnableAVX2")]
    [InlineData("EnableHWIntrinsic")]
    public void Weights_are_the_same_without_some_of_the_machines_instructions(string switchedOff) =>
        Assert.Equal(Golden, OtherProcess.Lines(switchedOff, "0", GoldenProgram.Golden));
}
