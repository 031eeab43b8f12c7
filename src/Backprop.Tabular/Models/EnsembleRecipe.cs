using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>
/// Several networks of <see cref="TabularRecipe"/>, each validated on a fold of its own, and calibrated there. How many, how wide and how long follows from the size of the data alone.
/// </summary>
internal sealed class EnsembleRecipe : TabularRecipe
{
    /// <summary>Multiply-adds of a training: about a minute and a half of two processor cores.</summary>
    private const double Budget = 4e12;

    /// <summary>The same for small data, where less does as well.</summary>
    private const double BudgetOfRow = 6e8;

    /// <summary>Multiply-adds for each parameter in an update, and in a row: forward and two products backward.</summary>
    private const double WorkOfUpdate = 64, WorkOfRow = 3;

    private const double Coverage = 0.9;

    private const int MostMembers = 8, MembersOfFewRows = 5, MostEpochs = 256, FewestEpochs = 64, LeastEpochs = 10, FewRows = 500, ManyRows = 2000;

    public override string Name => "tabular-2";

    public override string Meaning => "several networks of tabular-1, trained and validated on folds, calibrated, and averaged";

    public override bool HasEffort => true;

    public override ModelOptions Complete(ModelOptions options, TargetTask task)
    {
        options = base.Complete(options, task);
        return options with
        {
            ValidationFolds = options.ValidationFolds ?? (options.ValidationFraction is null && options.Members != 1),
            Calibration = options.Calibration ?? true,
            Coverage = options.Coverage ?? Coverage,
        };
    }

    public override IReadOnlyList<int>? Hidden(int rows) => Enumerable.Repeat(rows < FewRows ? 64 : rows < ManyRows ? 128 : 256, 3).ToArray();

    /// <summary>As many as can be trained for 256 epochs, and shorter ones where two cannot.</summary>
    public override int Members(int rows, Table table, ModelOptions options)
    {
        int[] units = [Inputs(table, options), .. options.Hidden ?? Hidden(rows)!, 1];
        double parameters = units.Zip(units.Skip(1)).Sum(layer => (layer.First + 1.0) * layer.Second);
        double epochs = BudgetOf(rows, options) / (parameters * WorkOfEpoch(rows, options.BatchSize!.Value));
        return (int)Math.Clamp(epochs / (options.Epochs ?? Math.Clamp(epochs / 2, FewestEpochs, MostEpochsOf(options))), 1, MostNetworks(rows, options));
    }

    public override TrainingOptions Training(int rows, int validation, Network network, bool bare, TrainingSize size, ModelOptions options) => base.Training(rows, validation, network, bare, size, options) with
    {
        Epochs = (int)Math.Clamp(BudgetOf(rows, options) / (size.Members * (double)size.Parameters * WorkOfEpoch(rows, options.BatchSize!.Value)), LeastEpochs, MostEpochsOf(options)),
    };

    private static int MostNetworks(int rows, ModelOptions options) => options.Effort switch
    {
        Effort.Quick => MostMembers / 2,
        Effort.High => MostMembers * 2,
        _ => rows < FewRows ? MembersOfFewRows : MostMembers,
    };

    private static int MostEpochsOf(ModelOptions options) => options.Effort == Effort.Quick ? MostEpochs / 2 : MostEpochs;

    private static double BudgetOf(int rows, ModelOptions options) => options.Effort switch
    {
        Effort.Quick => 0.2,
        Effort.High => 5,
        _ => 1,
    } * Math.Min(Budget, BudgetOfRow * rows);

    private static double WorkOfEpoch(int rows, int batch) => WorkOfRow * rows + WorkOfUpdate * ((rows + batch - 1) / batch);

    /// <summary>About how many numbers the first dense layer reads.</summary>
    private static int Inputs(Table table, ModelOptions options) => table.Columns
        .Where(column => !options.Targets.Contains(column.Name, StringComparer.Ordinal) && !options.Exclude.Contains(column.Name, StringComparer.Ordinal))
        .Sum(column => column switch
        {
            CategoryColumn labels => labels.Labels.Count < options.EmbeddingsFrom ? labels.Labels.Count : options.EmbeddingSize,
            ImageColumn image => image.Width * image.Height,
            _ => options.NumberEmbeddings == true ? 4 : 1,
        });
}
