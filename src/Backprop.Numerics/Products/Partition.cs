using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Products;

/// <summary>How a result is cut in blocks of rows by groups of panels: never along k, so the cut changes no bits.</summary>
/// <param name="RowBlock">Rows of a block.</param>
/// <param name="Group">Panels of a group.</param>
/// <param name="RowBlocks">Number of blocks.</param>
/// <param name="Parts">Number of blocks times number of groups.</param>
/// <param name="Threads">Whether there is enough to do for more threads than the calling one.</param>
internal readonly record struct Partition(int RowBlock, int Group, int RowBlocks, int Parts, bool Threads = false)
{
    /// <summary>The least multiply-adds of a part at 512 bits.</summary>
    private const long MinForPart = 240_000;

    private const int WidestBits = 512;

    /// <summary>More parts than threads, so that threads end at nearly the same time: they wait for half a part on average.</summary>
    private const int PartsForThread = 16;

    /// <summary>Chooses the cut.</summary>
    /// <param name="processor">Who works.</param>
    /// <param name="rows">Rows of the result, 1 or more.</param>
    /// <param name="panels">Panels of the result, 1 or more.</param>
    /// <param name="depth">Number of k.</param>
    /// <param name="largestBlock">The maximum number of rows of a block.</param>
    /// <param name="unit">What the rows of a block are a multiple of, if there are several blocks.</param>
    /// <param name="largestGroup">The maximum number of panels of a group.</param>
    public static Partition Of(Processor processor, int rows, int panels, int depth, int largestBlock, int unit, int largestGroup) =>
        Of(processor, processor.Pays(Work(rows, panels, depth)), rows, panels, depth, largestBlock, unit, largestGroup);

    /// <summary>Chooses the cut where the number of threads has been decided for several products together.</summary>
    /// <param name="processor">Who works.</param>
    /// <param name="threads">Whether there is enough to do for several threads.</param>
    /// <param name="rows">As above.</param>
    /// <param name="panels">As above.</param>
    /// <param name="depth">As above.</param>
    /// <param name="largestBlock">As above.</param>
    /// <param name="unit">As above.</param>
    /// <param name="largestGroup">As above.</param>
    public static Partition Of(Processor processor, bool threads, int rows, int panels, int depth, int largestBlock, int unit, int largestGroup)
    {
        long work = Work(rows, panels, depth);
        int width = (int)processor.Width;
        if (!threads && rows <= largestBlock && panels <= largestGroup)
            return new Partition(rows, panels, 1, 1);
        int blocks = Divide(rows, largestBlock), groups = Divide(panels, largestGroup);
        if (threads)
        {
            int maxBlocks = Divide(rows, unit), maxGroups = Divide(panels, 2);
            long wanted = Math.Min(PartsForThread * (long)processor.Threads, work / (MinForPart * width / WidestBits));
            while ((long)blocks * groups < wanted && (groups < maxGroups || blocks < maxBlocks))
            {
                if (groups < maxGroups)
                    groups = Math.Min(2 * groups, maxGroups);
                else
                    blocks = Math.Min(2 * blocks, maxBlocks);
            }
        }
        int rowBlock = Divide(Divide(rows, blocks), unit) * unit;
        int group = Divide(panels, groups);
        group += group > 1 ? group % 2 : 0;
        blocks = Divide(rows, rowBlock);
        return new Partition(rowBlock, group, blocks, blocks * Divide(panels, group), threads);
    }

    /// <summary>Where a part begins. The blocks of rows of one group follow one another, so that its weights are still in cache.</summary>
    public (int Row, int Panel) Place(int part)
    {
        if (Parts == 1)
            return (0, 0);
        (int group, int block) = Math.DivRem(part, RowBlocks);
        return (block * RowBlock, group * Group);
    }

    /// <summary>Does the parts.</summary>
    public void Run(Processor processor, IWork work)
    {
        if (Threads)
        {
            processor.Run(work, Parts);
            return;
        }
        for (int part = 0; part < Parts; part++)
            work.Run(part, member: 0);
    }

    /// <summary>Multiply-adds of a product.</summary>
    public static long Work(int rows, int panels, int depth) => (long)rows * panels * PanelMatrix.PanelColumns * depth;

    private static int Divide(int a, int b) => (int)(((uint)a + (uint)b - 1) / (uint)b);
}
