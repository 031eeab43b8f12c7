using System.Globalization;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>A value of a row that a program gives by the column's name, as a column of one row.</summary>
internal static class GivenValue
{
    /// <summary>A number; missing for null and an empty text.</summary>
    /// <exception cref="DataException">It is something else.</exception>
    public static NumberColumn Number(string name, object? value) => new(name, [value switch
    {
        null or "" => double.NaN,
        bool flag => flag ? 1 : 0,
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw Wrong(name, value, "a number"),
        // By way of its text: 0.1f means 0.1.
        float number => double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        IConvertible and not (DateTime or char) => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw Wrong(name, value, "a number"),
    }]);

    /// <summary>That a value is not possible in a column.</summary>
    public static DataException Wrong(string name, object? value, string expected) => new(
        $"Column '{name}': expected {expected}, found {(value is null ? "nothing" : $"'{Convert.ToString(value, CultureInfo.InvariantCulture)}'")}.");
}
