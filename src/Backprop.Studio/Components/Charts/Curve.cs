namespace Backprop.Studio.Components.Charts;

/// <summary>
/// A curve that grows without end in memory that does not: when it is full, neighbours share a place, and of each place the lowest and the highest point are
/// kept, so that no peak is ever lost. It belongs to one thread.
/// </summary>
/// <param name="capacity">The maximum number of points kept, an even number of buckets of two points each.</param>
public sealed class Curve(int capacity = 4096)
{
    private readonly (ChartPoint Low, ChartPoint High)[] places = new (ChartPoint, ChartPoint)[Math.Max(2, capacity / 4 * 2)];
    private int count;
    private long perPlace = 1, inLast;

    /// <summary>The latest point; null before the first.</summary>
    public ChartPoint? Last { get; private set; }

    /// <summary>The lowest of all points; null before the first.</summary>
    public ChartPoint? Lowest { get; private set; }

    /// <summary>Adds a point, x not below that of the last; one that is not finite is ignored.</summary>
    public void Add(double x, double y)
    {
        if (!double.IsFinite(y))
            return;
        var point = new ChartPoint(x, y);
        Last = point;
        if (Lowest is not { } lowest || y < lowest.Y)
            Lowest = point;
        if (count > 0 && inLast < perPlace)
        {
            places[count - 1] = Join(places[count - 1], (point, point));
            inLast++;
            return;
        }
        if (count == places.Length)
            Halve();
        places[count++] = (point, point);
        inLast = 1;
    }

    /// <summary>Removes all points.</summary>
    public void Clear()
    {
        (count, perPlace, inLast) = (0, 1, 0);
        (Last, Lowest) = (null, null);
    }

    /// <summary>The curve in at most that many points, with its lowest, its highest and its last one.</summary>
    public IReadOnlyList<ChartPoint> Points(int most = int.MaxValue)
    {
        int share = Math.Max(1, (2 * count + Math.Max(2, most - 1) - 1) / Math.Max(2, most - 1));
        var points = new List<ChartPoint>(Math.Min(2 * count, most) + 1);
        for (int n = 0; n < count; n += share)
        {
            var place = places[n];
            for (int m = n + 1; m < Math.Min(count, n + share); m++)
                place = Join(place, places[m]);
            (ChartPoint first, ChartPoint second) = place.Low.X <= place.High.X ? (place.Low, place.High) : (place.High, place.Low);
            points.Add(first);
            if (second != first)
                points.Add(second);
        }
        if (Last is { } last && points[^1].X < last.X)
            points.Add(last);
        return points;
    }

    private void Halve()
    {
        count /= 2;
        for (int n = 0; n < count; n++)
            places[n] = Join(places[2 * n], places[2 * n + 1]);
        perPlace *= 2;
    }

    private static (ChartPoint Low, ChartPoint High) Join((ChartPoint Low, ChartPoint High) a, (ChartPoint Low, ChartPoint High) b) =>
        (b.Low.Y < a.Low.Y ? b.Low : a.Low, b.High.Y > a.High.Y ? b.High : a.High);
}
