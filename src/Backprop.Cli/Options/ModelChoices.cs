using System.CommandLine;
using System.Globalization;
using Backprop.Cli.Shell;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Backprop.Training;
using Backprop.Training.Schedules;

namespace Backprop.Cli.Options;

/// <summary>The options of <c>train</c>, and how they become <see cref="ModelOptions"/>.</summary>
internal sealed class ModelChoices
{
    private const int MaxNames = 30, MaxColumns = 400;

    public Option<string[]> Target { get; } = Make.Texts("--target", "NAME", "the column to predict, by its name or its number from 1 (repeatable for several numbers)");

    private readonly Option<string?> task = Make.Choice("--task", "what to learn (default: decided from the target's values)", "classification", "regression");
    private readonly Option<string?> test = Make.Text("--test", "X|FILE", "test rows: a share such as 0.2 (the default), or a separate file");
    private readonly Option<(double? Share, bool Folds)?> validation = Make.Parsed<(double?, bool)?>("--validation", "X|folds", "the share of rows held out for validation, to keep the best epoch and stop early (default 0.2; 0 for none); folds: a part of the rows for each of several networks", text => text == "folds" ? (null, true) : (NumberSyntax.Parse(text), false));
    private readonly Option<string?> split = Make.Text("--split-column", "NAME", "a column that says train, val (or validation) or test for each row");
    private readonly Option<string?> group = Make.Text("--group", "COLUMN", "a column whose values say which rows belong together: they are kept in one part of the split");
    private readonly Option<string?> rowWeights = Make.Text("--row-weights", "COLUMN", "a column with the weight of each row");
    private readonly Option<string[]> classWeights = Make.Texts("--class-weights", "balanced|none|CLASS=X,…", "the weight of the rows of each class; balanced: every class the same in total (default none; repeatable)");
    private readonly Option<bool> extrapolate = Make.Flag("--extrapolate", "does not limit inputs and predicted numbers far outside the training rows; by default far inputs are squashed and predictions stay near the training targets");
    private readonly Option<string?> recipe = Make.Choice("--recipe", $"what chooses the options that are not given: {string.Join("; ", Recipe.All.Select(r => $"{r.Name}, {r.Meaning}"))} (default: the last)", [.. Recipe.All.Select(r => r.Name)]);
    private readonly Option<string?> scaling = Make.Choice("--number-scaling", "how numbers become inputs: standard, by mean and deviation; robust, by quartiles and smoothly limited (default standard)", "standard", "robust");
    private readonly Option<string?> numberEmbeddings = Make.Choice(Make.Name(NetworkOption.NumberEmbeddings), Make.Help(NetworkOption.NumberEmbeddings, "no"), "yes", "no");
    private readonly Option<string?> metric = Make.Choice(Make.Name(TrainingOption.Watched), Make.Help(TrainingOption.Watched, "error"), "error", "accuracy");
    private readonly Option<Schedule?> regularization = Make.Parsed(Make.Name(TrainingOption.RegularizationSchedule), "NAME", Make.Help(TrainingOption.RegularizationSchedule, "constant"), Schedule.Parse);
    private readonly Option<IReadOnlyList<int>?> hidden = Make.Parsed("--hidden", "128,64", "units of each hidden layer; 0 for none, the linear model (the default depends on the size of the data)", ReadHidden);
    private readonly Option<int?> members = Make.Whole("--members", "the number of networks, whose predictions are averaged; trained side by side (default: by the recipe; 1 for plain)", least: 1, most: 100);
    private readonly Option<string?> effort = Make.Choice("--effort", "how much is computed for the number of networks and epochs: quick, a fifth of normal; high, five times (default normal; not for plain and tabular-1)", "quick", "normal", "high");
    private readonly Option<double?> coverage = Make.Number("--coverage", "the share of rows whose truth predicted intervals (low, high) and sets of classes are to hold, by the validation rows; 0 for none (default: by the recipe; 0.9 for the last, 0 for plain)");
    private readonly Option<string?> calibration = Make.Choice("--calibration", "yes: calibrates the probabilities on the validation rows, and predicts the shares of the classes or the mean where nothing better was learned (default: by the recipe; no for plain)", "yes", "no");
    private readonly Option<int?> embeddingsFrom = Make.Whole("--embeddings-from", "from how many labels on a column gets a learned vector (an embedding) for each label, instead of an input for each (default: never)", least: 3);
    private readonly Option<int?> embeddingSize = Make.Whole(Make.Name(NetworkOption.EmbeddingSize), Make.Help(NetworkOption.EmbeddingSize, "8"), least: 1, most: 1024);
    private readonly Option<Schedule?> schedule = Make.Parsed(Make.Name(TrainingOption.Schedule), "NAME", Make.Help(TrainingOption.Schedule, "plateau=8:0.3 with validation rows, else constant"), Schedule.Parse);
    private readonly Option<int?> batch = Make.Whole(Make.Name(TrainingOption.BatchSize), Make.Help(TrainingOption.BatchSize, "16 to 256, depending on the number of rows"));
    private readonly Option<int?> epochs = Make.Whole(Make.Name(TrainingOption.Epochs), Make.Help(TrainingOption.Epochs, "depends on the number of rows"));
    private readonly Option<long?> steps = Make.Long(Make.Name(TrainingOption.Steps), Make.Help(TrainingOption.Steps, "no limit"));
    private readonly Option<TimeSpan?> time = Make.Parsed<TimeSpan?>(Make.Name(TrainingOption.TimeLimit), "60s", Make.Help(TrainingOption.TimeLimit, "no limit"), text => NumberSyntax.ParseTime(text));
    private readonly Option<int?> patience = Make.Whole(Make.Name(TrainingOption.Patience), Make.Help(TrainingOption.Patience, "depends on the number of rows"));
    private readonly Option<double?> decay = Make.Number(Make.Name(TrainingOption.WeightDecay), Make.Help(TrainingOption.WeightDecay, "0.1 where no optimizer is named, 0.01 with --optimizer adamw, else 0"));
    private readonly Option<string?> decoupled = Make.Choice(Make.Name(TrainingOption.DecoupledWeightDecay), Make.Help(TrainingOption.DecoupledWeightDecay, "yes with adamw, else no"), "yes", "no");
    private readonly Option<double?> l1 = Make.Number(Make.Name(TrainingOption.L1), Make.Help(TrainingOption.L1, "0"));
    private readonly Option<double?> clip = Make.Number(Make.Name(TrainingOption.ClipNorm), Make.Help(TrainingOption.ClipNorm, "no limit"));
    private readonly Option<string?> shuffle = Make.Choice(Make.Name(TrainingOption.Shuffle), Make.Help(TrainingOption.Shuffle, "yes"), "yes", "no");
    private readonly GroupOptions groups = new();

