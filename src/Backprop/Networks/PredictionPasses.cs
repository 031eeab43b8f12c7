using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Networks;

/// <summary>A network's predictions from many threads at once: each takes what it works in from a pool, and puts it back.</summary>
internal sealed class PredictionPasses(Network network)
{
    private readonly Pool<NetworkPass> rows = new();

    // A pass is tied to its processor; the passes of one that is forgotten go with it.
    private readonly ConditionalWeakTable<Processor, Pool<BatchPrediction>> batches = [];

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
        var pool = batches.GetOrCreateValue(processor);
        var batch = pool.Take() ?? new BatchPrediction(network, processor);
        batch.Run(inputs, outputs);
        pool.Put(batch);
    }
}
