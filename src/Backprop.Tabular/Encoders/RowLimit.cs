using System.Globalization;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>How many rows can be encoded at once.</summary>
internal static class RowLimit
{
    /// <summary>A matrix of zeros for the numbers of some rows.</summary>
    /// <exception cref="DataException">There are more rows than a matrix of that many columns can have.</exception>
    public static Matrix NewMatrix(int rows, int columns) => rows <= Matrix.MaxRows(columns) ? new Matrix(rows, columns) : throw TooMany(rows, columns);

    private static DataException TooMany(int rows, int columns) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"There are {rows:N0} rows, but at most {Matrix.MaxRows(columns):N0} rows of {columns:N0} {(columns == 1 ? "number" : "numbers")} can be processed at once. Split the table into parts."));
}
