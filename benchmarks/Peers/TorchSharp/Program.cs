using Backprop.Benchmarks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

// libtorch, PyTorch's engine on the CPU, driven from C#: the same step in its own words.
var job = Job.Parse(args);
set_num_threads(job.Threads);
random.manual_seed(1);
int[] sizes = job.Layers;

var parts = new List<(string, nn.Module<Tensor, Tensor>)>();
for (int l = 1; l < sizes.Length; l++)
{
    parts.Add(($"dense{l}", nn.Linear(sizes[l - 1], sizes[l])));
    if (l < sizes.Length - 1)
        parts.Add(($"function{l}", job.Activation switch
        {
            "sigmoid" => nn.Sigmoid(),
            "tanh" => nn.Tanh(),
            "relu" => nn.ReLU(),
            _ => throw new ArgumentException($"no activation {job.Activation} here"),
        }));
}
using Sequential network = nn.Sequential(parts);
Tensor[] inputs = [.. Enumerable.Range(0, WorkerLoop.Batches).Select(_ => rand(job.Batch, sizes[0]))];
string version = $"libtorch {torch.__version__} through TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}";

if (job.Predicts)
{
    network.eval();
    WorkerLoop.Run(version, batch =>
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        network.forward(inputs[batch]);
    });
    return;
}

bool classes = job.Error == "cross-entropy";
Tensor[] targets =
[
    .. Enumerable.Range(0, WorkerLoop.Batches).Select(_ => classes ? randint(0, sizes[^1], job.Batch, dtype: ScalarType.Int64) : rand(job.Batch, sizes[^1])),
];
using optim.Optimizer optimizer = job.Optimizer == "adam" ? optim.Adam(network.parameters(), 1e-4) : optim.SGD(network.parameters(), 1e-4);
WorkerLoop.Run(version, batch =>
{
    using var scope = NewDisposeScope();
    optimizer.zero_grad();
    var outputs = network.forward(inputs[batch]);
    var error = classes ? nn.functional.cross_entropy(outputs, targets[batch]) : nn.functional.mse_loss(outputs, targets[batch]);
    error.backward();
    optimizer.step();
});
