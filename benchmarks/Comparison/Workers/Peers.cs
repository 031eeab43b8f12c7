namespace Backprop.Benchmarks.Workers;

/// <summary>Backprop and the systems it is compared with, as far as <c>benchmarks/run</c> could build or find them.</summary>
internal sealed class Peers
{
    public Peers(string benchmarks, string built)
    {
        string? Existing(string path) => File.Exists(path) ? path : null;
        string[]? Dotnet(string folder, string name) =>
            Existing(Path.Combine(benchmarks, "Peers", folder, "bin", "Release", "net10.0", name + ".dll")) is { } path ? ["dotnet", path] : null;
        string[]? Program(string name) => Existing(Path.Combine(built, name)) is { } path ? [path] : null;

        Backprop = new Peer("Backprop", ["dotnet", typeof(Peers).Assembly.Location, "worker"], "");
        Torch = new Peer("libtorch", Dotnet("TorchSharp", "Backprop.Benchmarks.TorchSharp"), "a build of Peers/TorchSharp",
            Existing(Path.Combine(built, "libstreams.so")) is { } preload ? new Dictionary<string, string> { ["LD_PRELOAD"] = preload } : null);
        Onnx = new Peer("ONNX Runtime", Dotnet("OnnxRuntime", "Backprop.Benchmarks.OnnxRuntime"), "a build of Peers/OnnxRuntime");
        C = new Peer("C", Program("c-step"), "gcc");
        Fann = new Peer("FANN", Program("fann-step"), "gcc and FANN's header (Debian: libfann-dev)");
        bool sklearn = File.Exists(Path.Combine(built, "scikit-learn-is-here"));
        ScikitLearn = new Peer("scikit-learn", sklearn ? ["/usr/bin/python3", Path.Combine(benchmarks, "Peers", "ScikitLearn", "step.py")] : null,
            "scikit-learn for /usr/bin/python3 (Debian: python3-sklearn)");
        All = [Backprop, Torch, Onnx, C, Fann, ScikitLearn];
    }

    public Peer Backprop { get; }

    /// <summary>PyTorch's engine, through TorchSharp.</summary>
    public Peer Torch { get; }

    public Peer Onnx { get; }

    /// <summary>The 2-3-1 step written by hand.</summary>
    public Peer C { get; }

    public Peer Fann { get; }

    public Peer ScikitLearn { get; }

    public IReadOnlyList<Peer> All { get; }
}
