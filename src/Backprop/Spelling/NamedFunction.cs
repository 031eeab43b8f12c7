using System.Globalization;

namespace Backprop.Spelling;

/// <summary>
/// The spelling of a function with at most one parameter, such as <c>tanh</c> or <c>leaky-relu=0.01</c>: how the command line, model files
/// and messages write activation functions and error functions.
/// </summary>
internal static class NamedFunction
{
    /// <summary>The name, and the parameter where there is one.</summary>
    public static string Format(string name, double? parameter) =>
        parameter is { } value ? string.Create(CultureInfo.InvariantCulture, $"{name}={value:R}") : name;

    /// <summary>Splits <c>name</c> or <c>name=parameter</c>.</summary>
    public static string Split(string text, out string? parameter)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        parameter = equals < 0 ? null : text[(equals + 1)..].Trim();
        return (equals < 0 ? text : text[..equals]).Trim().ToLowerInvariant();
    }

    /// <summary>The number of a parameter.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static double Number(string name, string parameter) => FractionText.TryParse(parameter, out double value) ? value
        : throw new FormatException($"The parameter of {name} is not a number: '{parameter}' was given, one such as 0.01, 1e-3 or 1/3 was expected.");
}
