namespace Backprop.Explain.Text;

/// <summary>Bars in characters.</summary>
internal static class BarText
{
    /// <summary>A bar of signs up to a given width: + for positive contributions, − for negative ones, so that no colour is needed.</summary>
    public static string Of(double share, int signs = 20)
    {
        int count = double.IsFinite(share) ? (int)Math.Round(Math.Abs(share) * signs) : 0;
        return new string(share < 0 ? '−' : '+', count);
    }
}
