using System.Text.Json;
using System.Text.Json.Serialization;
using Backprop.Spelling;

namespace Backprop.Tabular.Following;

/// <summary>The first message, with the version of the protocol.</summary>
internal sealed record RunGreeting(int Protocol, RunDescription Run);

/// <summary>The version, whatever else stands there: another one may have other members.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record RunVersion(int Protocol);

/// <summary>The messages between a training and the one who follows it, as they are.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, MaxDepth = StrictJson.MaxDepth, IgnoreReadOnlyProperties = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RunGreeting))]
[JsonSerializable(typeof(RunVersion))]
[JsonSerializable(typeof(RunMoment))]
[JsonSerializable(typeof(RunEnd))]
internal sealed partial class RunJson : JsonSerializerContext;
