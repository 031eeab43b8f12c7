using Backprop.Layers;
using Backprop.Networks;
using Backprop.Numerics.Lanes;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Tests.Training;

public class OptimizerTests
{
    public static TheoryData<string> Names => [.. Optimizer.All.Select(optimizer => optimizer.Name)];

    // A linear unit y = w·x with x = 1, t = 3 and no bias gradient to confuse matters: E = ½(w + b − 3)², so g = w + b − 3 for both.
    private static readonly float[] X = [1], T = [3];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_first_five_steps_are_those_of_the_published_formula(string name)
    {
        var optimizer = Optimizer.Parse(name) with { LearningRate = 0.1 };
        using var trainer = new Trainer(new Network([1, 1], new NetworkOptions { Initializer = Initializer.Constant }), new TrainingOptions { Optimizer = optimizer, BatchSize = 1 });
        double[] w = [1, 1], first = [0, 0], second = [0, 0];
        for (int t = 1; t <= 5; t++)
        {
            trainer.Step(X, T);
            double g = w[0] + w[1] - 3;
            for (int i = 0; i < 2; i++)
                w[i] = Published(name, t, i == 0, w[i], g, ref first[i], ref second[i]);
            Assert.Equal(w[0], trainer.Network.DenseLayers[0][0, 0], 1e-5);
            Assert.Equal(w[1], trainer.Network.DenseLayers[0][1, 0], 1e-5);
        }
    }

