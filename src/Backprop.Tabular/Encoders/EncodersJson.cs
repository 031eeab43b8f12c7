using System.Text.Json;
using System.Text.Json.Serialization;
using Backprop.Spelling;

namespace Backprop.Tabular.Encoders;

/// <summary>Encoders as model files describe them.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, MaxDepth = StrictJson.MaxDepth, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    AllowOutOfOrderMetadataProperties = true, Converters = [typeof(FiniteNumber)])]
[JsonSerializable(typeof(InputsDescription))]
[JsonSerializable(typeof(TargetDescription))]
internal sealed partial class EncodersJson : JsonSerializerContext;
