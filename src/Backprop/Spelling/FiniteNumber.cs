using System.Text.Json;
using System.Text.Json.Serialization;

namespace Backprop.Spelling;

/// <summary>Finite numbers in JSON, which has no others: 1e999 is refused, and what is infinite or NaN is written as null.</summary>
internal sealed class FiniteNumber : JsonConverter<double>
{
    /// <inheritdoc/>
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TryGetDouble(out double value) && double.IsFinite(value) ? value : throw new JsonException("The number is not finite.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteNullValue();
    }
}
