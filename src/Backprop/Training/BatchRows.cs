using Backprop.Networks;
using Backprop.Numerics.Threads;

namespace Backprop.Training;

/// <summary>Brings the rows of a batch from wherever they stand among the examples, many numbers on several threads.</summary>
internal sealed class BatchRows(Examples examples, NetworkPass pass, Processor processor) : IWork
{
    private const int LeastForThreads = 16384;
    private const int RowsOfPart = 8;

    private int[] order = [];
    private int first, count;

    /// <summary>Copies the examples of some places of an order.</summary>
    public void Take(int[] from, int firstPlace, int rows)
    {
        (order, first, count) = (from, firstPlace, rows);
        int parts = (rows + RowsOfPart - 1) / RowsOfPart;
        if ((long)rows * examples.Inputs.Columns >= LeastForThreads)
        {
            processor.Run(this, parts);
            return;
        }
        for (int part = 0; part < parts; part++)
            Run(part);
    }

    public void Run(int part)
    {
        int end = Math.Min(count, (part + 1) * RowsOfPart);
        for (int n = part * RowsOfPart; n < end; n++)
            examples.CopyTo(order[first + n], pass, n);
    }
}
