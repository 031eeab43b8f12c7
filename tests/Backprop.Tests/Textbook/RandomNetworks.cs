using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Tests.Textbook;

/// <summary>Random networks with a row that fits them.</summary>
public static class RandomNetworks
{
    public sealed record Case(TextbookNetwork Network, double[] X, double[] T)
    {
        public override string ToString() =>
            $"{Network.Layers[0].Inputs}{string.Concat(Network.Layers.Select(l => $"-{l.Units} {l.Activation}"))}, {Network.ErrorName}={Network.ErrorParameter}";
    }

    public static readonly (string Name, double? Parameter)[] Errors =
        [("sum-of-squares", null), ("absolute", null), ("huber", null), ("huber", 0.3), ("cross-entropy", null), ("cross-entropy", 0.1), ("poisson", null), ("quantile", null), ("quantile", 0.9)];

    public static readonly ActivationFunction[] Functions = [.. ActivationFunction.All, ActivationFunction.Parse("leaky-relu=0.3"), ActivationFunction.Parse("elu=0.4")];

    public static readonly ActivationFunction[] Hidden = [.. Functions.Where(f => !f.OutputOnly)];

    /// <summary>Every pair of output function and error function that has a formula.</summary>
    public static readonly (ActivationFunction Output, string Error, double? Parameter)[] Heads =
        [.. from f in Functions from e in Errors where TextbookErrors.Fits(e.Name, f) select (f, e.Name, e.Parameter)];

    /// <summary>A network of 0 to <paramref name="maxHidden"/> hidden layers of 1 to 5 units, each with a random function.</summary>
    public static Gen<Case> Any(int maxHidden = 4) =>
        from layers in Pick(Hidden).Array[0, maxHidden]
        from head in Pick(Heads)
        from made in Of(layers, head)
        select made;

    public static Gen<Case> Of(ActivationFunction[] hidden, (ActivationFunction Output, string Error, double? Parameter) head) =>
        from sizes in Gen.Int[1, 5].Array[hidden.Length + 2]
        from seed in Gen.Double[-1.5, 1.5].Array[sizes.Zip(sizes.Skip(1), (d, m) => (d + 1) * m).Sum()]
        from x in Gen.Double[-2, 2].Array[sizes[0]]
        from u in Gen.Double[0, 1].Array[sizes[^1]]
        select new Case(Network(sizes, seed, hidden, head), x, Targets(head, u));

    private static Gen<T> Pick<T>(T[] from) => Gen.Int[0, from.Length - 1].Select(i => from[i]);

    private static TextbookNetwork Network(int[] sizes, double[] values, ActivationFunction[] hidden, (ActivationFunction Output, string Error, double? Parameter) head)
    {
        int next = 0;
        var layers = new List<TextbookLayer>();
        for (int l = 0; l + 1 < sizes.Length; l++)
        {
            var w = new double[sizes[l] + 1, sizes[l + 1]];
            for (int i = 0; i <= sizes[l]; i++)
                for (int j = 0; j < sizes[l + 1]; j++)
                    w[i, j] = values[next++] / Math.Sqrt(sizes[l]);
            layers.Add(new(l < hidden.Length ? hidden[l] : head.Output, w));
        }
        return new(layers, head.Error, head.Parameter);
    }

    private static double[] Targets((ActivationFunction Output, string Error, double? Parameter) head, double[] u) => (head.Error, head.Output.Name) switch
    {
        ("cross-entropy", "softmax") => [.. u.Select(v => (v + 0.01) / u.Sum(s => s + 0.01))],
        ("cross-entropy", _) => u,
        ("poisson", _) => [.. u.Select(v => Math.Floor(v * 6))],
        _ => [.. u.Select(v => 4 * v - 2)],
    };
}
