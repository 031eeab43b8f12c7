using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Files;
using Backprop.Networks;

namespace Backprop.Cli.Verbs;

/// <summary>Creates a bare network: weights and functions, no columns.</summary>
internal sealed class NewVerb : Verb
{
    private readonly Argument<string> sizes = FunctionOptions.Sizes("inputs, units of each hidden layer, outputs, joined by hyphens");
    private readonly Option<string?> output = Make.File("--output", "the file to write (default: SIZES.safetensors in the current folder)", "-o");
    private readonly FunctionOptions functions = new();

    public NewVerb() : base(
        "new",
        "creates a bare network such as 2-3-1, for explain and for training on plain numbers",
        "2-3-1 --activation sigmoid --output-activation identity --error sum-of-squares --initializer constant=1 -o net.safetensors")
    {
        Take(sizes);
        Group("Network", [output, .. functions.All]);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        int[] numbers = FunctionOptions.ReadSizes(line, sizes);
        var network = UsageException.Of(() => new Network(numbers, functions.Read(line)));
        string path = line.GetValue(output) ?? $"{network.Sizes}.safetensors";
        if (path.Length > 0)
            OutputFile.RequireModel("--output", path);
        NetworkFile.Save(network, path);
        if (line.GetValue(CommonOptions.Json))
        {
            JsonText.WriteObject(host.Out, writer =>
            {
                writer.WriteString("network", network.Sizes);
                writer.WriteNumber("parameters", network.ParameterCount);
                writer.WriteString("activation", network.DenseLayers.Count > 1 ? network.DenseLayers[0].Activation.ToString() : null);
                writer.WriteString("output_activation", network.DenseLayers[^1].Activation.ToString());
                writer.WriteString("error", network.Error.ToString());
                writer.WriteString("weights_sha256", network.WeightsSha256());
                writer.WriteString("model", path);
            });
            return ExitCode.Done;
        }
        host.Text.WriteLine($"network {NetworkText.Describe(network)}");
        host.Text.WriteLine($"written to {path}");
        if (!line.GetValue(CommonOptions.Quiet))
        {
            host.Text.WriteLine();
            host.Text.WriteLine("Next, for example:");
            string inputs = string.Join(',', Enumerable.Repeat("0.5", Math.Min(network.Inputs, 8)));
            string targets = string.Join(',', Enumerable.Repeat("0.5", Math.Min(network.Outputs, 8)));
            host.Text.WriteLine(network.Inputs <= 8 && network.Outputs <= 8 && network.Layers.Count == network.DenseLayers.Count
                ? $"  {host.Program} explain {Words.Quote(path)} --input {inputs} --target {targets} --learning-rate 1/3"
                : $"  {host.Program} inspect {Words.Quote(path)}");
        }
        return ExitCode.Done;
    }
}
