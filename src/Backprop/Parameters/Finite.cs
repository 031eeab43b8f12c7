namespace Backprop.Parameters;

/// <summary>Whether numbers are still numbers.</summary>
internal static class Finite
{
    public static bool All(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
            if (!float.IsFinite(value))
                return false;
        return true;
    }
}
