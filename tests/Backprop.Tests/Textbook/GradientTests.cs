using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using CsCheck;

namespace Backprop.Tests.Textbook;

public class GradientTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (ActivationFunction hidden in RandomNetworks.Hidden)
                foreach ((ActivationFunction output, string error, double? parameter) in RandomNetworks.Heads)
                    pairs.Add(hidden.ToString(), FormattableString.Invariant($"{output} {error} {parameter}"));
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_hidden_function_with_every_legal_output_and_error_matches_differences(string hidden, string head)
    {
        var chosen = RandomNetworks.Heads.Single(h => FormattableString.Invariant($"{h.Output} {h.Error} {h.Parameter}") == head);
        RandomNetworks.Of([ActivationFunction.Parse(hidden)], chosen).Where(IsSmooth).Sample(Matches, iter: 12, threads: 1);
    }

    [Fact]
    public void Networks_of_random_shape_match_differences() =>
        RandomNetworks.Any().Where(IsSmooth).Sample(Matches, iter: 5000);

    [Fact]
    public void A_wrong_derivative_is_noticed()
    {
        TextbookNetwork network = LectureExample.Network();
        double[][,] gradient = network.Gradient([0.5, 0.4], [0.5]);
        double[][,] numerical = NumericalGradient.Of(network, [0.5, 0.4], [0.5]);
        Assert.True(Distance(gradient[0], numerical[0]) <= Tolerance * Largest(numerical[0]));
        gradient[0][0, 2] *= 1 + 3e-6;
        Assert.False(Distance(gradient[0], numerical[0]) <= Tolerance * Largest(numerical[0]));
    }

    [Fact]
    public void The_gradient_of_a_batch_is_the_weighted_mean_of_its_rows() =>
        Gen.Select(RandomNetworks.Any(2), Gen.Double[0.1, 3].Array[3]).Sample((c, w) =>
        {
            double[][] x = [c.X, [.. c.X.Select(v => v / 2)], [.. c.X.Select(v => 1 - v)]];
            double[][] t = [c.T, c.T, c.T];
            double[][,] batch = c.Network.BatchGradient(x, t, w);
            double[][][,] rows = [.. x.Select(row => c.Network.Gradient(row, c.T))];
            for (int l = 0; l < batch.Length; l++)
            {
                for (int i = 0; i < batch[l].GetLength(0); i++)
                {
                    for (int j = 0; j < batch[l].GetLength(1); j++)
                    {
                        double expected = Enumerable.Range(0, 3).Sum(n => w[n] * rows[n][l][i, j]) / w.Sum();
                        double scale = Enumerable.Range(0, 3).Max(n => Math.Abs(rows[n][l][i, j]));
                        Assert.Equal(expected, batch[l][i, j], 1e-13 * scale + 1e-300);
                    }
                }
            }
        }, iter: 200);

    [Fact]
    public void One_weight_alone_has_the_derivative_it_has_in_the_whole_gradient()
    {
        TextbookNetwork network = LectureExample.Network();
        double[][,] whole = NumericalGradient.Of(network, [0.5, 0.4], [0.5]);
        Assert.Equal(whole[0][2, 1], NumericalGradient.Of(network, [0.5, 0.4], [0.5], 0, 2, 1));
        Assert.Equal(whole[1][0, 0], NumericalGradient.Of(network, [0.5, 0.4], [0.5], 1, 0, 0));
    }

    private static bool IsSmooth(RandomNetworks.Case c) => NumericalGradient.KinkDistance(c.Network, c.X, c.T) > 50 * NumericalGradient.Step;

    private static void Matches(RandomNetworks.Case c)
    {
        double[][,] gradient = c.Network.Gradient(c.X, c.T);
        double[][,] numerical = NumericalGradient.Of(c.Network, c.X, c.T);
        // What differences cannot see: the rounding of E divided by the step, and its third derivative times the step squared.
        double[] y = c.Network.Predict(c.X);
        double size = y.Zip(c.T, (a, b) => Math.Abs(a) + Math.Abs(b)).Sum();
        double floor = 1e-10 * (Math.Abs(c.Network.Error(c.X, c.T)) + Math.Min(size, size * size) + 1);
        for (int l = 0; l < gradient.Length; l++)
        {
            double distance = Distance(gradient[l], numerical[l]), allowed = Tolerance * Largest(numerical[l]) + floor;
            Assert.True(distance <= allowed, $"Layer {l + 1}: the largest difference is {distance:R}, allowed is {allowed:R}.");
        }
    }

    private static double Largest(double[,] g) => g.Cast<double>().Max(Math.Abs);

    private static double Distance(double[,] g, double[,] h) => g.Cast<double>().Zip(h.Cast<double>(), (a, b) => Math.Abs(a - b)).Max();
}
