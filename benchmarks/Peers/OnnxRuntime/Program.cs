using Backprop.Benchmarks;
using Backprop.Benchmarks.OnnxRuntime;
using Backprop.Layers;
using Backprop.Networks;
using Microsoft.ML.OnnxRuntime;

// ONNX Runtime in this process, with inputs and outputs bound once: its fastest way.
var job = Job.Parse(args);
int[] sizes = job.Layers;
var network = new Network(sizes, new NetworkOptions { Activation = ActivationFunction.Parse(job.Activation) });
using var options = new SessionOptions
{
    IntraOpNumThreads = job.Threads,
    InterOpNumThreads = 1,
    GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
};
using var session = new InferenceSession(OnnxModel.Of(network), options);
using var run = new RunOptions();
var random = new Random(1);
float[] Rows(int columns) => [.. Enumerable.Range(0, job.Batch * columns).Select(_ => random.NextSingle())];
float[][] rows = [.. Enumerable.Range(0, WorkerLoop.Batches).Select(_ => Rows(sizes[0]))];
OrtValue[][] inputs = [.. rows.Select(values => new[] { OrtValue.CreateTensorValueFromMemory(values, [job.Batch, sizes[0]]) })];
float[] outputs = new float[job.Batch * sizes[^1]];
OrtValue[] bound = [OrtValue.CreateTensorValueFromMemory(outputs, [job.Batch, sizes[^1]])];
string[] inputNames = ["x"], outputNames = ["y"];

// The same work: its outputs are ours, up to rounding.
session.Run(run, inputNames, inputs[0], outputNames, bound);
for (int n = 0; n < job.Batch; n++)
{
    float[] ours = network.Predict(rows[0].AsSpan(n * sizes[0], sizes[0]));
    for (int k = 0; k < ours.Length; k++)
        if (!(Math.Abs(ours[k] - outputs[n * sizes[^1] + k]) < 1e-3f))
            throw new InvalidOperationException($"row {n + 1}, output {k + 1}: ONNX Runtime says {outputs[n * sizes[^1] + k]}, we say {ours[k]}");
}
WorkerLoop.Run($"ONNX Runtime {OrtEnv.Instance().GetVersionString()}", batch => session.Run(run, inputNames, inputs[batch], outputNames, bound));
