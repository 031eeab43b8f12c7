using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Networks;

/// <summary>A network's predictions from many threads at once: each takes a pass from a pool, and puts it back.</summary>
internal sealed class PredictionPasses(Network network)
{
    private const int ChunkRows = 256;

    private readonly Pool rows = new();
    private readonly Pool chunks = new();

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        var pass = rows.Take() ?? new NetworkPass(network, rows: 1, Processor.Single);
        pass.Inputs.SetRows(inputs);
        Run(pass, 1);
        pass.Outputs.Row(0).CopyTo(outputs);
        rows.Put(pass);
    }

    public void Predict(Matrix inputs, Matrix outputs, Processor? processor)
    {
        // A pass is tied to its processor: only those of the calling thread alone are pooled.
        var pass = (processor is null ? chunks.Take() : null)
            ?? new NetworkPass(network, Math.Min(ChunkRows, Math.Max(1, processor is null ? ChunkRows : inputs.Rows)), processor ?? Processor.Single);
        int capacity = pass.Inputs.Rows;
        for (int start = 0; start < inputs.Rows; start += capacity)
        {
            int count = Math.Min(capacity, inputs.Rows - start);
            pass.Inputs.CopyRows(inputs, start, 0, count);
            Run(pass, count);
            outputs.CopyRows(pass.Outputs, 0, start, count);
        }
        if (processor is null)
            chunks.Put(pass);
    }

    private static void Run(NetworkPass pass, int count)
    {
        pass.Forward(count);
        pass.ApplyOutputFunction(count);
    }
}
