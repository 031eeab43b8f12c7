using Backprop.Explain.Lecture;
using Backprop.Textbook;

namespace Backprop.Explain.Tests;

/// <summary>What an engine would give: the textbook's numbers in single precision.</summary>
internal static class LectureValues
{
    public static EngineValues Engine()
    {
        LectureRun run = LectureExample.Run();
        return new()
        {
            Outputs = Floats(run.Step.Outputs),
            Deltas = [.. run.Step.Layers.Select(l => Floats(l.Delta))],
            Updated = [.. run.Step.Layers.Select(l => Floats(l.Updated))],
            OutputsAgain = Floats(run.Again.Outputs),
            OutputsOfTest = Floats(run.Test.Outputs),
        };
    }

    private static float[] Floats(double[] values) => [.. values.Select(v => (float)v)];

    private static float[,] Floats(double[,] values)
    {
        var floats = new float[values.GetLength(0), values.GetLength(1)];
        for (int i = 0; i < floats.GetLength(0); i++)
            for (int j = 0; j < floats.GetLength(1); j++)
                floats[i, j] = (float)values[i, j];
        return floats;
    }
}
