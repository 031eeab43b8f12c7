using System.Globalization;
using Backprop.Numerics;
using Backprop.Numerics.Lanes;

namespace Backprop.Tests.Training;

/// <summary>
/// The test program. Started with one of these commands it prints hashes instead of testing:
/// <c>golden</c>: those of the golden runs; <c>random FIRST COUNT THREADS</c>: those of trainings drawn at random, at the machine's best width;
/// <c>compare FIRST COUNT</c>: the same, after every width and several numbers of threads gave them; <c>machine</c>: what it runs on.
/// </summary>
internal static class GoldenProgram
{
    public const string Golden = "golden", Random = "random";

    public static async Task<int> Main(string[] args)
    {
        var lines = args switch
        {
            [Golden] => GoldenRuns.Hashes(threads: 1, VectorWidths.Best),
            [Random, var first, var count, var threads] => RandomRunTests.Results(Number(first), Number(count), Number(threads)),
            ["compare", var first, var count] => Enumerable.Range(Number(first), Number(count)).Select(RandomRunTests.Compare),
            ["machine"] => [$"numerics version {NumericsVersion.Current}, best width {VectorWidths.Best}, {Environment.ProcessorCount} processors"],
            _ => null,
        };
        if (lines is null)
            return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
        foreach (string line in lines)
            Console.WriteLine(line);
        return 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
