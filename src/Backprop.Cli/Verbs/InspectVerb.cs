using System.CommandLine;
using System.Text.Json;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Files;
using Backprop.Layers;
using Backprop.Spelling;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Verbs;

/// <summary>Shows the content of a model file.</summary>
internal sealed class InspectVerb : Verb
{
    private readonly Argument<string> modelFile = ModelArgument.Create();

    public InspectVerb() : base("inspect", "shows what is in a model file: network, encoding, training history, hashes", "penguins.safetensors")
    {
        Take(modelFile);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        string path = line.GetValue(modelFile)!;
        var model = ModelArgument.Load(path);
        var file = SafetensorsFile.Read(path);
        if (line.GetValue(CommonOptions.Json))
            JsonText.WriteObject(host.Out, writer => WriteJson(writer, path, file, model));
        else
            InspectReport.Write(host.Text, path, file, model, line.GetValue(CommonOptions.Digits) ?? 4);
        return ExitCode.Done;
    }

    private static void WriteJson(Utf8JsonWriter writer, string path, SafetensorsFile file, Model model)
    {
        writer.WriteString("model", path);
        writer.WriteNumber("bytes", new FileInfo(path).Length);
        writer.WriteString("task", model.IsBare ? null : model.Task.ToString().ToLowerInvariant());
        writer.WriteNumber("members", model.Members.Count);
        writer.WriteString("network", model.Network.Sizes);
        writer.WriteNumber("parameters", model.Members.Sum(member => member.ParameterCount));
        writer.WriteString("error", model.Network.Error.ToString());
        writer.WriteStartArray("layers");
        foreach (var layer in model.Network.Layers)
        {
            writer.WriteStartObject();
            writer.WriteNumber("inputs", layer.Inputs);
            writer.WriteNumber("units", layer.Units);
            writer.WriteString("kind", layer.Kind);
            if (layer is DenseLayer dense)
                writer.WriteString("activation", dense.Activation.ToString());
            writer.WriteNumber("dropout", layer.Dropout);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteString("weights_sha256", model.WeightsSha256());
        writer.WriteString("tensors_sha256", file.Sha256);
        writer.WriteNumber("numerics_version", model.Network.Numerics);
        // Columns, targets and training are JSON in the file already.
        foreach (string key in new[] { "inputs", "targets" })
        {
            writer.WritePropertyName(key);
            if (file.Metadata.TryGetValue(key, out string? json))
                writer.WriteRawValue(json);
            else
                writer.WriteNullValue();
        }
        WriteTraining(writer, file.Metadata.GetValueOrDefault("training"), model.Record);
    }

    // Only the end of the training has another spelling here: that of train.
    private static void WriteTraining(Utf8JsonWriter writer, string? json, TrainingRecord? record)
    {
        if (json is null || record is null)
        {
            writer.WriteNull("training");
            return;
        }
        using var training = StrictJson.Parse(json);
        writer.WriteStartObject("training");
        foreach (var member in training.RootElement.EnumerateObject())
        {
            if (member.NameEquals("end"))
                writer.WriteString("ended_by", Words.EndedBy(record.End));
            else
                member.WriteTo(writer);
        }
        writer.WriteEndObject();
    }
}
