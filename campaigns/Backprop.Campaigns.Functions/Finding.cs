using System.Globalization;

namespace Backprop.Campaigns.Functions;

/// <summary>The largest error so far and the argument it stands at.</summary>
internal readonly record struct Worst(double Error, uint At)
{
    public Worst Or(Worst other) => other.Error > Error || double.IsNaN(other.Error) ? other : this;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Error:R} {At:x8}");
}

/// <summary>What was found over a range of floats.</summary>
/// <param name="Count">Floats checked.</param>
/// <param name="Value">The worst value h(a).</param>
/// <param name="NotNearest">Values that are not the float nearest to the exact one (they are then the second nearest).</param>
/// <param name="Slope">The worst slope h'; its argument is a where slopes are stored, else z.</param>
/// <param name="Differences">Results whose bits differ between widths, or between the ways to compute them.</param>
/// <param name="FirstDifference">The argument of the first of them.</param>
internal readonly record struct Finding(long Count, Worst Value, long NotNearest, Worst Slope, long Differences, uint FirstDifference)
{
    public Finding And(Finding other) => new(
        Count + other.Count, Value.Or(other.Value), NotNearest + other.NotNearest, Slope.Or(other.Slope),
        Differences + other.Differences, Differences > 0 ? FirstDifference : other.FirstDifference);

    public override string ToString() => $"{Count} {Value} {NotNearest} {Slope} {Differences} {FirstDifference:x8}";

    public static Finding Parse(ReadOnlySpan<string> words) => new(
        Whole(words[0]), new Worst(Number(words[1]), Bits(words[2])), Whole(words[3]), new Worst(Number(words[4]), Bits(words[5])),
        Whole(words[6]), Bits(words[7]));

    private static long Whole(string word) => long.Parse(word, CultureInfo.InvariantCulture);

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    private static uint Bits(string word) => uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
