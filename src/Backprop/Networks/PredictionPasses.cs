using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Networks;

/// <summary>A network's predictions from many threads at once: each takes a pass from a pool, and puts it back.</summary>
internal sealed class PredictionPasses(Network network)
{
    /// <summary>Rows that one thread takes at a time: what they leave between two layers stays in cache.</summary>
    private const int ChunkRows = 256;

    private readonly Pool rows = new();

    // A pass is tied to its processor; the passes of one that is forgotten go with it.
    private readonly ConditionalWeakTable<Processor, Pool> chunks = [];

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        var pass = rows.Take() ?? new NetworkPass(network, rows: 1, Processor.Single);
        pass.Inputs.SetRows(inputs);
        pass.Forward(1);
        pass.ApplyOutputFunction(1);
        pass.Outputs.Row(0).CopyTo(outputs);
        rows.Put(pass);
    }

    public void Predict(Matrix inputs, Matrix outputs, Processor processor)
    {
        var pool = chunks.GetOrCreateValue(processor);
        var pass = pool.Take() ?? new NetworkPass(network, ChunkRows * processor.Threads, processor);
        int capacity = pass.Outputs.Rows;
        for (int start = 0; start < inputs.Rows; start += capacity)
        {
            int count = Math.Min(capacity, inputs.Rows - start);
            pass.Forward(count, inputs, start);
            pass.ApplyOutputFunction(count);
            outputs.CopyRows(pass.Outputs, 0, start, count);
        }
        pool.Put(pass);
    }
}
