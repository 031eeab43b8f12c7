using System.Globalization;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Reading;

/// <summary>Columns of numbers as people format them, and what is not one.</summary>
public sealed class FormattedNumberTests
{
    [Theory]
    [InlineData("a,b\n\"$507,000\",1\n\"$1,200.50\",2\n$0,3\n", "507000 1200.5 0", "$1,234.5")]
    [InlineData("a;b\n2.653,03;1\n817,5;2\n", "2653.03 817.5", "1.234,5")]
    [InlineData("a,b\n\"35,041\",1\n\"1,200\",2\n999,3\n", "35041 1200 999", "1,234.5")]
    [InlineData("a,b\n29.6%,1\n3 %,2\n", "29.6 3", "1234.5%")]
    [InlineData("a,b\n(270),1\n\"4,140\",2\n", "-270 4140", "(1,234.5)")]
    [InlineData("a,b\n9.500D-01,1\n1.5D+02,2\n", "0.95 150", null)]
    [InlineData("a,b\n4.14 kg,1\n12 kg,2\n", "4.14 12", "1234.5 kg")]
    [InlineData("a,b\n270-,1\n−3,2\n", "-270 -3", null)]
    [InlineData("a;b\n1 234,5;0\n12;1\n", "1234.5 12", "1 234,5")]
    [InlineData("a,b\n1'234.50,1\n7,2\n", "1234.5 7", "1'234.5")]
    [InlineData("a,b\n$5,1\n7,2\n-$3,3\n", "5 7 -3", "$1234.5")]
    [InlineData("a,b\n0,1\n5 kg,2\n", "0 5", "1234.5 kg")]
    [InlineData("a;b\n5,690E+00;1\n1,250E+01;2\n", "5.69 12.5", null)]
    [InlineData("a;b\n1.250,-;1\n12,-;2\n", "1250 12", "1.234,5")]
    public void They_are_read_and_their_form_is_reported(string text, string expected, string? form)
    {
        var source = Texts.Open(text);
        var column = Assert.IsType<NumberColumn>(source.Table.Columns[0]);
        Assert.Equal(expected, string.Join(' ', source.Table.Cells(0)));
        Assert.Equal(form, source.Report.Columns[0].Form);
        Assert.Equal(form, source.Table.Format!.Columns["a"].Form);
        Assert.NotNull(column.AsWritten);
    }

    [Theory]
    [InlineData("a,b\n5 kg,1\n7,2\n")]
    [InlineData("a,b\n5 kg,1\n7 g,2\n")]
    [InlineData("a,b\n$5,1\n€7,2\n")]
    [InlineData("a,b\n1-2,1\n3-4,2\n")]
    [InlineData("a,b\n1st,1\n2nd,2\n")]
    [InlineData("a,b\n1.2.3,1\n1.2.4,2\n")]
    public void Other_labels_stay_labels(string text) => Assert.IsType<CategoryColumn>(Texts.Read(text).Columns[0]);

    [Theory]
    [InlineData("x\tv\n{0}\t{0},5 €\n", "1234,5€")]
    [InlineData("x\tv\n{0}\t{0}.5 kg\n", "1234.5 kg")]
    [InlineData("x\tv\n{0}\t{0} %\n", "1234.5%")]
    [InlineData("x\tv\n{0}\t$ {0}.5\n", "$1234.5")]
    [InlineData("x;v\n{0}.5;{0},007,199,254\n", "1,234.5")]
    public void Blanks_and_commas_in_numbers_do_not_stand_between_fields(string text, string form)
    {
        string[] lines = text.Split('\n');
        var source = Texts.Open(lines[0] + "\n" + string.Concat(Enumerable.Range(1, 20).Select(i => string.Format(CultureInfo.InvariantCulture, lines[1], i) + "\n")));
        Assert.Equal(["x", "v"], source.Report.Columns.Select(column => column.Name));
        Assert.Equal(form, source.Report.Columns[1].Form);
    }

    [Fact]
    public void Words_in_fields_between_tabs_are_not_fields()
    {
        var table = Texts.Read("address\tprice\n12 Elm\t1.5\n7 Oak\t2.5\n12 Oak\t3.5\n");
        Assert.Equal("address:Category price:Number | 12 Elm 1.5 | 7 Oak 2.5 | 12 Oak 3.5", table.Shown());
        Assert.Equal(3, Texts.Read("a  b\tc\n1  2.5\t\"one two\"\n3  4.5\tthree\n").Columns.Count);
    }

