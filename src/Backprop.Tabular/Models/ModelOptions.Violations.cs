using System.Globalization;
using Backprop.Networks;
using Backprop.Training;

namespace Backprop.Tabular.Models;

public sealed partial record ModelOptions
{
    private const int MostMembers = 100;

    /// <summary>Everything that is out of range or incompatible, one sentence each; empty when the options are valid.</summary>
    public IReadOnlyList<string> Violations()
    {
        var found = new List<string>();
        void Refuse(bool wrong, FormattableString sentence)
        {
            if (wrong)
                found.Add(FormattableString.Invariant(sentence));
        }
        bool bare = WarmStart is { IsBare: true };
        Refuse(Targets.Count == 0 && WarmStart is null, $"No target column is given.");
        Refuse(Targets.Count > 0 && WarmStart is not null, $"The targets are those of the model to start from, so none can be given.");
        Refuse(Task is not null && WarmStart is not null, $"The task is that of the model to start from, so none can be chosen.");
        Refuse(Extrapolate && WarmStart is not null, $"Whether to extrapolate was chosen when the model to start from was trained, so it cannot be chosen now.");
        Refuse(Recipe is not null && Models.Recipe.Find(Recipe) is null, $"Unknown recipe '{Recipe}'. Known: {string.Join(", ", Models.Recipe.All.Select(recipe => recipe.Name))}.");
        Refuse(WarmStart is not null && Recipe is not (null or "plain"), $"The network is that of the model to start from, so the recipe {Recipe} cannot make another.");
        Refuse(TestFraction is not (null or (>= 0 and < 1)), $"The share of test rows must be from 0 to below 1, but is {TestFraction}.");
        Refuse(ValidationFraction is not (null or (>= 0 and < 1)), $"The share of validation rows must be from 0 to below 1, but is {ValidationFraction}.");
        Refuse(Effort is not null && (WarmStart is not null || (Recipe is not null && Models.Recipe.Find(Recipe)?.HasEffort == false)),
            $"The effort is for recipes that follow the size of the data: {string.Join(", ", Models.Recipe.All.Where(recipe => recipe.HasEffort).Select(recipe => recipe.Name))}. Choose the epochs instead.");
        Refuse(Coverage is not (null or (>= 0 and < 1)), $"The coverage of intervals must be from 0 to below 1, but is {Coverage}.");
        Refuse(Members is < 1 or > MostMembers, $"There must be 1 to {MostMembers} networks, but {Members} were given.");
        Refuse(Members is not null && WarmStart is not null, $"The number of networks is that of the model to start from, so none can be chosen.");
        Refuse(ValidationFolds == true && ValidationFraction is not null, $"Validation rows are either folds or a share of the rows, not both.");
        Refuse(ValidationFolds == true && WarmStart is not null, $"The model to start from was trained on all of its folds, so validation rows cannot be folds of them.");
        Refuse(ValidationFolds == true && (Members == 1 || (Members is null && Recipe == "plain")), $"Folds need at least 2 networks, one for each.");
        Refuse(TestFraction > 0 && TestTable is not null, $"Test rows are either a separate table or a share of the rows, not both.");
        Refuse(SplitColumn is not null && (TestFraction > 0 || ValidationFraction > 0), $"The split is either in a column or by shares, not both.");
        Refuse(SplitColumn is not null && Group is not null, $"The split is either in a column or by groups, not both.");
        Refuse(bare && (SplitColumn ?? RowWeights ?? Group) is not null, $"A bare network reads its data by position, so no column can contain splits, groups or weights.");
        Refuse(Group is { } group && (WarmStart?.Targets?.Columns ?? Targets).Contains(group, StringComparer.Ordinal),
            $"The column '{Group}' is a target, so it cannot group the rows, too.");
        Refuse(RowWeights is { } weights && (WarmStart?.Targets?.Columns ?? Targets).Contains(weights, StringComparer.Ordinal),
            $"The column '{RowWeights}' is a target, so it cannot contain the weights of the rows, too.");
        Refuse(bare && ClassWeights is not null, $"A bare network has no classes, so they cannot have weights.");
        Refuse(Hidden?.Any(units => units < 1) == true, $"Hidden layers need at least 1 unit each, but {string.Join(',', Hidden ?? [])} was given.");
        Refuse(Dropout is { } dropout && !(dropout >= 0 && (float)dropout < 1), $"Dropout must be from 0 to below 1, but is {Dropout}.");
        Refuse(EmbeddingsFrom < 3, $"Embeddings are for columns with at least 3 labels, but {EmbeddingsFrom} was given.");
        Refuse(EmbeddingSize is < 1 or > 1024, $"The size of embeddings must be from 1 to 1024, but is {EmbeddingSize}.");
        string given = string.Join(", ", GivenForNetwork());
        Refuse(WarmStart is not null && given.Length > 0, $"The network is that of the model to start from, so these cannot be chosen: {given}.");
        found.AddRange(Resolve(new TrainingOptions()).Violations());
        return found;
    }

    /// <summary>The training options; those that are not given come from <paramref name="defaults"/>.</summary>
    internal TrainingOptions Resolve(TrainingOptions defaults) => new()
    {
        BatchSize = BatchSize ?? defaults.BatchSize,
        Epochs = Epochs ?? defaults.Epochs,
        Steps = Steps,
        TimeLimit = TimeLimit,
        Patience = Patience ?? defaults.Patience,
        Optimizer = Optimizer ?? defaults.Optimizer,
        Schedule = Schedule ?? defaults.Schedule,
        RegularizationSchedule = RegularizationSchedule ?? defaults.RegularizationSchedule,
        Watched = Metric ?? defaults.Watched,
        WeightDecay = WeightDecay ?? (Optimizer is null ? defaults.WeightDecay : null),
        DecoupledWeightDecay = DecoupledWeightDecay,
        Groups = Groups,
        L1 = L1,
        ClipNorm = ClipNorm,
        Seed = Seed,
        Shuffle = Shuffle,
        RobustValidation = defaults.RobustValidation,
        Threads = Threads,
    };

    private IEnumerable<string> GivenForNetwork()
    {
        if (Hidden is not null)
            yield return "hidden layers";
        (bool Given, NetworkOption Option)[] options =
        [
            (Activation is not null, NetworkOption.Activation), (OutputActivation is not null, NetworkOption.OutputActivation), (Error is not null, NetworkOption.Error),
            (Initializer is not null, NetworkOption.Initializer), (Dropout is not null, NetworkOption.Dropout), (NumberEmbeddings is not null, NetworkOption.NumberEmbeddings), (InputScale, NetworkOption.InputScale),
        ];
        foreach (var (given, option) in options)
            if (given)
                yield return option.Subject;
        if (EmbeddingsFrom is not null)
            yield return "embeddings";
        if (NumberScaling is not null)
            yield return "scaling of numbers";
    }
}
