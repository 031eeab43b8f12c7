using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Backprop.Files;

namespace Backprop.Campaigns.Fuzz;

/// <summary>Changes to safetensors files after which their hashes are right again, mostly.</summary>
internal static class TensorFile
{
    private static readonly byte[] HashKey = "\"sha256\":\""u8.ToArray();

    private static readonly float[] OddNumbers = [0, -0f, 1, -1, 1e-45f, 1e-38f, 1e30f, float.MaxValue, float.MinValue, float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    public static byte[] Change(byte[] file, Dice dice) => dice.Below(10) switch
    {
        0 => Mutation.Bytes(file, dice),
        1 => Sealed(Mutation.Bytes(file, dice)),
        2 or 3 => ChangedHeader(file, dice),
        _ => ChangedContent(file, dice),
    };

    private static byte[] ChangedHeader(byte[] file, Dice dice)
    {
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        byte[] header = Encoding.UTF8.GetBytes(JsonMutation.Change(Encoding.UTF8.GetString(file, 8, length), dice));
        var changed = new byte[8 + header.Length + file.Length - 8 - length];
        BinaryPrimitives.WriteInt64LittleEndian(changed, dice.OneIn(20) ? dice.Of(0L, 1, -1, long.MaxValue, header.Length + 1, header.Length - 1) : header.Length);
        header.CopyTo(changed, 8);
        file.AsSpan(8 + length).CopyTo(changed.AsSpan(8 + header.Length));
        return Sealed(changed);
    }

    private static byte[] ChangedContent(byte[] bytes, Dice dice)
    {
        var file = SafetensorsFile.Read(new MemoryStream(bytes), "sample");
        var metadata = new Dictionary<string, string>(file.Metadata, StringComparer.Ordinal);
        var tensors = file.Tensors.ToList();
        for (int edits = 1 + dice.Small(2); edits > 0; edits--)
        {
            if (dice.OneIn(3) && tensors.Count > 0)
                ChangeTensor(tensors, dice);
            else if (metadata.Count > 0)
            {
                string key = dice.Of(metadata.Keys.ToArray());
                if (dice.OneIn(20))
                    metadata.Remove(key);
                else
                    metadata[key] = JsonMutation.Change(metadata[key], dice);
            }
        }
        using var changed = new MemoryStream();
        new SafetensorsFile(metadata, tensors).Write(changed);
        return changed.ToArray();
    }

    private static void ChangeTensor(List<Tensor> tensors, Dice dice)
    {
        int at = dice.Below(tensors.Count);
        var tensor = tensors[at];
        float[] values = tensor.Values.ToArray();
        switch (dice.Below(5))
        {
            case 0:
                tensors.RemoveAt(at);
                return;
            case 1:
                int count = dice.Small(values.Length + 2);
                tensors[at] = new Tensor(tensor.Name, [count], new float[count]);
                return;
            case 2 when tensor.Shape.Count == 2:
                tensors[at] = new Tensor(tensor.Name, [tensor.Shape[1], tensor.Shape[0]], values);
                return;
            default:
                for (int edits = 1 + dice.Small(4); edits > 0 && values.Length > 0; edits--)
                    values[dice.Below(values.Length)] = dice.OneIn(3) ? (float)dice.Normal() : dice.Of(OddNumbers);
                tensors[at] = new Tensor(tensor.Name, tensor.Shape.ToArray(), values);
                return;
        }
    }

    /// <summary>The file with its own hash where there is a place for one.</summary>
    private static byte[] Sealed(byte[] file)
    {
        int at = file.AsSpan().IndexOf(HashKey);
        if (at < 0 || at + HashKey.Length + 64 > file.Length)
            return file;
        var digits = file.AsSpan(at + HashKey.Length, 64);
        digits.Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(file)), digits);
        return file;
    }
}