    public FunctionOptions Functions { get; } = new();

    public OptimizerOptions Optimizers { get; } = new("adamw; sgd for a bare network");

    public IEnumerable<Option> Data => [Target, task, test, validation, split, group, rowWeights, classWeights, extrapolate];

    /// <summary>Those of <see cref="Data"/> that do not choose test rows.</summary>
    public IEnumerable<Option> DataWithoutTest => Data.Except([test, split]);

    public IEnumerable<Option> Network => [hidden, .. Functions.All, scaling, embeddingsFrom, embeddingSize, numberEmbeddings];

    public IEnumerable<Option> Training => [recipe, effort, members, coverage, calibration, .. Optimizers.All, schedule, batch, epochs, steps, time, patience, metric, decay, decoupled, regularization, .. groups.All, l1, clip, shuffle];

    /// <summary>The file of the test rows; null where there are none, or they are a share.</summary>
    public string? TestFile(ParseResult line) => ReadTest(line.GetValue(test)).File;

    /// <summary>The options for data; what depends on the model of the warm start is checked there.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="source">The data.</param>
    /// <param name="from">The model to start from; null for none.</param>
    /// <param name="keep">Columns that the user has made inputs.</param>
    /// <param name="openTest">Reads a test file.</param>
    public ModelOptions Read(ParseResult line, DataSource source, Model? from, IReadOnlyCollection<string> keep, Func<string, DataSource> openTest)
    {
        var usual = new ModelOptions();
        var (share, file) = ReadTest(line.GetValue(test));
        var functions = Functions;
        // A learning rate alone keeps the rest of the default optimizer.
        var defaults = ModelDefaults.Training(source.Table.Rows, validation: true, from is { IsBare: true });
        string? chosen = line.GetValue(recipe);
        var ofRecipe = Recipe.Of(usual with { Recipe = chosen, WarmStart = from }).Optimizer;
        var optimizer = Optimizers.Read(line, ofRecipe ?? defaults.Optimizer);
        string[] targets = Targets(line, source, from);
        var options = usual with
        {
            Targets = targets,
            WarmStart = from,
            Task = line.GetValue(task) switch { "classification" => TargetTask.Classification, "regression" => TargetTask.Regression, _ => null },
            Recipe = chosen,
            Keep = keep,
            TestTable = file is not null ? Rows(openTest(file)) : share is null ? source.Test : null,
            TestFraction = share,
            ValidationFraction = line.GetValue(validation)?.Share,
            ValidationFolds = line.GetValue(validation)?.Folds,
            Effort = line.GetValue(effort) switch { "quick" => Effort.Quick, "normal" => Effort.Normal, "high" => Effort.High, _ => null },
            Coverage = line.GetValue(coverage),
            Members = line.GetValue(members),
            Calibration = line.GetValue(calibration) is { } calibrated ? calibrated == "yes" : null,
            SplitColumn = line.GetValue(split),
            RowWeights = line.GetValue(rowWeights),
            Group = line.GetValue(group),
            ClassWeights = ClassWeightSyntax.Read(line.GetValue(classWeights) ?? [], name => IsLabel(source.Table, from?.Targets?.Columns ?? targets, name)),
            Extrapolate = line.GetValue(extrapolate),
            Hidden = line.GetValue(hidden),
            Activation = line.GetValue(functions.Activation),
            OutputActivation = line.GetValue(functions.OutputActivation),
            Error = line.GetValue(functions.Error),
            Initializer = line.GetValue(functions.Initializer),
            Dropout = line.GetValue(functions.Dropout),
            InputScale = line.GetValue(functions.InputScale),
            NumberScaling = line.GetValue(scaling) is { } scale ? scale == "robust" ? NumberScaling.Robust : NumberScaling.Standard : null,
            NumberEmbeddings = line.GetValue(numberEmbeddings) is { } embed ? embed == "yes" : null,
            Metric = line.GetValue(metric) is { } watched ? watched == "accuracy" ? ValidationMeasure.WrongClasses : ValidationMeasure.Error : null,
            RegularizationSchedule = line.GetValue(regularization),
            EmbeddingsFrom = line.GetValue(embeddingsFrom),
            EmbeddingSize = line.GetValue(embeddingSize) ?? usual.EmbeddingSize,
            BatchSize = line.GetValue(batch),
            Epochs = line.GetValue(epochs),
            Steps = line.GetValue(steps),
            TimeLimit = line.GetValue(time),
            Patience = line.GetValue(patience),
            Optimizer = optimizer,
            Schedule = line.GetValue(schedule),
            WeightDecay = line.GetValue(decay) ?? (optimizer is null || ofRecipe is not null || Optimizers.IsNamed(line) || optimizer.Name != defaults.Optimizer.Name ? null : defaults.WeightDecay),
            DecoupledWeightDecay = line.GetValue(decoupled) is { } choice ? choice == "yes" : null,
            Groups = groups.Read(line),
            L1 = line.GetValue(l1) ?? usual.L1,
            ClipNorm = line.GetValue(clip),
            Shuffle = line.GetValue(shuffle) != "no",
            Seed = line.GetValue(CommonOptions.Seed) ?? usual.Seed,
            Threads = line.GetValue(CommonOptions.Threads) ?? usual.Threads,
        };
        return options.Violations() is { Count: > 0 } violations ? throw new UsageException(string.Join(" ", violations)) : options;
    }

