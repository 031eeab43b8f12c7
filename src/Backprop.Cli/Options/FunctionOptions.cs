using System.CommandLine;
using Backprop.Cli.Shell;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;

namespace Backprop.Cli.Options;

/// <summary>The options that define a new network.</summary>
internal sealed class FunctionOptions
{
    public Option<ActivationFunction?> Activation { get; } =
        Make.Parsed("--activation", "NAME", $"the function of hidden units: {string.Join(", ", Hidden)} (default relu)", ActivationFunction.Parse);

    public Option<ActivationFunction?> OutputActivation { get; } =
        Make.Parsed("--output-activation", "NAME", "the function of output units (default: the one that matches the error function)", ActivationFunction.Parse);

    public Option<ErrorFunction?> Error { get; } =
        Make.Parsed("--error", "NAME", $"the error function to minimize: {string.Join(", ", ErrorFunction.All)}; cross-entropy=0.1 smooths the targets by 0.1", ErrorFunction.Parse);

    public Option<Initializer?> Initializer { get; } = Make.Parsed(
        "--initializer",
        "NAME",
        $"the initial weights: {string.Join(", ", Layers.Initializer.All)} (default: the one that suits the activation function); constant sets biases too",
        Layers.Initializer.Parse);

    public Option<double?> Dropout { get; } = Make.Number("--dropout", "the share of hidden units left out at random in each step, from 0 to below 1 (default 0)");

    public Option<bool> InputScale { get; } = Make.Flag("--input-scale", "gives each input a learned factor, initially 1, before the first layer");

    public IEnumerable<Option> All => [Activation, OutputActivation, Error, Initializer, Dropout, InputScale];

    /// <summary>The options of a network; sum-of-squares where no error function was given.</summary>
    public NetworkOptions Read(ParseResult line)
    {
        var defaults = new NetworkOptions();
        return new NetworkOptions
        {
            Activation = line.GetValue(Activation) ?? defaults.Activation,
            OutputActivation = line.GetValue(OutputActivation),
            Error = line.GetValue(Error) ?? defaults.Error,
            Initializer = line.GetValue(Initializer),
            Dropout = line.GetValue(Dropout) ?? defaults.Dropout,
            InputScale = line.GetValue(InputScale),
            Seed = line.GetValue(CommonOptions.Seed) ?? defaults.Seed,
        };
    }

    /// <summary>The first of these options that was given, or null.</summary>
    public Option? Given(ParseResult line) => All.FirstOrDefault(option => line.GetResult(option) is { Implicit: false });

    /// <summary>Sizes such as 784-128-10.</summary>
    public static Argument<string> Sizes(string help) => new("SIZES") { Description = help };

    public static int[] ReadSizes(ParseResult line, Argument<string> sizes) => UsageException.Of(() => Network.ParseSizes(line.GetValue(sizes)!));

    private static IEnumerable<ActivationFunction> Hidden => ActivationFunction.All.Where(function => !function.OutputOnly);
}
