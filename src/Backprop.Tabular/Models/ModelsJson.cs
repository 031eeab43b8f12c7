using System.Text.Json;
using System.Text.Json.Serialization;
using Backprop.Spelling;

namespace Backprop.Tabular.Models;

/// <summary>What model files say of a training and of the format of its data.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, MaxDepth = StrictJson.MaxDepth, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(FiniteNumber)])]
[JsonSerializable(typeof(RecordDescription))]
[JsonSerializable(typeof(FormatDescription))]
[JsonSerializable(typeof(ConformalDescription))]
internal sealed partial class ModelsJson : JsonSerializerContext;
