namespace Backprop.Explain.Text;

/// <summary>Bars in characters.</summary>
internal static class BarText
{
    /// <summary>A bar of up to so many signs: + for what pushes up, − for what pushes down, so that no colour is needed.</summary>
    public static string Of(double share, int signs = 20)
    {
        int count = double.IsFinite(share) ? (int)Math.Round(Math.Abs(share) * signs) : 0;
        return new string(share < 0 ? '−' : '+', count);
    }
}
