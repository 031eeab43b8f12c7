using Backprop.Numerics.Buffers;

namespace Backprop.Numerics.Products;

/// <summary>What the products ask of their operands.</summary>
internal static class Shapes
{
    public static void Check(bool fits, string otherwise, string parameter)
    {
        if (!fits)
            throw new ArgumentException(otherwise, parameter);
    }

    public static void CheckCopies(RowCopies? copies, Matrix inputs) =>
        Check(copies is null || ReferenceEquals(copies.First, inputs), "The first of the copies is not the inputs.", nameof(copies));

    public static void CheckRows(int rows, Matrix a, Matrix b)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Math.Min(a.Rows, b.Rows));
    }

    public static void CheckRows(int firstRow, int rows, Matrix a, Matrix b)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Math.Min(a.Rows, b.Rows) - firstRow);
    }
}
