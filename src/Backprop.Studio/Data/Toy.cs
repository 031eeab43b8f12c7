using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Randomness;
using Backprop.Tabular.Encoders;
using Backprop.Textbook;
using Backprop.Training;

namespace Backprop.Studio.Data;

/// <summary>Generated data: the same numbers for the same seed on every machine.</summary>
internal static class Toy
{
    private const int TrainingRows = 200, ValidationRows = 100;

    /// <summary>The single row of the lecture's example, with every initial weight 1.</summary>
    public static DataSet Lecture()
    {
        TextbookStep step = LectureExample.Run().Step;
        return Numbers("the lecture's point", Rows([.. step.Inputs.Select(x => (float)x)], step.Inputs.Length), Rows([.. step.Targets.Select(t => (float)t)], 1), null, Initializer.Constant);
    }

    /// <summary>Exclusive or: the smallest task that no network without hidden units can do.</summary>
    public static DataSet Xor() => Classes("XOR", Rows([0, 0, 0, 1, 1, 0, 1, 1], 2), [0, 1, 1, 0], null, ["0", "1"]);

    /// <summary>One class around the other.</summary>
    public static DataSet Circles(ulong seed) => Plane("circles", seed, (random, isSecond) =>
    {
        double angle = 2 * random.NextDouble(), radius = (isSecond ? 0.4 : 1) + 0.08 * random.NextNormal();
        return (radius * Elementary.CosPi(angle), radius * Elementary.SinPi(angle));
    });

    /// <summary>Two arms of a spiral, one and a half turns each.</summary>
    public static DataSet Spirals(ulong seed) => Plane("spirals", seed, (random, isSecond) =>
    {
        double along = Math.Sqrt(random.NextDouble()), angle = 3 * along + (isSecond ? 1 : 0);
        return (along * Elementary.CosPi(angle) + 0.02 * random.NextNormal(), along * Elementary.SinPi(angle) + 0.02 * random.NextNormal());
    });

    /// <summary>Two half moons, one in the other.</summary>
    public static DataSet Moons(ulong seed) => Plane("moons", seed, (random, isSecond) =>
    {
        double angle = random.NextDouble(), x = Elementary.CosPi(angle), y = Elementary.SinPi(angle);
        (x, y) = isSecond ? (1 - x, 0.5 - y) : (x, y);
        return (x - 0.5 + 0.1 * random.NextNormal(), y - 0.25 + 0.1 * random.NextNormal());
    });

    /// <summary>Two clouds that overlap a little.</summary>
    public static DataSet Gaussians(ulong seed) => Plane("two gaussians", seed, (random, isSecond) =>
        ((isSecond ? 0.6 : -0.6) + 0.4 * random.NextNormal(), (isSecond ? 0.6 : -0.6) + 0.4 * random.NextNormal()));

    /// <summary>Two waves of a sine, with noise.</summary>
    public static DataSet Sine(ulong seed) => Line("sine", seed, x => Elementary.SinPi(2 * x));

    /// <summary>A jump, with noise.</summary>
    public static DataSet Step(ulong seed) => Line("step", seed, x => x < 0 ? -1 : 1);

    private static DataSet Plane(string title, ulong seed, Func<RandomStream, bool, (double X, double Y)> point)
    {
        (Matrix, int[]) Part(int rows, long index)
        {
            var random = new RandomStream(seed, Purpose.Data, index);
            var inputs = new Matrix(rows, 2);
            var classes = new int[rows];
            for (int n = 0; n < rows; n++)
            {
                classes[n] = n % 2;
                (double x, double y) = point(random, n % 2 == 1);
                (inputs[n, 0], inputs[n, 1]) = ((float)x, (float)y);
            }
            return (inputs, classes);
        }
        (Matrix learned, int[] given) = Part(TrainingRows, 0);
        (Matrix watched, int[] expected) = Part(ValidationRows, 1);
        return Classes(title, learned, given, new Examples(watched, expected, 1), ["first", "second"]);
    }

    private static DataSet Line(string title, ulong seed, Func<double, double> value)
    {
        (Matrix, Matrix) Part(int rows, long index)
        {
            var random = new RandomStream(seed, Purpose.Data, index);
            var (inputs, targets) = (new Matrix(rows, 1), new Matrix(rows, 1));
            for (int n = 0; n < rows; n++)
            {
                double x = 2 * random.NextDouble() - 1;
                (inputs[n, 0], targets[n, 0]) = ((float)x, (float)(value(x) + 0.1 * random.NextNormal()));
            }
            return (inputs, targets);
        }
        (Matrix learned, Matrix given) = Part(TrainingRows, 0);
        (Matrix watched, Matrix expected) = Part(ValidationRows, 1);
        return Numbers(title, learned, given, new Examples(watched, expected), null);
    }

    private static DataSet Classes(string title, Matrix inputs, int[] classes, Examples? validation, IReadOnlyList<string> labels) => new()
    {
        Title = title,
        Training = new Examples(inputs, classes, 1),
        Validation = validation,
        InputNames = Names(inputs.Columns),
        OutputNames = [$"P({labels[1]})"],
        Classes = labels,
        Error = ErrorFunction.CrossEntropy,
        Features = Features(inputs),
        Typical = new float[inputs.Columns],
    };

    private static DataSet Numbers(string title, Matrix inputs, Matrix targets, Examples? validation, Initializer? initializer) => new()
    {
        Title = title,
        Training = new Examples(inputs, targets),
        Validation = validation,
        InputNames = Names(inputs.Columns),
        OutputNames = ["y"],
        Features = Features(inputs),
        Typical = new float[inputs.Columns],
        Initializer = initializer,
    };

    private static string[] Names(int inputs) => inputs == 1 ? ["x"] : ["x₁", "x₂"];

    private static Feature[] Features(Matrix inputs) => [.. Names(inputs.Columns).Select((name, i) => FeatureRange.Of(name, inputs, i, Standardization.None))];

    private static Matrix Rows(float[] values, int columns)
    {
        var matrix = new Matrix(values.Length / columns, columns);
        matrix.SetRows(values);
        return matrix;
    }
}