    /// <summary>The target columns by name. Without --target: the labels of images, else an error that lists the columns.</summary>
    private string[] Targets(ParseResult line, DataSource source, Model? from)
    {
        if (line.GetValue(Target) is not { Length: > 0 } wanted)
        {
            if (from is not null)
                return [];
            var labels = source.Table.Columns.Where(column => column.Kind != ColumnKind.Image).ToArray();
            if (labels.Length == 1 && source.Table.Columns.Count == 2)
                return [labels[0].Name];
            throw new UsageException(
                $"which column should be predicted? Give --target with its name or number:{Environment.NewLine}"
                + string.Join(Environment.NewLine, Output.DataReport.Columns(source.Report, [], 100, MaxColumns)));
        }
        string[] names = wanted.Select(name => Column(name, source.Report)).ToArray();
        if (from is null)
            return names;
        // The targets are those of the model to start from; they may be named again.
        if (from.Targets is { } own && own.Columns.SequenceEqual(names, StringComparer.Ordinal))
            return [];
        throw new UsageException(from.Targets is { Columns: var known }
            ? $"--target {string.Join(", ", names)}: the model of --from predicts {string.Join(", ", known)}. Omit --target."
            : "--target: the bare network of --from takes its targets by position, from the last columns. Omit --target.");
    }

