using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Explain.Tests;

/// <summary>Steps of random networks, and of networks of a given shape.</summary>
internal static class RandomSteps
{
    private static readonly ActivationFunction[] Functions = [.. ActivationFunction.All, ActivationFunction.Parse("elu=0.4")];

    private static readonly ActivationFunction[] Hidden = [.. Functions.Where(f => !f.OutputOnly)];

    private static readonly (ActivationFunction Output, string Error, double? Parameter)[] Heads =
    [
        .. from f in Functions
           from e in new (string Name, double? Parameter)[] { ("sum-of-squares", null), ("absolute", null), ("huber", 0.5), ("cross-entropy", null), ("cross-entropy", 0.2), ("poisson", null), ("quantile", 0.9) }
           where TextbookErrors.Fits(e.Name, f)
           select (f, e.Name, e.Parameter),
    ];

    public static Gen<TextbookStep> Any(int maxUnits = 5, int maxHidden = 3) =>
        from hidden in Gen.Int[0, Hidden.Length - 1].Array[0, maxHidden]
        from head in Gen.Int[0, Heads.Length - 1]
        from sizes in Gen.Int[1, maxUnits].Array[hidden.Length + 2]
        from seed in Gen.Int[0, int.MaxValue - 1]
        select Of(sizes, [.. hidden.Select(h => Hidden[h]), Heads[head].Output], Heads[head].Error, Heads[head].Parameter, seed);

    public static TextbookStep Of(int[] sizes, ActivationFunction[] functions, string error = "sum-of-squares", double? parameter = null, int seed = 1)
    {
        uint state = (uint)seed;
        double Next()
        {
            state = state * 1664525 + 1013904223;
            return (state >> 8) / (double)(1 << 23) - 1;
        }
        var layers = new TextbookLayer[functions.Length];
        for (int l = 0; l < layers.Length; l++)
        {
            var w = new double[sizes[l] + 1, sizes[l + 1]];
            for (int i = 0; i <= sizes[l]; i++)
                for (int j = 0; j < sizes[l + 1]; j++)
                    w[i, j] = 1.7 * Next() / Math.Sqrt(sizes[l]);
            layers[l] = new(functions[l], w);
        }
        double[] x = [.. Enumerable.Range(0, sizes[0]).Select(_ => Next())], t = [.. Enumerable.Range(0, sizes[^1]).Select(_ => Math.Abs(Next()) + 0.01)];
        if (functions[^1].Name == "softmax")
            t = [.. t.Select(v => v / t.Sum())];
        return new TextbookNetwork(layers, error, parameter).Step(x, t, 0.1);
    }
}
