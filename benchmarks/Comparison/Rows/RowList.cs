using Backprop.Benchmarks.Workers;

namespace Backprop.Benchmarks.Rows;

/// <summary>The rows of the tables.</summary>
internal static class RowList
{
    private const double LargeOperations = 1e9;

    /// <summary>N × D × M of the products that are timed alone: layers of the rows below.</summary>
    public static IReadOnlyList<(int Rows, int Inputs, int Units)> Products { get; } =
        [(32, 784, 128), (256, 256, 256), (100, 784, 1000), (100, 1000, 500), (512, 1024, 4096), (512, 4096, 4096), (512, 4096, 1000)];

    public static IReadOnlyList<Row> Of(Peers peers)
    {
        bool two = Environment.ProcessorCount > 1;
        var rows = new List<Row>();

        void Train(
            Group group, string sizes, int batch, string activation, string error, string optimizer, (double One, double Two)? libtorch,
            params (Peer Peer, double Ratio, string Text)[] others)
        {
            var job = new Job("train", sizes, batch, activation, error, optimizer, 1);
            var row = new Row(group, job, [], []);
            var ratios = libtorch ?? (row.Operations < LargeOperations ? (1.3, 1.3) : (1.12, 1.12));
            bool tiny = row.Operations < 1e5;
            List<(Peer, int)> contenders = [(peers.Backprop, 1)];
            if (two && !tiny)
                contenders.Add((peers.Backprop, 2));
            contenders.Add((peers.Torch, 1));
            if (two && !tiny)
                contenders.Add((peers.Torch, 2));
            if (group == Group.Training && row.Operations < 10 * LargeOperations)
                contenders.Add((peers.ScikitLearn, 1));
            contenders.AddRange(others.Select(other => (other.Peer, 1)));
            List<Target> targets = [.. others.Select(other => new Target(other.Peer, 1, other.Ratio, other.Text))];
            if (ratios.Item1 > 0)
                targets.Add(new Target(peers.Torch, 1, ratios.Item1, $"≥ {ratios.Item1:0.##} × libtorch"));
            if (ratios.Item2 > 0 && two && !tiny)
                targets.Add(new Target(peers.Torch, 2, ratios.Item2, $"≥ {ratios.Item2:0.##} × libtorch on two threads"));
            rows.Add(row with { Contenders = contenders, Targets = targets });
        }

        void Predict(string sizes, int batch, string activation, double ratio)
        {
            List<(Peer, int)> contenders = two && batch > 1
                ? [(peers.Backprop, 1), (peers.Backprop, 2), (peers.Onnx, 1), (peers.Onnx, 2)]
                : [(peers.Backprop, 1), (peers.Onnx, 1)];
            rows.Add(new Row(Group.Prediction, new Job("predict", sizes, batch, activation, "-", "-", 1), contenders,
                [new Target(peers.Onnx, 1, ratio, $"≥ {ratio:0.##} × ONNX Runtime")]));
        }

        void SideBySide(string sizes, int batch, string activation, string error, string optimizer) =>
            rows.Add(new Row(Group.SideBySide, new Job("side-by-side", sizes, batch, activation, error, optimizer, 1), [(peers.Backprop, 1), (peers.Backprop, 2)], []));

        Train(Group.Training, "2-3-1", 1, "sigmoid", "sum-of-squares", "sgd", (0, 0),
            (peers.C, 0.5, "≤ 2 × C (1.5 if we can)"), (peers.Fann, 1, "faster than FANN"));
        Train(Group.Training, "13-32-1", 32, "tanh", "sum-of-squares", "sgd", (25, 0));
        Train(Group.Training, "784-30-10", 10, "sigmoid", "sum-of-squares", "sgd", (10, 0));
        Train(Group.Training, "784-128-10", 32, "relu", "cross-entropy", "sgd", (2.4, 3.5));
        Train(Group.Training, "784-128-10", 128, "relu", "cross-entropy", "adam", (1.85, 0));
        Train(Group.Training, "54-256-256-7", 256, "relu", "cross-entropy", "adam", (1.5, 0));
        Train(Group.Training, "784-1000-500-10", 100, "tanh", "cross-entropy", "sgd", (1.35, 0));
        Train(Group.Training, "1024-4096-4096-1000", 512, "relu", "cross-entropy", "adam", (1.25, 0));

        Train(Group.Others, "7-19-5-3", 1, "tanh", "cross-entropy", "adam", null);
        Train(Group.Others, "20-50-50-50-50-50-50-5", 64, "tanh", "cross-entropy", "adam", null);
        Train(Group.Others, "37-201-13", 50, "relu", "sum-of-squares", "sgd", null);
        Train(Group.Others, "1001-17-3", 63, "sigmoid", "cross-entropy", "sgd", null);
        Train(Group.Others, "10-2000-10", 128, "relu", "sum-of-squares", "adam", null);
        Train(Group.Others, "300-300-300-300-300-10", 200, "relu", "cross-entropy", "sgd", null);
        Train(Group.Others, "513-1025-257-11", 129, "tanh", "cross-entropy", "adam", null);
        Train(Group.Others, "2000-2000-2000-10", 256, "relu", "cross-entropy", "sgd", null);
        Train(Group.Others, "3000-1500-700-100", 1000, "relu", "sum-of-squares", "adam", null);

        if (two)
        {
            SideBySide("2-3-1", 1, "sigmoid", "sum-of-squares", "sgd");
            SideBySide("13-32-1", 32, "tanh", "sum-of-squares", "sgd");
            SideBySide("784-128-10", 32, "relu", "cross-entropy", "sgd");
            SideBySide("54-256-256-7", 128, "relu", "cross-entropy", "adam");
            SideBySide("784-1000-500-10", 100, "tanh", "cross-entropy", "sgd");
        }

        Predict("13-32-1", 1, "tanh", 20);
        Predict("784-128-10", 1, "relu", 1.5);
        Predict("784-128-10", 1024, "relu", 0.97);
        Predict("54-256-256-7", 1024, "relu", 1);
        Predict("13-32-1", 1024, "tanh", 1);
        return rows;
    }
}
