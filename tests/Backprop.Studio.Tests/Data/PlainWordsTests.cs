using Backprop.Studio.Data;

namespace Backprop.Studio.Tests.Data;

public class PlainWordsTests
{
    [Theory]
    [InlineData("wrong.csv: line 3 has 1 field, expected 2. Correct it.", "wrong.csv: line 3 has 1 field, expected 2. Correct it.")]
    [InlineData("a.csv: there is a header (line 1) but no rows. Add rows; or, if that line is a row, give --header no.", "a.csv: there is a header (line 1) but no rows. Add rows.")]
    [InlineData("a.csv, line 7, column 'x': 'abc' is not a number. Correct it; or give --missing 'abc' if it stands for a missing value, or --column 'x=category'.", "a.csv, line 7, column 'x': 'abc' is not a number. Correct it.")]
    [InlineData("a.csv: not valid utf-8 text. Give --encoding, such as latin-1 or utf-8. Byte 7 is wrong.", "a.csv: not valid utf-8 text. Byte 7 is wrong.")]
    [InlineData("Row names are excluded (--column NAME=number keeps them).", "Row names are excluded.")]
    [InlineData("'--header' is not a number.", "'--header' is not a number.")]
    public void Advice_on_options_is_excluded_and_all_else_stays(string message, string plain) => Assert.Equal(plain, PlainWords.Of(message));
}