    [Fact]
    public void Numbers_of_several_forms_are_reported()
    {
        string text = "v,t\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"{(i % 2 == 0 ? "$" : "€")}{i},{i}\n"));
        Assert.Contains("several forms, such as '", Assert.Single(Texts.Open(text).Report.Notes), StringComparison.Ordinal);
        Assert.Contains("several forms", Texts.Refusal(text, new ReadOptions { Targets = ["v"] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(',', "{0}.25", "whose decimal mark is a point where a comma is given")]
    [InlineData('.', "\"{0},25\"", "whose decimal mark is a comma where a point is given")]
    [InlineData('.', "\"${0}.234,5\"", "whose decimal mark is a comma where a point is given")]
    public void Numbers_of_another_decimal_mark_than_the_one_given_are_reported(char given, string form, string problem)
    {
        string text = "v,t\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"{string.Format(CultureInfo.InvariantCulture, form, i)},x{i}\n"));
        var source = Texts.Open(text, new ReadOptions { Decimal = given });
        Assert.IsType<CategoryColumn>(source.Table.Columns[0]);
        Assert.Contains(problem, Assert.Single(source.Report.Notes), StringComparison.Ordinal);
        Assert.Contains(problem, Texts.Refusal(text, new ReadOptions { Decimal = given, Targets = ["v"] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Excels_errors_in_other_languages_are_missing_numbers()
    {
        string[] marks = ["#NV", "#WERT!", "1.#QNAN", "NaT", "n/d"];
        var source = Texts.Open("a,b\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i % 8 == 3 ? marks[i / 8] : i)},x\n")));
        Assert.IsType<NumberColumn>(source.Table.Columns[0]);
        Assert.Equal(marks, source.Table.Format!.Columns["a"].Missing);
    }

    [Fact]
    public void The_whole_column_tells_its_form()
    {
        // The first thousand rows have neither thousands nor a currency.
        string rows = string.Concat(Enumerable.Range(1, 1500).Select(i => $"{i % 900 + 1};x\n"));
        Assert.Equal("1.234,5", Texts.Open("a;b\n" + rows + "1.234,5;x\n").Report.Columns[0].Form);
        Assert.Equal("$1,234.5", Texts.Open("a;b\n" + rows + "$1,234.5;x\n").Report.Columns[0].Form);
        Assert.Equal("1234.5", string.Join(' ', Texts.Read("a;b\n" + rows + "1.234,5;x\n", new ReadOptions { Columns = Number("a") }).Cells(0).Last()));
    }

    [Theory]
    [InlineData("a;b\n1,234;x\n2,500;y\n", null, "'1,234' can be 1234 or 1.234")]
    [InlineData("a;b\n1,234;x\n2,500;y\n", '.', "1234 2500")]
    [InlineData("a;b\n1,234;x\n2,500;y\n", ',', "1.234 2.5")]
    [InlineData("a;b\n1,234;x\n2,5;y\n", null, "1.234 2.5")]
    [InlineData("a;b\n1,234;0,5\n2,500;1\n", null, "1.234 2.5")]
    [InlineData("a;b\n1,234;0.5\n2,500;1\n", null, "1234 2500")]
    [InlineData("a;b\n0,234;x\n2,500;y\n", null, "0.234 2.5")]
    [InlineData("a,b\n\"1,234\",x\n\"2,500\",y\n", null, "1234 2500")]
    [InlineData("a;b\n1.234;x\n2.500;y\n", null, "1.234 2.5")]
    [InlineData("a;b\n1.234;0,5\n2.500;1\n", null, "1234 2500")]
    public void What_cannot_be_reported_apart_is_asked_for(string text, char? mark, string expected)
    {
        var options = new ReadOptions { Decimal = mark };
        if (!expected.Contains('\'', StringComparison.Ordinal))
        {
            Assert.Equal(expected, string.Join(' ', Texts.Read(text, options).Cells(0)));
            return;
        }
        string message = Assert.Throws<DataException>(() => Texts.Read(text, options)).Message;
        Assert.Contains("column 'a': " + expected, message, StringComparison.Ordinal);
        Assert.Contains("--decimal point", message, StringComparison.Ordinal);
        Assert.Equal("1,234 2,500", string.Join(' ', Texts.Read(text, options with { Columns = new Dictionary<string, ColumnType> { ["a"] = ColumnType.Category } }).Cells(0)));
    }

    [Theory]
    [InlineData("a;b\n15,;x\n7,;y\n", "15 7")]
    [InlineData("a;b\n15.;x\n7.;y\n", "15 7")]
    public void A_mark_with_nothing_behind_it_is_read_once(string text, string expected) => Assert.Equal(expected, string.Join(' ', Texts.Read(text).Cells(0)));

    [Fact]
    public void A_later_row_may_decide()
    {
        string rows = string.Concat(Enumerable.Repeat("1,234;x\n", 1500));
        Assert.Equal("1.234", Texts.Read("a;b\n" + rows + "2,5;x\n").Cells(0)[0]);
        Assert.Equal("1234", Texts.Read("a;b\n" + rows + "1,234.5;x\n").Cells(0)[0]);
    }

    [Fact]
    public void A_mark_that_is_given_is_the_only_one()
    {
        Assert.IsType<CategoryColumn>(Texts.Read("a;b\n1,5;x\n2;y\n", new ReadOptions { Decimal = '.' }).Columns[0]);
        Assert.IsType<CategoryColumn>(Texts.Read("a;b\n1.5;x\n2;y\n", new ReadOptions { Decimal = ',' }).Columns[0]);
        Assert.Equal("1.5 2", string.Join(' ', Texts.Read("a;b;c\n1.5;x;0,1\n2;y;0,2\n").Cells(0)));
    }

    [Fact]
    public void Further_data_are_read_by_the_form_of_the_first()
    {
        var format = Texts.Read("a;b\n1.234,5 €;x\n7 €;y\n").Format;
        Assert.Equal("1234 2500", string.Join(' ', Texts.Read("a;b\n1.234 €;x\n2.500 €;y\n", new ReadOptions { Format = format }).Cells(0)));
        var plain = Texts.Read("a;b\n1,5;x\n7;y\n").Format;
        Assert.Equal("1.234 2.5", string.Join(' ', Texts.Read("a;b\n1,234;x\n2,500;y\n", new ReadOptions { Format = plain }).Cells(0)));
        // Without doubt another form: read as it is written.
        Assert.Equal("1.5", Texts.Read("a;b\n1.5;x\n", new ReadOptions { Format = plain }).Cells(0)[0]);
    }

    [Fact]
    public void A_cell_that_does_not_fit_is_named()
    {
        string rows = string.Concat(Enumerable.Range(1, 60).Select(i => $"${i}.5,{i}\n"));
        string message = Assert.Throws<DataException>(() => Texts.Read("a,b\n" + rows + "ask us,1\n", new ReadOptions { Columns = Number("a") })).Message;
        Assert.Contains("line 62, column 'a': 'ask us' found, a number such as $1234.5 expected", message, StringComparison.Ordinal);
        string note = Assert.Single(Texts.Open("a,b\n" + rows + "ask us,1\n").Report.Notes);
        Assert.Contains("60 of the 61 different texts of column 'a' are numbers such as $1234.5, but 'ask us' (line 62) is not: the column was read as labels. Give --missing 'ask us'", note, StringComparison.Ordinal);
        Assert.Contains(note, Assert.Throws<DataException>(() => Texts.Open("a,b\n" + rows + "ask us,1\n", new ReadOptions { Targets = ["a"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_looks_like_a_missing_value_is_named_at_once()
    {
        string[] marks = ["-", "n.a.", "unknown", ".", "None", "#DIV/0!", "nil"];
        string rows = string.Concat(Enumerable.Range(1, 30).Select(i => $"{i}.5,{i}\n"));
        var source = Texts.Open("a,b\n" + rows + string.Concat(marks.Select(mark => mark + ",1\n")));
        string note = Assert.Single(source.Report.Notes);
        Assert.All(marks, mark => Assert.Contains($"--missing '{mark}'", note, StringComparison.Ordinal));
        // They hardly stand for anything else, so they are read as missing meanwhile, here and in further data.
        Assert.Equal([.. Enumerable.Range(1, 30).Select(i => $"{i}.5"), .. marks.Select(_ => "")], source.Table.Cells(0));
        Assert.Equal("1.5,", string.Join(',', Texts.Read("a,b\n1.5,1\nnil,2\n", new ReadOptions { Format = source.Table.Format }).Cells(0)));
    }

    [Fact]
    public void The_list_of_missing_texts_can_be_replaced()
    {
        const string Text = "region,x\nNA,1\nEU,?\n,3\n";
        Assert.Equal(",EU,", string.Join(',', Texts.Read(Text).Cells(0)));
        Assert.Contains("'NA' stands for a missing value in 1 rows. If it is a class, give --missing-only", Assert.Single(Texts.Open(Text, new ReadOptions { Targets = ["region"] }).Report.Notes), StringComparison.Ordinal);
        Assert.Equal("NA,EU,", string.Join(',', Texts.Read(Text, new ReadOptions { MissingOnly = ["?"] }).Cells(0)));
        Assert.Equal("1,,3", string.Join(',', Texts.Read(Text, new ReadOptions { MissingOnly = ["?"] }).Cells(1)));
        Assert.Equal("NA,EU,", string.Join(',', Texts.Read(Text, new ReadOptions { Format = Texts.Read(Text, new ReadOptions { MissingOnly = ["?"] }).Format }).Cells(0)));
    }

    private static Dictionary<string, ColumnType> Number(string name) => new() { [name] = ColumnType.Number };
}
