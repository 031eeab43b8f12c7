using System.CommandLine;
using Backprop.Cli.Shell;
using Backprop.Parameters;

namespace Backprop.Cli.Options;

/// <summary>The options that set the learning rate or weight decay of some parameters.</summary>
internal sealed class GroupOptions
{
    private readonly Option<string[]> factor = Make.Texts(
        "--learning-rate-factor", "GROUP=X", "the learning rate of some parameters, as a multiple of the others': weights, biases, scale, layers.1 or layers.1.biases (repeatable; 0 keeps them unchanged)");

    private readonly Option<string[]> decay = Make.Texts(
        "--weight-decay-of", "GROUP=X", "the weight decay of some parameters, named as for --learning-rate-factor (repeatable; default: --weight-decay for weights, 0 for biases and scale)");

    public IEnumerable<Option> All => [factor, decay];

    /// <summary>The groups, in the order of their first mention.</summary>
    public IReadOnlyList<ParameterGroup> Read(ParseResult line)
    {
        var groups = new List<ParameterGroup>();
        void Take(Option<string[]> option, Func<ParameterGroup, double, ParameterGroup> change)
        {
            foreach (string text in line.GetValue(option) ?? [])
            {
                int equals = text.LastIndexOf('=');
                if (equals <= 0)
                    throw new UsageException($"{option.Name}: '{text}' was given, but GROUP=X was expected, such as biases=0.1");
                string name = text[..equals].Trim();
                int at = groups.FindIndex(group => group.Name == name);
                if (at < 0)
                {
                    at = groups.Count;
                    groups.Add(new ParameterGroup(name));
                }
                groups[at] = change(groups[at], Number(option, text[(equals + 1)..]));
            }
        }
        Take(factor, (group, x) => group with { LearningRateFactor = x });
        Take(decay, (group, x) => group with { WeightDecay = x });
        return groups;
    }

    private static double Number(Option option, string text)
    {
        try
        {
            return NumberSyntax.Parse(text.Trim());
        }
        catch (FormatException exception)
        {
            throw new UsageException($"{option.Name}: {exception.Message}");
        }
    }
}
