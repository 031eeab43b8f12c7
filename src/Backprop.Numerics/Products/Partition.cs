using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Products;

/// <summary>How a result is cut in blocks of rows by groups of panels: never along k, so the cut changes no bits.</summary>
/// <param name="RowBlock">Rows of a block.</param>
/// <param name="Group">Panels of a group.</param>
/// <param name="RowBlocks">Number of blocks.</param>
/// <param name="Parts">Number of blocks times number of groups.</param>
internal readonly record struct Partition(int RowBlock, int Group, int RowBlocks, int Parts)
{
    /// <summary>Below so many multiply-adds waking another thread costs more than it brings.</summary>
    private const long LeastForThreads = 200_000;

    /// <summary>The least multiply-adds of a part.</summary>
    private const long LeastForPart = 60_000;

    /// <summary>Panels of a group where threads do not ask for less: as many as a single row reads at once.</summary>
    private const int LargestGroup = 8;

    /// <param name="processor">Who works.</param>
    /// <param name="rows">Rows of the result, 1 or more.</param>
    /// <param name="panels">Panels of the result, 1 or more.</param>
    /// <param name="depth">Number of k.</param>
    /// <param name="largestBlock">The most rows of a block.</param>
    /// <param name="unit">What the rows of a block are a multiple of.</param>
    public static Partition Of(Processor processor, int rows, int panels, int depth, int largestBlock, int unit)
    {
        int blocks = Divide(rows, largestBlock), groups = Divide(panels, LargestGroup);
        if (processor.Threads > 1)
        {
            long work = (long)rows * panels * PanelMatrix.PanelColumns * depth;
            if (work >= LeastForThreads)
            {
                long wanted = Math.Min(4L * processor.Threads, work / LeastForPart);
                while ((long)blocks * groups < wanted)
                {
                    if (groups < Divide(panels, 2))
                        groups = Math.Min(2 * groups, Divide(panels, 2));
                    else if (blocks < Divide(rows, unit))
                        blocks = Math.Min(2 * blocks, Divide(rows, unit));
                    else
                        break;
                }
            }
        }
        int rowBlock = Divide(Divide(rows, blocks), unit) * unit;
        int group = Divide(panels, groups);
        group += group > 1 ? group % 2 : 0;
        blocks = Divide(rows, rowBlock);
        return new Partition(rowBlock, group, blocks, blocks * Divide(panels, group));
    }

    /// <summary>Does the parts: on the calling thread where there is too little to do for more.</summary>
    public void Run(Processor processor, IWork work, int rows, int panels, int depth)
    {
        if ((long)rows * panels * PanelMatrix.PanelColumns * depth >= LeastForThreads)
        {
            processor.Run(work, Parts);
            return;
        }
        for (int part = 0; part < Parts; part++)
            work.Run(part);
    }

    private static int Divide(int a, int b) => (int)(((long)a + b - 1) / b);
}