    private static double Published(string name, int t, bool bias, double w, double g, ref double first, ref double second)
    {
        const double Eta = 0.1, Mu = 0.9, Rho = 0.9, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8, Lambda = 0.01;
        switch (name)
        {
            case "sgd":
                return w - Eta * g;
            case "momentum":
                first = Mu * first + g;
                return w - Eta * first;
            case "nesterov":
                first = Mu * first + g;
                return w - Eta * (g + Mu * first);
            case "rmsprop":
                first = Rho * first + (1 - Rho) * g * g;
                return w - Eta * g / (Math.Sqrt(first) + Epsilon);
            case "adam" or "adamw":
                if (name == "adamw" && !bias)
                    w -= Eta * Lambda * w;
                first = Beta1 * first + (1 - Beta1) * g;
                second = Beta2 * second + (1 - Beta2) * g * g;
                return w - Eta * (first / (1 - Math.Pow(Beta1, t))) / (Math.Sqrt(second / (1 - Math.Pow(Beta2, t))) + Epsilon);
            default:
                throw new ArgumentOutOfRangeException(nameof(name), name, "no published formula here");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_optimizer_finds_the_bottom_of_a_narrow_valley(string name)
    {
        // y = w₁x₁ + w₂x₂ + b on rows whose inputs differ tenfold in size; w = (1, −2), b = 0.5 fits them exactly.
        var optimizer = Optimizer.Parse(name);
        optimizer = optimizer with { LearningRate = name switch { "sgd" => 0.5, "momentum" or "nesterov" => 0.1, _ => 0.01 } };
        using var trainer = new Trainer(
            new Network([2, 1], new NetworkOptions { Initializer = Initializer.Parse("constant=0") }),
            new TrainingOptions { Optimizer = optimizer, BatchSize = 4, WeightDecay = 0 });
        float[] x = [1, 0.1f, -1, 0.1f, 1, -0.1f, -1, -0.1f], t = new float[4];
        for (int n = 0; n < 4; n++)
            t[n] = x[2 * n] - 2 * x[2 * n + 1] + 0.5f;
        double before = trainer.Step(x, t), after = before;
        for (int step = 0; step < 3000; step++)
            after = trainer.Step(x, t);
        Assert.InRange(after, 0, 1e-3 * before);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_rule_has_the_same_bits_at_every_width_and_length_of_any_numbers(string name)
    {
        float[] special = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.Epsilon, -0f, 0f, 1e-30f, -3.5f];
        var regularizations = new[] { Regularization.None, new Regularization(0.5f, 0.01f, 0.001f, 0.999f) };
        foreach (Regularization regularization in regularizations)
        {
            for (int length = 1; length <= 37; length++)
            {
                float[][] expected = Updated(VectorWidth.Scalar, regularization, length);
                foreach (VectorWidth width in VectorWidths.All)
                {
                    float[][] updated = Updated(width, regularization, length);
                    for (int n = 0; n < updated.Length; n++)
                        for (int i = 0; i < updated[n].Length; i++)
                            Assert.True(Bits(expected[n][i]) == Bits(updated[n][i]), $"{width}, number {i} of {length}: {updated[n][i]:R} instead of {expected[n][i]:R}");
                }
            }
        }

        float[][] Updated(VectorWidth width, Regularization regularization, int length)
        {
            OptimizerRun run = Optimizer.Parse(name).Start();
            // Strides without a common divisor: weights, gradients and moments meet in many pairs.
            float[] Numbers(int stride) => [.. Enumerable.Range(0, length).Select(i => i % 3 == 0 ? special[(i * stride + length) % special.Length] : (i * stride % 17 - 8) * 0.11f)];
            float[] weights = Numbers(1), gradients = Numbers(5), first = run.Moments > 0 ? Numbers(7) : [], second = run.Moments > 1 ? Numbers(11) : [];
            for (int step = 0; step < 2; step++)
            {
                run.Begin([0.01]);
                run.Update(width, 0, regularization, weights, gradients, first, second);
            }
            return [weights, first, second];
        }

        static int Bits(float number) => BitConverter.SingleToInt32Bits(float.IsNaN(number) ? float.NaN : number);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Padding_stays_zero(string name)
    {
        using var trainer = new Trainer(
            new Network([3, 5, 2], new NetworkOptions { Activation = ActivationFunction.Sigmoid }),
            new TrainingOptions { Optimizer = Optimizer.Parse(name), BatchSize = 2, WeightDecay = 0.1, L1 = 0.01, ClipNorm = 0.5 });
        for (int step = 0; step < 10; step++)
            trainer.Step([1, 2, 3, -1, -2, 4], [1, 2, 3, 4]);
        foreach (var layer in trainer.Network.DenseLayers)
            for (int n = 0; n < layer.Weights.Values.Length; n++)
                if (n % 16 >= layer.Units)
                    Assert.Equal(0, layer.Weights.Values[n]);
    }

    [Fact]
    public void Weight_decay_in_the_gradient_and_beside_it_differ_and_leave_biases_alone()
    {
        foreach (bool decoupled in new[] { false, true })
        {
            using var trainer = new Trainer(new Network([1, 1], new NetworkOptions { Initializer = Initializer.Constant }), new TrainingOptions
            {
                Optimizer = new Momentum { LearningRate = 0.1 }, BatchSize = 1, WeightDecay = 0.5, DecoupledWeightDecay = decoupled,
            });
            trainer.Step(X, T);
            trainer.Step(X, T);
            // g₁ = −1. L2: v = −1 + 0.5; w = 1.05, b = 1.1; then g = −0.85, v_w = 0.9·(−0.5) − 0.85 + 0.525. Decoupled: w = 0.95 + 0.1, b = 1.1; g = −0.85 again.
            double w = decoupled ? 1.05 * 0.95 - 0.1 * (-0.9 - 0.85) : 1.05 - 0.1 * (-0.45 - 0.85 + 0.525);
            Assert.Equal(w, trainer.Network.DenseLayers[0][1, 0], 1e-6);
            Assert.Equal(1.1 - 0.1 * (-0.9 - 0.85), trainer.Network.DenseLayers[0][0, 0], 1e-6);
        }
    }

    [Fact]
    public void L1_pulls_each_weight_towards_zero_by_the_same_amount()
    {
        using var trainer = new Trainer(new Network([1, 1], new NetworkOptions { Initializer = Initializer.Constant }), new TrainingOptions
        {
            Optimizer = new Sgd { LearningRate = 0.1 }, BatchSize = 1, L1 = 0.5,
        });
        trainer.Step(X, [2]);
        Assert.Equal(0.95, trainer.Network.DenseLayers[0][1, 0], 1e-6);
        Assert.Equal(1, trainer.Network.DenseLayers[0][0, 0], 1e-6);
    }

    [Fact]
    public void Clipping_shortens_the_whole_gradient_to_the_norm()
    {
        using var trainer = new Trainer(new Network([1, 1], new NetworkOptions { Initializer = Initializer.Constant }), new TrainingOptions
        {
            Optimizer = new Sgd { LearningRate = 1 }, BatchSize = 1, ClipNorm = 0.5,
        });
        trainer.Step(X, [12]);
        // g = (−10, −10), norm √200: shortened to 0.5.
        Assert.Equal(1 + 0.5 / Math.Sqrt(2), trainer.Network.DenseLayers[0][1, 0], 1e-6);
        Assert.Equal(1 + 0.5 / Math.Sqrt(2), trainer.Network.DenseLayers[0][0, 0], 1e-6);
    }
}
