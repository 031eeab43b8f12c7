using System.Globalization;
using System.Text;
using System.Text.Json;
using Backprop.Files;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>
/// A model in a safetensors file: the network as <see cref="NetworkFile"/> writes it, or several (<see cref="FileMembers"/>), and in the metadata <c>inputs</c>, <c>targets</c>, <c>conformal</c>,
/// <c>format</c> and <c>training</c> as JSON. A bare network has no <c>inputs</c>, <c>targets</c> and <c>format</c>; nor have older files a <c>format</c>.
/// </summary>
internal static class ModelFile
{
    private const string InputsKey = "inputs";
    private const string TargetsKey = "targets";
    private const string FormatKey = "format";
    private const string TrainingKey = "training";
    private const string ConformalKey = "conformal";

    public static SafetensorsFile ToFile(Model model)
    {
        var metadata = Metadata(model.Inputs, model.Targets, model.Format);
        if (model.Record is { } record)
            metadata.Add(TrainingKey, JsonSerializer.Serialize(record.Describe(), ModelsJson.Default.RecordDescription));
        if (model.Bounds is { } bounds)
            metadata.Add(ConformalKey, JsonSerializer.Serialize(bounds.Describe(), ModelsJson.Default.ConformalDescription));
        return FileMembers.Join([.. model.Members.Select(member => NetworkFile.ToFile(member, metadata))]);
    }

    /// <summary>The encoders and the format of the data in a file; none for a bare network.</summary>
    public static Dictionary<string, string> Metadata(InputEncoder? inputs, TargetEncoder? targets, DataFormat? format = null)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (inputs is not null)
            metadata.Add(InputsKey, JsonSerializer.Serialize(inputs.Describe(), EncodersJson.Default.InputsDescription));
        if (targets is not null)
            metadata.Add(TargetsKey, JsonSerializer.Serialize(targets.Describe(), EncodersJson.Default.TargetDescription));
        if (format is not null)
            metadata.Add(FormatKey, JsonSerializer.Serialize(ModelFormat.Describe(format), ModelsJson.Default.FormatDescription));
        return metadata;
    }

    public static Model FromFile(SafetensorsFile file, string name)
    {
        var members = FileMembers.Split(file, name);
        Network[] networks = [.. members.Select(member => NetworkFile.FromFile(member, name))];
        var network = networks[0];
        try
        {
            var (inputs, targets) = Encoders(file);
            var record = Read(file, TrainingKey, json => DescriptionJson.Read(json, ModelsJson.Default.RecordDescription, TrainingKey).Record(TrainingKey));
            Check(network, inputs, targets, record);
            if (networks.FirstOrDefault(other => !HaveSameLayers(other, network)) is { } other)
                throw new DataException($"members: their networks must have the same layers, but one is {network.Sizes} and another {other.Sizes}.");
            var encoding = inputs is null ? new ModelEncoding(network.Inputs, network.Outputs) : new ModelEncoding(inputs, targets!);
            var format = Read(file, FormatKey, json => ModelFormat.Of(DescriptionJson.Read(json, ModelsJson.Default.FormatDescription, FormatKey), FormatKey));
            if (inputs is not null)
                format = ModelFormat.Of(inputs, targets!, format, record?.RowWeights);
            else if (format is not null)
                throw new DataException($"'{FormatKey}' needs a model with '{InputsKey}' and '{TargetsKey}'.");
            var bounds = Read(file, ConformalKey, json => DescriptionJson.Read(json, ModelsJson.Default.ConformalDescription, ConformalKey)
                .Bounds(targets is NumberTargets numbers ? numbers.Outputs : 0, ConformalKey));
            return new Model(encoding, networks, record, format, bounds);
        }
        catch (DataException e)
        {
            throw new ModelFileException($"'{name}', metadata: {e.Message}", e);
        }
    }

    /// <summary>The encoders of a file; null for a bare network.</summary>
    /// <param name="file">The content.</param>
    /// <param name="name">The name in messages.</param>
    /// <exception cref="ModelFileException">They cannot be read; the message says where.</exception>
    public static (InputEncoder? Inputs, TargetEncoder? Targets) Encoders(SafetensorsFile file, string name)
    {
        try
        {
            return Encoders(file);
        }
        catch (DataException e)
        {
            throw new ModelFileException($"'{name}', metadata: {e.Message}", e);
        }
    }

    private static (InputEncoder? Inputs, TargetEncoder? Targets) Encoders(SafetensorsFile file) =>
        (Read(file, InputsKey, json => InputEncoder.Read(json)), Read(file, TargetsKey, json => TargetEncoder.Read(json)));

    private static void Check(Network network, InputEncoder? inputs, TargetEncoder? targets, TrainingRecord? record)
    {
        if ((inputs is null) != (targets is null))
            throw new DataException($"'{(inputs is null ? InputsKey : TargetsKey)}' is missing.");
        if (inputs is not null && inputs.Inputs != network.Inputs)
            throw new DataException($"inputs: the columns become {inputs.Inputs} inputs, but the network {network.Sizes} has {network.Inputs}.");
        var codes = (network.Layers[0] as EmbeddingLayer)?.Codes ?? [];
        if (inputs is not null && !inputs.Codes.SequenceEqual(codes))
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"inputs: {Coded(inputs.Codes)}, but in the first layer of the network {Coded(codes)}."));
        if (targets is not null && targets.Outputs != network.Outputs)
            throw new DataException($"targets: they need {targets.Outputs} outputs, but the network {network.Sizes} has {network.Outputs}.");
        int expected = targets is ClassTargets classes ? classes.Labels.Count : network.Outputs;
        if (record is not null && record.BaselineValues.Count != expected)
            throw new DataException($"training.baseline: expected {expected} numbers, found {record.BaselineValues.Count}.");
        if (targets is ClassTargets && record is not null && !record.BaselineValues.All(share => share is >= 0 and <= 1))
            throw new DataException("training.baseline: the shares of the classes must be from 0 to 1.");
        if (record is not null && new[] { record.Training, record.Validation, record.Test }.Any(part =>
            part.Metrics is not null && part.Metrics is ClassificationMetrics != targets is ClassTargets))
            throw new DataException("training: the metrics are not those of the task.");
    }

    private static bool HaveSameLayers(Network one, Network other) => one.Error == other.Error && one.Layers.Select(layer => layer.Kind).SequenceEqual(other.Layers.Select(layer => layer.Kind), StringComparer.Ordinal)
        && one.Parameters.SelectMany(parameter => parameter.Shape).SequenceEqual(other.Parameters.SelectMany(parameter => parameter.Shape));

    private static string Coded(IReadOnlyList<CodedInput> codes) => codes.Count == 0 ? "no input holds codes"
        : $"the inputs with codes are {string.Join(", ", codes.Select(code => FormattableString.Invariant($"{code.Input + 1} ({code.Codes} codes)")))}";

    private static T? Read<T>(SafetensorsFile file, string key, Func<byte[], T> read)
        where T : class => file.Metadata.TryGetValue(key, out string? json) ? read(Encoding.UTF8.GetBytes(json)) : null;
}
