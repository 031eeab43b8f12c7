using Backprop.Tabular.Encoders;

namespace Backprop.Tabular.Models;

/// <summary>Exactly as the options say, and <see cref="ModelDefaults"/> where they say nothing.</summary>
internal sealed class PlainRecipe : Recipe
{
    public override string Name => "plain";

    public override string Meaning => "exactly as the options say";

    public override ModelOptions Complete(ModelOptions options, TargetTask task) => options;
}
