using System.Text.Json;
using System.Text.Json.Serialization;
using Backprop.Spelling;
using Backprop.Studio.States;

namespace Backprop.Studio.Sharing;

/// <summary>The state as it is written.</summary>
internal sealed record StateDescription(int BackpropStudio, int Digits, LessonDescription Lesson, string[] Doors, TrainChoices? Training = null);

/// <summary>The version, whatever else stands there: another one may have other members.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record StateVersion(int BackpropStudio);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, MaxDepth = StrictJson.MaxDepth, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(StateDescription))]
[JsonSerializable(typeof(StateVersion))]
internal sealed partial class StateJson : JsonSerializerContext;
