using System.Globalization;

namespace Backprop.Networks;

/// <summary>
/// The spelling of a function with at most one parameter, such as <c>tanh</c> or <c>leaky-relu=0.01</c>: how the command line, model files
/// and messages write activation functions and error functions.
/// </summary>
internal static class NamedFunction
{
    /// <summary>The name, and the parameter where there is one.</summary>
    public static string Format(string name, double? parameter) =>
        parameter is { } value ? string.Create(CultureInfo.InvariantCulture, $"{name}={value:R}") : name;

    /// <summary>Splits <c>name</c> or <c>name=parameter</c>; false where the parameter is no number.</summary>
    public static bool TrySplit(string text, out string name, out double? parameter)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        name = (equals < 0 ? text : text[..equals]).Trim().ToLowerInvariant();
        parameter = null;
        if (equals < 0)
            return true;
        if (!double.TryParse(text.AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            return false;
        parameter = value;
        return true;
    }
}
