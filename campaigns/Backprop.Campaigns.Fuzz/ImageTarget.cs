using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Campaigns.Fuzz;

/// <summary>IDX files of images and labels, packed and not, whose sizes lie.</summary>
internal sealed class ImageTarget() : Target("images", 36_000_000)
{
    private static readonly int[] OddSizes = [0, 1, 2, -1, int.MaxValue, 65536, 28, 46341];

    public override bool IsDocumented(Exception exception) => exception is DataException;

    public override Input Make(Dice dice)
    {
        int[] sizes = Enumerable.Range(0, dice.Of(1, 3, 3, 3, 2, 4)).Select(_ => 1 + dice.Small(6)).ToArray();
        byte[] values = dice.Bytes(sizes.Aggregate((product, size) => product * size));
        bool isWhole = dice.OneIn(4), isReadable = sizes.Length is 1 or 3;
        if (!isWhole && dice.OneIn(2))
            sizes[dice.Below(sizes.Length)] = dice.Of(OddSizes);
        byte[] bytes = Samples.Idx(values, sizes);
        if (!isWhole)
            bytes = Mutation.Bytes(bytes, dice);
        if (dice.OneIn(4))
            bytes = Packed.Gzip(bytes);
        return new Input(bytes, () =>
        {
            Table table;
            try
            {
                table = Table.Read(new MemoryStream(bytes), "input");
            }
            catch (DataException) when (!isWhole || !isReadable)
            {
                return;
            }
            if (isWhole && isReadable && table.Rows != sizes[0])
                throw new FaultException($"{table.Rows} rows were read of {sizes[0]}.");
            if (table.Columns[0] is ImageColumn)
                _ = Samples.Models[2].Model.Encode(table);
        }) { Unpacked = values.Length + bytes.Length };
    }
}
