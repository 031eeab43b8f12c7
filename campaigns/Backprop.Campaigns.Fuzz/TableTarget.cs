using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Campaigns.Fuzz;

/// <summary>Tables in text: read, predicted by a model of other data, and now and then learned.</summary>
internal sealed class TableTarget() : Target("tables", 300_000)
{
    public override bool IsDocumented(Exception exception) => exception is DataException or DivergedException;

    public override Input Make(Dice dice)
    {
        var (model, _, _) = dice.Of(Samples.Models);
        var names = model.IsBare || dice.OneIn(2) ? null : model.Inputs!.Columns.Select(column => column.Column).Concat(model.Targets!.Columns).ToArray();
        byte[] bytes = names is not null && dice.OneIn(3)
            ? System.Text.Encoding.UTF8.GetBytes(Mutation.Text(dice.Of(Samples.ClassesText, Samples.NumbersText), dice)) : TableText.Bytes(dice, names);
        var options = Options(dice) with { Format = dice.OneIn(3) ? model.Format : null };
        bool learns = dice.OneIn(8);
        return new Input(bytes, () =>
        {
            var table = Table.Read(new MemoryStream(bytes), "input", options);
            if (learns)
            {
                ModelTarget.Use(Model.Train(table, table.Columns[^1].Name, new ModelOptions { Epochs = 1, Hidden = [2], Threads = 1 }), table);
                return;
            }
            try
            {
                _ = model.Predict(table).Count;
            }
            catch (DataException)
            {
                // Most tables are not of the model's columns.
            }
        });
    }

    private static ReadOptions Options(Dice dice) => !dice.OneIn(4) ? ReadOptions.Default : new ReadOptions
    {
        Delimiter = dice.OneIn(3) ? dice.Of(",", "tab", "blank", "semicolon", "x") : null,
        Header = dice.OneIn(3) ? dice.OneIn(2) : null,
        Skip = dice.OneIn(4) ? dice.Small(5) : null,
        Comment = dice.OneIn(4) ? dice.Of("#", "%", "c") : null,
        Decimal = dice.OneIn(4) ? dice.Of('.', ',') : null,
        Encoding = dice.OneIn(4) ? dice.Of("utf-8", "utf-16", "latin-1", "windows-1252") : null,
        DayFirst = dice.OneIn(4) ? dice.OneIn(2) : null,
        Missing = dice.OneIn(4) ? [dice.Of("-", "0", "red", "")] : [],
        Columns = dice.OneIn(4) ? new Dictionary<string, ColumnType>(StringComparer.Ordinal) { [dice.Of("c0", "c1", "a", "nope")] = dice.Of(Enum.GetValues<ColumnType>()) }
            : ReadOptions.Default.Columns,
    };
}
