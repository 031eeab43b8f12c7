using System.CommandLine;
using System.Globalization;
using Backprop.Cli.Shell;
using Backprop.Layers;
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

    private readonly Option<string?> task = Make.Choice("--task", "what to learn (default: as the target looks)", "classification", "regression");
    private readonly Option<string?> test = Make.Text("--test", "X|FILE", "test rows: a share such as 0.2 (the default), or a file of their own");
    private readonly Option<double?> validation = Make.Number("--validation", "the share of rows that training is watched on, to keep the best epoch and stop early (default 0.2; 0 for none)");
    private readonly Option<string?> split = Make.Text("--split-column", "NAME", "a column that says train, val (or validation) or test for each row");
    private readonly Option<string?> group = Make.Text("--group", "COLUMN", "a column whose values say which rows belong together: they come into one part of the split");
    private readonly Option<string?> rowWeights = Make.Text("--row-weights", "COLUMN", "a column of numbers that say how much each row counts");
    private readonly Option<string[]> classWeights = Make.Texts("--class-weights", "balanced|none|CLASS=X,…", "how much the rows of each class count; balanced: rare classes as much as others (default none; repeatable)");
    private readonly Option<bool> extrapolate = Make.Flag("--extrapolate", "takes inputs and predicted numbers however far outside the training rows; else far inputs are brought nearer and predictions stay near the training targets");
    private readonly Option<string?> recipe = Make.Choice("--recipe", "exactly what the options say (the only one so far)", "plain");
    private readonly Option<IReadOnlyList<int>?> hidden = Make.Parsed("--hidden", "128,64", "units of each hidden layer; 0 for none, the linear model (default: by the size of the data)", ReadHidden);
    private readonly Option<Schedule?> schedule = Make.Parsed(Make.Name(TrainingOption.Schedule), "NAME", Make.Help(TrainingOption.Schedule, "plateau=8:0.3 with validation rows, else constant"), Schedule.Parse);
    private readonly Option<int?> batch = Make.Whole(Make.Name(TrainingOption.BatchSize), Make.Help(TrainingOption.BatchSize, "16 to 256, by the number of rows"));
    private readonly Option<int?> epochs = Make.Whole(Make.Name(TrainingOption.Epochs), Make.Help(TrainingOption.Epochs, "by the number of rows"));
    private readonly Option<long?> steps = Make.Long(Make.Name(TrainingOption.Steps), Make.Help(TrainingOption.Steps, "no limit"));
    private readonly Option<TimeSpan?> time = Make.Parsed<TimeSpan?>(Make.Name(TrainingOption.TimeLimit), "60s", Make.Help(TrainingOption.TimeLimit, "no limit"), text => NumberSyntax.ParseTime(text));
    private readonly Option<int?> patience = Make.Whole(Make.Name(TrainingOption.Patience), Make.Help(TrainingOption.Patience, "by the number of rows"));
    private readonly Option<double?> decay = Make.Number(Make.Name(TrainingOption.WeightDecay), Make.Help(TrainingOption.WeightDecay, "0.1 where no optimizer is named, 0.01 with --optimizer adamw, else 0"));
    private readonly Option<string?> decoupled = Make.Choice(Make.Name(TrainingOption.DecoupledWeightDecay), Make.Help(TrainingOption.DecoupledWeightDecay, "yes with adamw, else no"), "yes", "no");
    private readonly Option<double?> l1 = Make.Number(Make.Name(TrainingOption.L1), Make.Help(TrainingOption.L1, "0"));
    private readonly Option<double?> clip = Make.Number(Make.Name(TrainingOption.ClipNorm), Make.Help(TrainingOption.ClipNorm, "no limit"));
    private readonly Option<string?> shuffle = Make.Choice(Make.Name(TrainingOption.Shuffle), Make.Help(TrainingOption.Shuffle, "yes"), "yes", "no");
    private readonly GroupOptions groups = new();

    public FunctionOptions Functions { get; } = new();

    public OptimizerOptions Optimizers { get; } = new("adamw; sgd for a bare network");

    public IEnumerable<Option> Data => [Target, task, test, validation, split, group, rowWeights, classWeights, extrapolate];

    public IEnumerable<Option> Network => [hidden, .. Functions.All];

    public IEnumerable<Option> Training => [recipe, .. Optimizers.All, schedule, batch, epochs, steps, time, patience, decay, decoupled, .. groups.All, l1, clip, shuffle];

    /// <summary>The file of the test rows; null where they are none, or a share.</summary>
    public string? TestFile(ParseResult line) => ReadTest(line.GetValue(test)).File;

    /// <summary>The options for data; what depends on the model to start from is checked there.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="source">The data.</param>
    /// <param name="from">The model to start from; null for none.</param>
    /// <param name="keep">Columns that the user has named as inputs.</param>
    /// <param name="openTest">Reads a test file.</param>
    public ModelOptions Read(ParseResult line, DataSource source, Model? from, IReadOnlyCollection<string> keep, Func<string, DataSource> openTest)
    {
        var usual = new ModelOptions();
        var (share, file) = ReadTest(line.GetValue(test));
        var functions = Functions;
        // Another learning rate alone leaves the rest of the default optimizer as it is.
        var defaults = ModelDefaults.Training(source.Table.Rows, validation: true, from is { IsBare: true });
        var optimizer = Optimizers.Read(line, defaults.Optimizer);
        string[] targets = Targets(line, source, from);
        var options = usual with
        {
            Targets = targets,
            WarmStart = from,
            Task = line.GetValue(task) switch { "classification" => TargetTask.Classification, "regression" => TargetTask.Regression, _ => null },
            Recipe = line.GetValue(recipe) ?? usual.Recipe,
            Keep = keep,
            TestTable = file is not null ? Rows(openTest(file)) : share is null ? source.Test : null,
            TestFraction = share,
            ValidationFraction = line.GetValue(validation),
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
            BatchSize = line.GetValue(batch),
            Epochs = line.GetValue(epochs),
            Steps = line.GetValue(steps),
            TimeLimit = line.GetValue(time),
            Patience = line.GetValue(patience),
            Optimizer = optimizer,
            Schedule = line.GetValue(schedule),
            WeightDecay = line.GetValue(decay) ?? (optimizer is null || Optimizers.IsNamed(line) || optimizer.Name != defaults.Optimizer.Name ? null : defaults.WeightDecay),
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

    /// <summary>The target columns by name. Without --target: the labels beside images, else an error that lists the columns.</summary>
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
                $"which column is to be predicted? Say --target and its name or number:{Environment.NewLine}"
                + string.Join(Environment.NewLine, Output.DataReport.Columns(source.Report, [], 100, MaxColumns)));
        }
        string[] names = wanted.Select(name => Column(name, source.Report)).ToArray();
        if (from is null)
            return names;
        // The targets are those of the model to start from; to name them again does no harm.
        if (from.Targets is { } own && own.Columns.SequenceEqual(names, StringComparer.Ordinal))
            return [];
        throw new UsageException(from.Targets is { Columns: var known }
            ? $"--target {string.Join(", ", names)}: the model of --from predicts {string.Join(", ", known)}. Leave --target out."
            : "--target: the bare network of --from takes its targets by position, from the last columns. Leave --target out.");
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
        string all = string.Join(", ", names.Take(MaxNames)) + (names.Length > MaxNames ? $", … ({names.Length} in all)" : "");
        string elsewhere = report.Elsewhere.TryGetValue(name, out int line)
            ? $" Line {line} holds '{name}': if it is the header, say {(line == 1 ? "--header yes" : string.Create(CultureInfo.InvariantCulture, $"--skip {line - 1} --header yes"))}." : "";
        throw new DataException($"{report.Source}: there is no column '{name}' to be the target.{elsewhere}{(isNumber || elsewhere.Length > 0 ? "" : Nearest.Suggest(name, names))} Columns: {all}.");
    }

    private static bool IsLabel(Table table, IReadOnlyList<string> targets, string name) =>
        targets.Any(target => table.Find(target) is CategoryColumn column && column.Labels.Contains(name, StringComparer.Ordinal));

    private static Table Rows(DataSource source) => source.Test ?? source.Table;

    // A file that is there wins over a number: nobody names a file 0.2 without meaning it.
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
