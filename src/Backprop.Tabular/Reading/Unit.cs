namespace Backprop.Tabular.Reading;

/// <summary>Distinguishes units of measurement from other short texts.</summary>
internal static class Unit
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "s", "ms", "sec", "min", "h", "hr", "hours", "minutes", "seconds", "days", "months", "years", "m", "km", "cm", "mm", "nm", "ft", "mi", "mile", "miles", "kg", "g", "mg",
        "lb", "lbs", "oz", "l", "ml", "gal", "w", "kw", "mw", "gw", "wh", "kwh", "mwh", "gwh", "v", "mv", "kv", "a", "ma", "hz", "khz", "mhz", "ghz", "k", "c", "degc", "degf", "deg", "rad",
        "pa", "kpa", "hpa", "mpa", "bar", "mbar", "psi", "n", "kn", "nm", "j", "kj", "mj", "kcal", "cal", "mol", "mmol", "ppm", "ppb", "db", "dba", "lux", "lx", "rpm", "kmh", "mph", "usd", "eur",
        "gbp", "chf", "jpy", "percent", "count", "number", "ha", "acres", "px", "bit", "byte", "kb", "mb", "gb",
    };

    private static readonly HashSet<string> Absent = new(StringComparer.OrdinalIgnoreCase)
    {
        "unknown", "none", "nil", "missing", "n.a.", "n/a", "na", "n.d.", "nd", "null", "not available", "not applicable", "no data", "undefined", "error", "inf", "nan", "tbd", "empty", "void",
    };

    /// <summary>Whether a text is a unit: in brackets, with a sign that units have, or one of the usual ones.</summary>
    public static bool Is(string text) =>
        text is ['(', .., ')'] or ['[', .., ']'] || text.AsSpan().ContainsAny("%°²³µμΩ€$£") || Known.Contains(text)
        || (text.Contains('/', StringComparison.Ordinal) && text.Split('/').All(part => Known.Contains(part.TrimEnd('2', '3', '^'))));

    /// <summary>Whether a text says that there is no value, in words or in signs.</summary>
    public static bool IsMissing(string text) => Absent.Contains(text) || (!text.Any(char.IsLetter) && !Is(text));
}
