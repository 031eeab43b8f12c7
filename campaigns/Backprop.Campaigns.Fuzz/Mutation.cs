using System.Text;

namespace Backprop.Campaigns.Fuzz;

/// <summary>Small damage to bytes and texts.</summary>
internal static class Mutation
{
    private static readonly byte[] OddBytes = [0, 1, 9, 10, 13, 32, 34, 44, 59, 92, 127, 128, 192, 224, 254, 255];

    private static readonly string[] OddTexts =
    [
        "", "\"", "\"\"", "\\", ",", ";", "\t", "\n", "\r\n", "\r", " ", "\0", "\u001b[31m", "\u202e", "\ufeff", "\u00a0", "é", "😀", "{", "}", "[", "]", ":", "null", "true", "-", "+", ".",
        "0", "-0", "1e999", "-1e999", "NaN", "Infinity", "1e-400", "9223372036854775808", "2147483648", "-1", "0.1", "1,5", "1.234,5", "$1", "(3)", "50%", "NA", "?", "\\ud800", "\\u0000", "#", "=cmd|x",
        "2024-02-30", "31/12/1999", "12:60", "T", "'", "`", "/", "../", "--", "%", "e", "E5", "x", "__metadata__", "data_offsets", "sha256",
    ];

    public static byte[] Bytes(byte[] bytes, Dice dice)
    {
        var changed = new List<byte>(bytes);
        for (int edits = 1 + dice.Small(5); edits > 0; edits--)
        {
            int at = dice.Below(changed.Count), length = Math.Min(dice.Small(64), changed.Count - at);
            switch (dice.Below(7))
            {
                case 0 or 1 when changed.Count > 0:
                    changed[at] ^= (byte)(1 << dice.Below(8));
                    break;
                case 2 when changed.Count > 0:
                    changed[at] = dice.Of(OddBytes);
                    break;
                case 3:
                    changed.RemoveRange(at, length);
                    break;
                case 4:
                    changed.InsertRange(at, changed.GetRange(at, length));
                    break;
                case 5:
                    changed.InsertRange(at, dice.Bytes(dice.Small(16)));
                    break;
                case 6 when dice.OneIn(3):
                    changed.RemoveRange(at, changed.Count - at);
                    break;
            }
        }
        return [.. changed];
    }

    /// <summary>The result is well-formed Unicode.</summary>
    public static string Text(string text, Dice dice)
    {
        var changed = new StringBuilder(text);
        for (int edits = 1 + dice.Small(4); edits > 0; edits--)
        {
            int at = dice.Below(changed.Length + 1), length = Math.Min(dice.Small(40), changed.Length - at);
            switch (dice.Below(5))
            {
                case 0:
                    changed.Remove(at, length);
                    break;
                case 1:
                    changed.Insert(at, changed.ToString(at, length));
                    break;
                case 2:
                    changed.Remove(at, Math.Min(1, length)).Insert(at, dice.Of(OddTexts));
                    break;
                case 3 when dice.OneIn(20):
                    changed.Insert(at, dice.Of(OddTexts).PadLeft(1, 'x')[0].ToString(), 1 + dice.Below(20_000));
                    break;
                default:
                    changed.Insert(at, dice.Of(OddTexts));
                    break;
            }
        }
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(changed.ToString()));
    }
}
