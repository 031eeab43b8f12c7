using System.IO.Compression;
using System.Text;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Campaigns.Fuzz;

/// <summary>Tables packed by gzip, in one member or several, whole, cut, damaged, and packed very small.</summary>
internal sealed class GzipTarget() : Target("gzip", 200_000)
{
    private const int LargestBomb = 1 << 20;

    public override bool IsDocumented(Exception exception) => exception is DataException;

    public override Input Make(Dice dice)
    {
        byte[] content = dice.OneIn(200) ? Bomb(dice) : Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a,b,c\n1,2.5,x\n3,4.5,y\n", 1 + dice.Small(60))));
        var packed = new List<byte>();
        var ends = new HashSet<int>();
        for (int at = 0; at < content.Length;)
        {
            int length = dice.OneIn(3) ? 1 + dice.Below(content.Length - at) : content.Length - at;
            packed.AddRange(Packed.Gzip(content.AsSpan(at, length), dice.Of(CompressionLevel.Fastest, CompressionLevel.NoCompression, CompressionLevel.SmallestSize)));
            at += length;
            ends.Add(packed.Count);
        }
        byte[] bytes = [.. packed];
        int damage = dice.Below(4);
        if (damage == 1)
            bytes = bytes[..Math.Max(2, bytes.Length - 1 - dice.Small(100))];
        else if (damage == 2)
            bytes = Mutation.Bytes(bytes, dice);
        return new Input(bytes, () => Read(bytes, content, isWhole: damage is 0 or 3, isCut: damage == 1 && !ends.Contains(bytes.Length))) { Unpacked = bytes.Length + content.Length };
    }

    private static void Read(byte[] bytes, byte[] content, bool isWhole, bool isCut)
    {
        Table? plain = null;
        if (isWhole)
        {
            try
            {
                plain = Table.Read(new MemoryStream(content), "input");
            }
            catch (DataException)
            {
                // Then it is refused packed, too.
            }
        }
        var table = Table.Read(new MemoryStream(bytes), "input");
        if (isCut)
            throw new FaultException("A file that was cut was read.");
        if (isWhole && (table.Rows != plain?.Rows || table.Columns.Count != plain.Columns.Count))
            throw new FaultException($"It has {table.Rows} rows packed and {plain?.Rows} unpacked.");
    }

    private static byte[] Bomb(Dice dice)
    {
        var bytes = new byte[dice.Below(LargestBomb)];
        bytes.AsSpan().Fill((byte)dice.Of(",\n;\"0 a\t\0".ToCharArray()));
        if (bytes.Length > 8 && dice.OneIn(2))
            "a,b\n1,2\n"u8.CopyTo(bytes);
        return bytes;
    }
}
