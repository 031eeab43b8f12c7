namespace Backprop.Tabular.Cells;

/// <summary>Reads the parts of a date one after another. What does not match is not consumed.</summary>
internal ref struct DateScanner(ReadOnlySpan<char> text)
{
    /// <summary>What has not been read yet.</summary>
    public ReadOnlySpan<char> Rest { get; private set; } = text;

    public readonly bool AtEnd => Rest.IsEmpty;

    public readonly bool AtDigit => !Rest.IsEmpty && char.IsAsciiDigit(Rest[0]);

    public readonly bool AtLetter => !Rest.IsEmpty && char.IsAsciiLetter(Rest[0]);

    /// <summary>Reads all digits that follow, if there are as many as expected.</summary>
    public bool Digits(int fewest, int most, out int value, out int count)
    {
        value = 0;
        for (count = 0; count < Rest.Length && char.IsAsciiDigit(Rest[count]); count++)
        {
            if (count == most)
                return false;
            value = value * 10 + (Rest[count] - '0');
        }
        if (count < fewest)
            return false;
        Rest = Rest[count..];
        return true;
    }

    public bool Digits(int fewest, int most, out int value) => Digits(fewest, most, out value, out _);

    /// <summary>Reads the given number of digits, whatever follows.</summary>
    public bool First(int count, out int value)
    {
        value = 0;
        if (Rest.Length < count)
            return false;
        foreach (char c in Rest[..count])
        {
            if (!char.IsAsciiDigit(c))
                return false;
            value = value * 10 + (c - '0');
        }
        Rest = Rest[count..];
        return true;
    }

    /// <summary>Takes the year from the end of <c> 08:00:00 +0000 2011</c>, which leaves the time.</summary>
    public bool YearBehindTime(out int year)
    {
        year = 0;
        if (Rest is not ([' ', _, ':', ..] or [' ', _, _, ':', ..]) || Rest is not [.., ' ', _, _, _, _] || !new DateScanner(Rest[^4..]).First(4, out year))
            return false;
        Rest = Rest[..^5];
        return true;
    }

    /// <summary>Reads one of some characters.</summary>
    public bool One(scoped ReadOnlySpan<char> characters, out char found)
    {
        found = AtEnd ? '\0' : Rest[0];
        if (AtEnd || !characters.Contains(found))
            return false;
        Rest = Rest[1..];
        return true;
    }

    public bool One(char character) => One([character], out _);

    /// <summary>Reads a text in any case.</summary>
    public bool Text(string text)
    {
        if (!Rest.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            return false;
        Rest = Rest[text.Length..];
        return true;
    }

    /// <summary>Reads the letters that follow; there may be none.</summary>
    public ReadOnlySpan<char> Word()
    {
        int length = 0;
        while (length < Rest.Length && char.IsAsciiLetter(Rest[length]))
            length++;
        var word = Rest[..length];
        Rest = Rest[length..];
        return word;
    }

    /// <summary>Skips blanks; whether there were any.</summary>
    public bool Blanks()
    {
        var trimmed = Rest.TrimStart(' ');
        bool any = trimmed.Length < Rest.Length;
        Rest = trimmed;
        return any;
    }

    /// <summary>Skips the separator beside a month's name: a point or comma with blanks, a hyphen, or a slash; whether there was any.</summary>
    public bool Gap()
    {
        int before = Rest.Length;
        if (!One("-/", out _))
        {
            One(".,", out _);
            Blanks();
        }
        return Rest.Length < before;
    }
}
