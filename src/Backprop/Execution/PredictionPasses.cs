using Backprop.Layers;
using Backprop.Losses;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Execution;

/// <summary>A network's predictions from many threads at once: each takes what it works in from a pool, and puts it back.</summary>
internal sealed class PredictionPasses(IReadOnlyList<Layer> network, ErrorFunction error)
{
    /// <summary>Rows that are copied to where the kernels read them and predicted before the next ones.</summary>
    private const int RowsAtOnce = 4096;

    private readonly Pool<Executor> rows = new();

    // Passes are tied to their processor. They are held by the network alone, never by the processor, which may live longer than many networks;
    // and of processors other than the single thread only the last is remembered, so that forgotten ones do not gather here.
    private readonly Pool<BatchPrediction> single = new(), shared = new();

    // For those who name a number of threads. Its threads end when they have nothing to do.
    private Processor? several;

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        var executor = rows.Take() ?? new Executor(network, error, rows: 1, Processor.Single);
        var pass = executor.Pass;
        pass.Inputs.SetRows(inputs);
        executor.Forward(1);
        pass.ApplyOutputFunction(1);
        pass.Outputs.Row(0).CopyTo(outputs);
        rows.Put(executor);
    }

    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, int threads, CancellationToken cancellation)
    {
        var processor = threads == 1 ? Processor.Single : several;
        if (processor is null || processor.Threads != (threads == 0 ? Environment.ProcessorCount : threads))
            several = processor = new Processor(threads);
        int d = network[0].Inputs, k = network[^1].Units, total = inputs.Length / d;
        Matrix x = new(Math.Min(total, RowsAtOnce), d), y = new(x.Rows, k);
        for (int start = 0; start < total; start += RowsAtOnce)
        {
            int count = Math.Min(x.Rows, total - start);
            if (count < x.Rows)
                (x, y) = (new Matrix(count, d), new Matrix(count, k));
            x.SetRows(inputs.Slice(start * d, count * d));
            Predict(x, y, processor, cancellation);
            for (int n = 0; n < count; n++)
                y.Row(n).CopyTo(outputs[((start + n) * k)..]);
        }
    }

    public void Predict(Matrix inputs, Matrix outputs, Processor processor, CancellationToken cancellation)
    {
        var pool = processor == Processor.Single ? single : shared;
        var batch = pool.Take();
        if (batch?.Processor != processor)
            batch = new BatchPrediction(network, error, processor);
        batch.Run(inputs, outputs, cancellation);
        pool.Put(batch);
    }
}
