using Backprop.Networks;
using Backprop.Parameters;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Tabular.Models;

/// <summary>
/// A named way to complete what <see cref="ModelOptions"/> leave open. A model's record has its name, so a recipe is never changed: a better one gets another name.
/// </summary>
internal abstract class Recipe
{
    /// <summary>The name as the command line and a model's record write it.</summary>
    public abstract string Name { get; }

    /// <summary>What it is, for help.</summary>
    public abstract string Meaning { get; }

    /// <summary>Every recipe.</summary>
    public static IReadOnlyList<Recipe> All { get; } = [new PlainRecipe(), new TabularRecipe(), new EnsembleRecipe()];

    /// <summary>The newest.</summary>
    public static Recipe Newest => All[^1];

    /// <summary>The recipe of a name.</summary>
    public static Recipe? Find(string name) => All.FirstOrDefault(recipe => recipe.Name == name);

    /// <summary>The recipe of options, which are valid.</summary>
    public static Recipe Of(ModelOptions options) => options.WarmStart is not null ? All[0] : options.Recipe is { } name ? Find(name)! : Newest;

    /// <summary>Whether <see cref="ModelOptions.Effort"/> scales what it computes.</summary>
    public virtual bool HasEffort => false;

    /// <summary>The optimizer that a learning rate or another parameter alone applies to; null for that of <see cref="ModelDefaults"/>.</summary>
    public virtual Optimizer? Optimizer => null;

    /// <summary>Options with the choices of the recipe where they leave one; what is given stays.</summary>
    /// <param name="options">The options.</param>
    /// <param name="task">What is learned.</param>
    public abstract ModelOptions Complete(ModelOptions options, TargetTask task);

    /// <summary>The hidden layers where the options leave them open; null for those of <see cref="ModelDefaults"/>.</summary>
    /// <param name="rows">Rows for training and validation.</param>
    public virtual IReadOnlyList<int>? Hidden(int rows) => null;

    /// <summary>The number of networks where the options leave it open. Default: 1.</summary>
    /// <param name="rows">Rows for training and validation.</param>
    /// <param name="table">The data.</param>
    /// <param name="options">The options, completed.</param>
    public virtual int Members(int rows, Table table, ModelOptions options) => 1;

    /// <summary>The training options where nothing is chosen, see <see cref="ModelDefaults.Training"/>.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="validation">Validation rows.</param>
    /// <param name="network">The network.</param>
    /// <param name="bare">Whether it is a bare network.</param>
    /// <param name="size">The size of the training.</param>
    /// <param name="options">The options, completed.</param>
    public virtual TrainingOptions Training(int rows, int validation, Network network, bool bare, TrainingSize size, ModelOptions options) => ModelDefaults.Training(rows, validation > 0, bare, size);

    /// <summary>Groups of parameters of the network, before those of the options.</summary>
    public virtual IEnumerable<ParameterGroup> Groups(Network network, ModelOptions options) => [];
}
