using Backprop.Files;
using Backprop.Numerics.Buffers;
using Backprop.Parameters;

namespace Backprop.Training;

/// <summary>A training's matrices and numbers in double precision as tensors of floats, every bit kept.</summary>
internal static class CheckpointTensors
{
    /// <summary>A matrix with its bias row, (D + 1) × M, without padding.</summary>
    public static Tensor Of(string name, PanelMatrix matrix)
    {
        var values = new float[matrix.Count];
        for (int i = 0; i <= matrix.Inputs; i++)
            matrix.CopyRowTo(i, values.AsSpan(i * matrix.Units, matrix.Units));
        return new Tensor(name, [matrix.Inputs + 1, matrix.Units], values);
    }

    /// <summary>Doubles, count × 2: of each, the upper 32 bits and the lower 32 bits in the place of floats.</summary>
    public static Tensor Of(string name, IReadOnlyList<double> numbers)
    {
        var values = new float[2 * numbers.Count];
        for (int n = 0; n < numbers.Count; n++)
        {
            ulong bits = BitConverter.DoubleToUInt64Bits(numbers[n]);
            values[2 * n] = BitConverter.UInt32BitsToSingle((uint)(bits >> 32));
            values[2 * n + 1] = BitConverter.UInt32BitsToSingle((uint)bits);
        }
        return new Tensor(name, [numbers.Count, 2], values);
    }

    /// <summary>The doubles of a tensor.</summary>
    /// <exception cref="FormatException">No such tensor, or one of another shape.</exception>
    public static double[] Doubles(SafetensorsFile file, string name, int? count = null)
    {
        var tensor = Find(file, name);
        if (tensor.Shape.Count != 2 || tensor.Shape[1] != 2 || tensor.Shape[0] != (count ?? tensor.Shape[0]))
            throw WrongShape(tensor, $"{count?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any"}, 2");
        var numbers = new double[tensor.Shape[0]];
        for (int n = 0; n < numbers.Length; n++)
        {
            ulong upper = BitConverter.SingleToUInt32Bits(tensor.Values[2 * n]), lower = BitConverter.SingleToUInt32Bits(tensor.Values[2 * n + 1]);
            numbers[n] = BitConverter.UInt64BitsToDouble(upper << 32 | lower);
        }
        return numbers;
    }

    /// <summary>The doubles of a tensor, none of them infinite or NaN.</summary>
    /// <exception cref="FormatException">No such tensor, one of another shape, or a number that is not finite.</exception>
    public static double[] FiniteDoubles(SafetensorsFile file, string name, int? count = null)
    {
        double[] numbers = Doubles(file, name, count);
        return numbers.All(double.IsFinite) ? numbers : throw NotFinite(name);
    }

    /// <summary>The tensor of a matrix, all of it finite: no state is written that is not.</summary>
    /// <exception cref="FormatException">No such tensor, one of another shape, or a number that is not finite.</exception>
    public static Tensor ForMatrix(SafetensorsFile file, string name, PanelMatrix matrix)
    {
        var tensor = Find(file, name);
        if (!tensor.Shape.SequenceEqual([matrix.Inputs + 1, matrix.Units]))
            throw WrongShape(tensor, $"{matrix.Inputs + 1}, {matrix.Units}");
        return Finite.All(tensor.Values) ? tensor : throw NotFinite(name);
    }

    /// <summary>Sets a matrix to the numbers of a tensor of its shape.</summary>
    public static void CopyTo(Tensor tensor, PanelMatrix matrix)
    {
        for (int i = 0; i <= matrix.Inputs; i++)
            matrix.CopyRowFrom(i, tensor.Values.Slice(i * matrix.Units, matrix.Units));
    }

    private static Tensor Find(SafetensorsFile file, string name) => file.Find(name) ?? throw new FormatException($"the file has no tensor {name}.");

    private static FormatException NotFinite(string name) => new($"tensor {name} has numbers that are not finite.");

    private static FormatException WrongShape(Tensor tensor, string expected) =>
        new($"tensor {tensor.Name} has the shape [{string.Join(", ", tensor.Shape)}], but [{expected}] was expected.");
}
