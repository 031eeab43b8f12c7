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
        Make.Parsed(Make.Name(NetworkOption.Activation), "NAME", Make.Help(NetworkOption.Activation, "relu"), ActivationFunction.Parse);

    public Option<ActivationFunction?> OutputActivation { get; } =
        Make.Parsed(Make.Name(NetworkOption.OutputActivation), "NAME", Make.Help(NetworkOption.OutputActivation, "the one that matches the error function"), ActivationFunction.Parse);

    public Option<ErrorFunction?> Error { get; } = Make.Parsed(Make.Name(NetworkOption.Error), "NAME", NetworkOption.Error.Meaning, ErrorFunction.Parse);

    public Option<Initializer?> Initializer { get; } =
        Make.Parsed(Make.Name(NetworkOption.Initializer), "NAME", Make.Help(NetworkOption.Initializer, "the one that suits the activation function"), Layers.Initializer.Parse);

    public Option<double?> Dropout { get; } = Make.Number(Make.Name(NetworkOption.Dropout), Make.Help(NetworkOption.Dropout, "0"));

    public Option<bool> InputScale { get; } = Make.Flag(Make.Name(NetworkOption.InputScale), NetworkOption.InputScale.Meaning);

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
}
