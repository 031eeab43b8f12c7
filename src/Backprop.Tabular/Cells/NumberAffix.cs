using System.Collections.Frozen;
using System.Globalization;

namespace Backprop.Tabular.Cells;

/// <summary>What may come before or after a number: a currency, a percent sign, or a unit.</summary>
internal static class NumberAffix
{
    private const int MaxLength = 16;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Currencies = new[]
    {
        "AED", "ARS", "AUD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "JPY", "KES", "KRW",
        "MXN", "MYR", "NGN", "NOK", "NZD", "PEN", "PHP", "PKR", "PLN", "RON", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "VND", "ZAR",
        "BTC", "DM", "Fr", "Fr.", "SFr.", "Ft", "Kč", "kr", "kr.", "Rs", "Rs.", "Rp", "RM", "TL", "zł", "лв", "лв.", "р.", "руб", "руб.",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a text is a currency's sign, code or abbreviation: <c>$</c>, <c>US$</c>, <c>EUR</c>, <c>kr</c>.</summary>
    public static bool IsCurrency(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > 4)
            return false;
        int signs = 0;
        foreach (char c in text)
        {
            if (IsCurrencySign(c))
                signs++;
            else if (!char.IsLetter(c) && c != '.')
                return false;
        }
        return signs == 1 || Currencies.Contains(text);
    }

    /// <summary>Whether a text can be a unit: letters and the signs of units; digits only as the powers 2 and 3, as in <c>m2</c>.</summary>
    public static bool IsUnit(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength || text[0] is '.' or '/' or '*')
            return false;
        if (text is "'" or "\"" or "′" or "″")
            return true;
        bool telling = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool tells = char.IsLetter(c) || c is '%' or '‰' or '°' || IsCurrencySign(c);
            telling |= tells;
            bool power = c is '2' or '3' && i > 0 && (char.IsLetter(text[i - 1]) || text[i - 1] == '^') && (i + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[i + 1]));
            if (!tells && !power && c is not (' ' or '/' or '.' or '·' or '*' or '²' or '³' or '^'))
                return false;
        }
        return telling;
    }

    private static bool IsCurrencySign(char c) => c == '$' || (c > '\x7F' && char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol);
}
