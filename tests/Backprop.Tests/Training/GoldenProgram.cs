using Backprop.Numerics.Lanes;

namespace Backprop.Tests.Training;

/// <summary>The test program, which prints the golden runs' hashes instead of testing when it is started with the word <c>golden</c>.</summary>
internal static class GoldenProgram
{
    public const string Command = "golden";

    public static async Task<int> Main(string[] args)
    {
        if (args is not [Command])
            return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
        foreach (string line in GoldenRuns.Hashes(threads: 1, VectorWidths.Best))
            Console.WriteLine(line);
        return 0;
    }
}
