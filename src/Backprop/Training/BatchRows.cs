using Backprop.Execution;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Training;

/// <summary>Gathers the rows of a batch from the examples, on several threads where they have many numbers.</summary>
internal sealed class BatchRows : IWork
{
    /// <summary>Fewer numbers, which may come from memory here, one thread copies in hardly more time than a second one takes to come.</summary>
    private const int MinForThreads = 32768;

    private const int RowsOfPart = 8;

    private readonly Examples examples;
    private readonly NetworkPass pass;
    private readonly Processor processor;
    private readonly Action<Matrix> copyInputs;
    private int[] order = [];
    private int first, count;

    public BatchRows(Examples examples, NetworkPass pass, Processor processor)
    {
        (this.examples, this.pass, this.processor) = (examples, pass, processor);
        copyInputs = CopyInputs;
    }

    /// <summary>Makes the examples at some positions of an order the first rows of the batch.</summary>
    public void Take(int[] from, int firstPlace, int rows)
    {
        (order, first, count) = (from, firstPlace, rows);
        if (pass.InputCopies is { } copies)
        {
            copies.Set(copyInputs);
            for (int n = 0; n < rows; n++)
                examples.CopyTargetTo(order[first + n], pass, n);
            return;
        }
        int parts = (rows + RowsOfPart - 1) / RowsOfPart;
        if ((long)rows * examples.Inputs.Columns >= MinForThreads)
        {
            processor.Run(this, parts);
            return;
        }
        for (int part = 0; part < parts; part++)
            Run(part, member: 0);
    }

    public void Run(int part, int member)
    {
        int end = Math.Min(count, (part + 1) * RowsOfPart);
        for (int n = part * RowsOfPart; n < end; n++)
            examples.CopyTo(order[first + n], pass, n);
    }

    private void CopyInputs(Matrix inputs)
    {
        for (int n = 0; n < count; n++)
            examples.InputsOf(order[first + n]).CopyTo(inputs.Row(n));
    }
}
