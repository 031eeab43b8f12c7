using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Networks;

/// <summary>A network's predictions from many threads at once: each takes what it works in from a pool, and puts it back.</summary>
internal sealed class PredictionPasses(Network network)
{
    /// <summary>Rows that are copied to where the kernels read them and predicted before the next ones.</summary>
    private const int RowsAtOnce = 4096;

    private readonly Pool<NetworkPass> rows = new();

    // Passes are tied to their processor. They are held by the network alone, never by the processor, which may live longer than many networks;
    // and of processors other than the single thread only the last is remembered, so that forgotten ones do not gather here.
    private readonly Pool<BatchPrediction> single = new(), shared = new();

    // For those who name a number of threads. Its threads end when they have nothing to do.
    private Processor? several;

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        var pass = rows.Take() ?? new NetworkPass(network, rows: 1, Processor.Single);
        pass.Inputs.SetRows(inputs);
        pass.Forward(1);
        pass.ApplyOutputFunction(1);
        pass.Outputs.Row(0).CopyTo(outputs);
        rows.Put(pass);
    }

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, int threads, CancellationToken cancellation)
    {
        var processor = threads == 1 ? Processor.Single : several;
        if (processor is null || processor.Threads != (threads == 0 ? Environment.ProcessorCount : threads))
            several = processor = new Processor(threads);
        int total = inputs.Length / network.Inputs;
        Matrix x = new(Math.Min(total, RowsAtOnce), network.Inputs), y = new(x.Rows, network.Outputs);
        for (int start = 0; start < total; start += RowsAtOnce)
        {
            int count = Math.Min(x.Rows, total - start);
            if (count < x.Rows)
                (x, y) = (new Matrix(count, network.Inputs), new Matrix(count, network.Outputs));
            x.SetRows(inputs.Slice(start * network.Inputs, count * network.Inputs));
            Predict(x, y, processor, cancellation);
            for (int n = 0; n < count; n++)
                y.Row(n).CopyTo(outputs[((start + n) * network.Outputs)..]);
        }
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
