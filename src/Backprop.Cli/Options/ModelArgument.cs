using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>The MODEL argument.</summary>
internal static class ModelArgument
{
    public static Argument<string> Create() => new("MODEL") { Description = "a model of train, or a bare network of new" };
}
