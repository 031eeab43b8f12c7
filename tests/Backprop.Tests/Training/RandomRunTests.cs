using System.Globalization;
using Backprop.Numerics.Lanes;

namespace Backprop.Tests.Training;

/// <summary>
/// The same bits for trainings drawn at random, at every width, on several numbers of threads, and in processes whose machine has fewer instructions. A few
/// here, with their results in Golden/random.txt (<c>Backprop.Tests random 1 40 1</c> prints it); <c>campaigns/networks</c> runs thousands.
/// </summary>
public class RandomRunTests
{
    private const int First = 1, Count = 40;

    private static string[] Golden => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "random.txt"));

    [Fact]
    public void The_results_are_those_of_every_other_machine() => Assert.Equal(Golden, Results(First, Count, 1));

    [Fact]
    public void Any_training_gives_the_same_bits_at_every_width_on_any_number_of_threads()
    {
        for (int number = First; number < First + Count; number++)
            Compare(number);
    }

    [Fact]
    public void Factors_of_inputs_and_groups_of_parameters_give_the_same_bits_at_every_width_on_any_number_of_threads()
    {
        for (int number = RandomRun.FirstOfLayers; number < RandomRun.FirstOfLayers + Count; number++)
            Compare(number);
    }

    [Theory]
    [InlineData("EnableAVX512", "0", 1)]
    [InlineData("EnableAVX2", "0", 2)]
    [InlineData("PreferredVectorBitWidth", "128", 1)]
    [InlineData("EnableHWIntrinsic", "0", 1)]
    [InlineData("PROCESSOR_COUNT", "16", 16)]
    public void Any_training_gives_the_same_bits_in_another_kind_of_process(string setting, string value, int threads)
    {
        string[] results = OtherProcess.Lines(setting, value, GoldenProgram.Random, $"{First}", $"{Count}", $"{threads}");
        Assert.Equal(Golden, results);
    }

    [Fact]
    public void The_drawn_trainings_differ_and_most_of_them_do_not_diverge()
    {
        Assert.Equal(Count, Golden.Select(line => line[line.IndexOf(' ')..]).Distinct().Count());
        Assert.True(Golden.Count(line => line.Contains("diverged", StringComparison.Ordinal)) < Count / 4);
    }

    /// <summary>One line a training, at the machine's best width.</summary>
    internal static IEnumerable<string> Results(int first, int count, int threads) =>
        Enumerable.Range(first, count).Select(number => new RandomRun(number).Result(threads, VectorWidths.Best));

    /// <summary>The result of one training, after every width and several numbers of threads gave it.</summary>
    internal static string Compare(int number)
    {
        var run = new RandomRun(number);
        string expected = run.Result(1, VectorWidth.Scalar);
        foreach (var width in VectorWidths.All)
            Same(expected, run, 1, width);
        int[] threads = [2, 3, 7, 16];
        for (int i = 0; i < threads.Length; i++)
            Same(expected, run, threads[i], VectorWidths.All[(number + i) % VectorWidths.All.Count]);
        return expected;
    }

    private static void Same(string expected, RandomRun run, int threads, VectorWidth width)
    {
        string actual = run.Result(threads, width);
        if (actual != expected)
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{run}: with {threads} threads at width {width} {actual}, not {expected}"));
    }
}
