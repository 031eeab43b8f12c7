using System.Collections.Concurrent;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Networks;

/// <summary>A network's predictions from many threads at once: each takes a pass from a pool, and puts it back.</summary>
internal sealed class PredictionPasses(Network network)
{
    private const int ChunkRows = 256;

    private readonly ConcurrentBag<NetworkPass> rows = [];
    private readonly ConcurrentBag<NetworkPass> chunks = [];

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        var pass = rows.TryTake(out var idle) ? idle : new NetworkPass(network, rows: 1, Processor.Single);
        inputs.CopyTo(pass.Inputs.Row(0));
        Run(pass, 1);
        pass.Outputs.Row(0).CopyTo(outputs);
        rows.Add(pass);
    }

    public void Predict(Matrix inputs, Matrix outputs, Processor? processor)
    {
        // A pass is tied to its processor: only those of the calling thread alone are pooled.
        var pass = processor is null && chunks.TryTake(out var idle) ? idle
            : new NetworkPass(network, Math.Min(ChunkRows, Math.Max(1, processor is null ? ChunkRows : inputs.Rows)), processor ?? Processor.Single);
        int capacity = pass.Inputs.Rows;
        for (int start = 0; start < inputs.Rows; start += capacity)
        {
            int count = Math.Min(capacity, inputs.Rows - start);
            for (int n = 0; n < count; n++)
                inputs.Row(start + n).CopyTo(pass.Inputs.Row(n));
            Run(pass, count);
            for (int n = 0; n < count; n++)
                pass.Outputs.Row(n).CopyTo(outputs.Row(start + n));
        }
        if (processor is null)
            chunks.Add(pass);
    }

    private static void Run(NetworkPass pass, int count)
    {
        pass.Forward(count);
        pass.ApplyOutputFunction(count);
    }
}
