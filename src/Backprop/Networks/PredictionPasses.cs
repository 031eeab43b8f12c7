using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Networks;

/// <summary>A network's predictions from many threads at once: each takes what it works in from a pool, and puts it back.</summary>
internal sealed class PredictionPasses(Network network)
{
    private readonly Pool<NetworkPass> rows = new();

    // Passes are tied to their processor. They are held by the network alone, never by the processor, which may live longer than many networks;
    // and of processors other than the single thread only the last is remembered, so that forgotten ones do not gather here.
    private readonly Pool<BatchPrediction> single = new(), shared = new();

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        var pass = rows.Take() ?? new NetworkPass(network, rows: 1, Processor.Single);
        pass.Inputs.SetRows(inputs);
        pass.Forward(1);
        pass.ApplyOutputFunction(1);
        pass.Outputs.Row(0).CopyTo(outputs);
        rows.Put(pass);
    }

    public void Predict(Matrix inputs, Matrix outputs, Processor processor, CancellationToken cancellation)
    {
        var pool = processor == Processor.Single ? single : shared;
        var batch = pool.Take();
        if (batch?.Processor != processor)
            batch = new BatchPrediction(network, processor);
        batch.Run(inputs, outputs, cancellation);
        pool.Put(batch);
    }
}
