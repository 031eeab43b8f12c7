using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Backprop.Files;

/// <content>The pieces of JSON, and how messages speak of them.</content>
internal ref partial struct HeaderReader
{
    private JsonTokenType Next()
    {
        try
        {
            if (json.Read())
                return json.TokenType;
        }
        catch (JsonException e)
        {
            throw Bad(At(json.BytesConsumed), "the header is not valid JSON from here on.", e);
        }
        throw Bad(At(json.BytesConsumed), "the header ends too early.");
    }

    private void Expect(JsonTokenType type, string place, string expected)
    {
        if (Next() != type)
            throw Bad(place, $"found {Found()}, expected {expected}.");
    }

    /// <summary>The current text or key, unescaped.</summary>
    private readonly string Text()
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Bad(At(json.TokenStartIndex), $"the text {Shown.Bytes(json.ValueSpan)} has an unpaired surrogate.");
        }
    }

    /// <summary>The current number, written with digits only: no sign, fraction or exponent.</summary>
    private readonly long Integer(string place)
    {
        if (json.TokenType != JsonTokenType.Number || json.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            throw Bad(place, $"found {Found()}, expected a whole number, 0 or more.");
        return long.TryParse(json.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw Bad(place, $"the number {Shown.Bytes(json.ValueSpan)} is too large.");
    }

    private readonly string Found() => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => $"the text {Shown.Bytes(json.ValueSpan)}",
        JsonTokenType.Number => $"the number {Shown.Bytes(json.ValueSpan)}",
        _ => Encoding.UTF8.GetString(json.ValueSpan),
    };
}
