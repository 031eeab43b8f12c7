using System.Globalization;
using Backprop.Tabular.Cells;
using CsCheck;

namespace Backprop.Tabular.Tests.Cells;

public sealed class NumberFormTests
{
    private static readonly Gen<NumberForm> Forms =
        from mark in OneOf('.', ',')
        from space in OneOf('\0', '\0', ' ', '\'', mark == '.' ? ',' : '.')
        from affix in OneOf(("", ""), ("$", ""), ("", "%"), ("", "kg"), ("€", ""), ("", "€"), ("CHF", ""), ("", "km/h"), ("US$", ""), ("", "m2"), ("", "sq ft"))
        from parentheses in Gen.Bool
        select new NumberForm(mark, space, affix.Item1, affix.Item2, parentheses);

    [Theory]
    [InlineData("$507,000", '.', 507000)]
    [InlineData("-$5.50", '.', -5.5)]
    [InlineData("$-5.50", '.', -5.5)]
    [InlineData("($5.50)", '.', -5.5)]
    [InlineData("$(5.50)", '.', -5.5)]
    [InlineData("1.234.567,89 €", ',', 1234567.89)]
    [InlineData("€ 1.234", ',', 1234)]
    [InlineData("1 234,5", ',', 1234.5)]
    [InlineData("1\u00A0234,5", ',', 1234.5)]
    [InlineData("1\u202F234", '.', 1234)]
    [InlineData("1'234.50", '.', 1234.5)]
    [InlineData("1\u2019234.50", '.', 1234.5)]
    [InlineData("12,34,567.5", '.', 1234567.5)]
    [InlineData("29.6%", '.', 29.6)]
    [InlineData("29.6 %", '.', 29.6)]
    [InlineData("(270)", '.', -270)]
    [InlineData("270-", '.', -270)]
    [InlineData("270 EUR-", '.', -270)]
    [InlineData("270- EUR", '.', -270)]
    [InlineData("\u2212270", '.', -270)]
    [InlineData("9.500D-01", '.', 0.95)]
    [InlineData("1,5E3", ',', 1500)]
    [InlineData("1.5e\u22123", '.', 0.0015)]
    [InlineData("4.14 kg", '.', 4.14)]
    [InlineData("5,690E+00", ',', 5.69)]
    [InlineData("-1,234e3", ',', -1234)]
    [InlineData("CHF 1'234.\u2014", '.', 1234)]
    [InlineData("CHF 5.-", '.', 5)]
    [InlineData("1.234,- \u20AC", ',', 1234)]
    [InlineData("12,--", ',', 12)]
    [InlineData("-4.14kg", '.', -4.14)]
    [InlineData(".5 km/h", '.', 0.5)]
    [InlineData("12 m²", '.', 12)]
    [InlineData("20 °C", '.', 20)]
    [InlineData("Rs.500", '.', 500)]
    [InlineData("kr 500", '.', 500)]
    [InlineData("R$ 1.234,50", ',', 1234.5)]
    [InlineData("+3 %", '.', 3)]
    public void Numbers_as_people_format_them_are_read(string text, char mark, double expected)
    {
        Assert.True(NumberCell.TryCut(text, out var cell));
        Assert.Equal(expected, cell.Value(mark));
        Assert.NotEqual(NumberMarks.None, cell.Marks & (mark == '.' ? NumberMarks.Point : NumberMarks.Comma));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("A1")]
    [InlineData("10-Jan")]
    [InlineData("10-20")]
    [InlineData("2023-01")]
    [InlineData("12:45")]
    [InlineData("1/2")]
    [InlineData("1.2.3")]
    [InlineData("1,23,4")]
    [InlineData("0,123,456")]
    [InlineData("5 2")]
    [InlineData("10+")]
    [InlineData("<5")]
    [InlineData("(5")]
    [InlineData("5)")]
    [InlineData("(-5)")]
    [InlineData("--5")]
    [InlineData("-5-")]
    [InlineData("$5 kg")]
    [InlineData("Q1")]
    [InlineData("12ab34")]
    [InlineData("1.234,567,8")]
    public void Other_texts_are_not(string text) => Assert.False(NumberCell.TryCut(text, out _), text);

    [Theory]
    [InlineData("1,234", NumberMarks.Both)]
    [InlineData("1.234", NumberMarks.Both)]
    [InlineData("1234", NumberMarks.Both)]
    [InlineData("0,123", NumberMarks.Comma)]
    [InlineData("1,23", NumberMarks.Comma)]
    [InlineData("1.5", NumberMarks.Point)]
    [InlineData("1,234,567", NumberMarks.Point)]
    [InlineData("1.234.567", NumberMarks.Comma)]
    [InlineData("1,234.5", NumberMarks.Point)]
    [InlineData("1.234,5", NumberMarks.Comma)]
    [InlineData("1 234", NumberMarks.Both)]
    public void The_decimal_mark_is_known_where_the_text_tells_it(string text, object expected)
    {
        Assert.True(NumberCell.TryCut(text, out var cell));
        Assert.Equal(expected, cell.Marks);
    }

    [Fact]
    public void The_name_of_a_form_gives_it_back() => Forms.Sample(form => Assert.Equal(form, NumberForm.Of(form.Name)));

    [Fact]
    public void Names_of_no_form_give_none() => Assert.All(["", "x", "12", "dd/MM/yyyy", "1,234", "7.5"], name => Assert.Null(NumberForm.Of(name)));

    [Fact]
    public void A_number_that_is_written_in_a_form_is_read_back_and_its_form_is_found() =>
        Gen.Select(Forms, Gen.Int[-2_000_000_000, 2_000_000_000].Array[1, 20]).Sample((form, numbers) =>
        {
            var evidence = new NumberEvidence();
            // Numbers with a group and a fraction leave no doubt about the mark.
            foreach (int number in numbers.Append(123456))
            {
                double value = number / 100.0;
                string text = Written(value, form);
                Assert.True(form.TryParse(text, rounds: false, out double read), text);
                Assert.Equal(value, read);
                Assert.True(evidence.Observe(text), text);
            }
            Assert.True(evidence.IsForm);
            Assert.True(evidence.Allows(form));
            Assert.Equal(form.Mark, evidence.Form('.').Mark);
            Assert.Equal((form.Prefix, form.Suffix), (evidence.Form('.').Prefix, evidence.Form('.').Suffix));
        });

    [Fact]
    public void Amounts_may_lack_their_currency_and_zeros_their_unit_but_numbers_not()
    {
        Assert.Equal([true, true, true], Observed("$5", "7", "0"));
        Assert.Equal([true, true, true], Observed("7", "$5", "0"));
        Assert.Equal([true, true, false], Observed("5 kg", "0", "7"));
        Assert.Equal([true, false], Observed("7", "5 kg"));
        Assert.Equal([true, false], Observed("5 kg", "7 g"));
        Assert.Equal([true, false], Observed("$5", "€5"));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);

    private static bool[] Observed(params string[] texts)
    {
        var evidence = new NumberEvidence();
        return [.. texts.Select(text => evidence.Observe(text))];
    }

    private static string Written(double value, NumberForm form)
    {
        string digits = Math.Abs(value).ToString("#,##0.00", CultureInfo.InvariantCulture)
            .Replace(",", form.Group == '\0' ? "" : "G", StringComparison.Ordinal).Replace('.', form.Mark).Replace('G', form.Group);
        string around = $"{form.Prefix}{digits}{(form.Suffix.Length > 0 && char.IsLetter(form.Suffix[0]) ? " " : "")}{form.Suffix}";
        return value >= 0 ? around : form.Parentheses ? $"({around})" : "-" + around;
    }
}
