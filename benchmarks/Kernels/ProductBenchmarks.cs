using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks.Kernels;

/// <summary>The three products of a layer without endings, on one thread; GFLOP/s are 2·N·D·M over the time.</summary>
public class ProductBenchmarks
{
    private Processor processor = Processor.Single;
    private ForwardProduct forward = null!;
    private BackwardProduct backward = null!;
    private GradientProduct gradient = null!;
    private int rows;

    /// <summary>N × D × M.</summary>
    [Params("10x784x30", "32x13x32", "32x784x128", "256x256x256", "100x784x1000", "512x1024x4096")]
    public string Shape { get; set; } = "";

    [Params((int)VectorWidth.Bits512, (int)VectorWidth.Bits256)]
    public int Bits { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        int[] shape = [.. Shape.Split('x').Select(int.Parse)];
        (rows, int inputs, int units) = (shape[0], shape[1], shape[2]);
        processor = new Processor(1, (VectorWidth)Bits);
        Matrix x = new(rows, inputs), a = new(rows, units), deltas = new(rows, units), below = new(rows, inputs);
        for (int n = 0; n < rows; n++)
        {
            for (int i = 0; i < inputs; i++)
                x[n, i] = (n * 13 + i * 7) % 97 * 0.01f - 0.5f;
            for (int j = 0; j < units; j++)
                deltas[n, j] = (n * 11 + j * 5) % 89 * 0.01f - 0.4f;
        }
        PanelMatrix weights = new(inputs, units), gradients = new(inputs, units);
        forward = new ForwardProduct(x, weights, a, null);
        backward = new BackwardProduct(deltas, weights, below, null);
        gradient = new GradientProduct(x, deltas, gradients, null);
    }

    [Benchmark]
    public void Forward() => forward.Run(processor, rows);

    [Benchmark]
    public void Backward() => backward.Run(processor, rows);

    [Benchmark]
    public void Gradient() => gradient.Run(processor, rows, 1f / rows);
}