    private static string Column(string name, ReadReport report)
    {
        var found = report.Columns.FirstOrDefault(column => column.Name == name);
        bool isNumber = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (found is null && isNumber && number >= 1 && number <= report.Columns.Count)
            found = report.Columns[number - 1];
        if (found is not null)
        {
            return found.Ignored is null ? found.Name : throw new DataException(
                $"{report.Source}: the column '{found.Name}' cannot be the target: {found.Ignored}.");
        }
        string[] names = report.Columns.Where(column => column.Ignored is null).Select(column => column.Name).ToArray();
        string all = string.Join(", ", names.Take(MaxNames)) + (names.Length > MaxNames ? $", … ({names.Length} in total)" : "");
        string elsewhere = report.Elsewhere.TryGetValue(name, out int line)
            ? $" Line {line} contains '{name}': if it is the header, give {(line == 1 ? "--header yes" : string.Create(CultureInfo.InvariantCulture, $"--skip {line - 1} --header yes"))}." : "";
        throw new DataException($"{report.Source}: there is no column '{name}' for the target.{elsewhere}{(isNumber || elsewhere.Length > 0 ? "" : Nearest.Suggest(name, names))} Columns: {all}.");
    }

    private static bool IsLabel(Table table, IReadOnlyList<string> targets, string name) =>
        targets.Any(target => table.Find(target) is CategoryColumn column && column.Labels.Contains(name, StringComparer.Ordinal));

    private static Table Rows(DataSource source) => source.Test ?? source.Table;

    // An existing file takes precedence over a number: nobody names a file 0.2 by accident.
    private static (double? Share, string? File) ReadTest(string? text)
    {
        if (text is null || File.Exists(text) || Directory.Exists(text))
            return (null, text);
        try
        {
            return (NumberSyntax.Parse(text), null);
        }
        catch (FormatException)
        {
            return (null, text);
        }
    }

    private static IReadOnlyList<int> ReadHidden(string text) => text.Trim() is "0" or "none" or ""
        ? []
        : text.Split(',').Select(part => (int)NumberSyntax.ParseWhole(part.Trim(), 1, int.MaxValue)).ToArray();
}
