using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Encoders;

public class IdentifierTests
{
    [Theory]
    [InlineData("PassengerId")]
    [InlineData("patient_id")]
    [InlineData("Id")]
    [InlineData("ID")]
    [InlineData("customerID")]
    [InlineData("ID_REF")]
    [InlineData("Unnamed: 0")]
    [InlineData("userid")]
    [InlineData("uuid")]
    [InlineData("identifiant")]
    public void A_name_of_an_identifier_and_another_whole_number_in_every_row_suffice(string name)
    {
        Assert.Equal(IdentifierName.Strong, IdentifierNames.Of(name));
        Assert.True(IsLeftOut(name, Consecutive(1001, 40)));
        Assert.True(IsLeftOut(name, Shuffled(1, 40)));
        // With gaps, in any order; and one patient twice.
        Assert.True(IsLeftOut(name, [.. Shuffled(0, 40).Select(i => 7 * i * i)]));
        Assert.True(IsLeftOut(name, [.. Consecutive(1001, 39), 1001]));
    }

    [Theory]
    [InlineData("patient")]
    [InlineData("Sample code number")]
    [InlineData("account_no")]
    [InlineData("RowNumber")]
    [InlineData("index")]
    [InlineData("Kundennummer")]
    [InlineData("Número de cliente")]
    [InlineData("Код клиента")]
    [InlineData("客户编号")]
    public void A_weaker_name_wants_an_order_or_dense_numbers(string name)
    {
        Assert.Equal(IdentifierName.Weak, IdentifierNames.Of(name));
        Assert.True(IsLeftOut(name, Consecutive(1001, 40)));
        Assert.True(IsLeftOut(name, Shuffled(1001, 40)));
        Assert.True(IsLeftOut(name, [.. Consecutive(0, 40).Select(i => 7 * i * i)]));
        Assert.False(IsLeftOut(name, [.. Shuffled(0, 40).Select(i => 7 * i * i)]));
        Assert.False(IsLeftOut(name, [.. Consecutive(1001, 39), 1001]));
    }

    [Theory]
    [InlineData("valid")]
    [InlineData("acid")]
    [InlineData("covid")]
    [InlineData("grid")]
    [InlineData("number of rooms")]
    [InlineData("number")]
    [InlineData("price index")]
    [InlineData("area")]
    [InlineData("x1")]
    [InlineData("")]
    public void Other_names_say_nothing(string name) => Assert.Equal(IdentifierName.Silent, IdentifierNames.Of(name));

    [Theory]
    [InlineData("year")]
    [InlineData("Years")]
    [InlineData("time_id")]
    [InlineData("t")]
    [InlineData("timestamp")]
    [InlineData("age")]
    public void A_time_is_kept_whatever_its_order(string name)
    {
        Assert.Equal(IdentifierName.Time, IdentifierNames.Of(name));
        Assert.False(IsLeftOut(name, Consecutive(1950, 40)));
        Assert.False(IsLeftOut(name, Consecutive(1, 40)));
    }

    [Fact]
    public void Measurements_that_differ_in_every_row_are_kept()
    {
        Assert.False(IsLeftOut("area", [.. Consecutive(50, 40).Select(i => i * 3)]));
        Assert.False(IsLeftOut("id", [.. Consecutive(0, 40).Select(i => i + 0.25)]));
        Assert.False(IsLeftOut("shop_id", [.. Consecutive(0, 40).Select(i => i % 8)]));
        Assert.False(IsLeftOut("id", [3, 1, 2, 4]));
        Assert.False(IsLeftOut("price", Consecutive(100, 40)));
        Assert.False(IsLeftOut("price", Shuffled(1, 40)));
    }

    [Fact]
    public void The_rows_own_numbers_are_excluded_under_any_name_but_that_of_a_time()
    {
        foreach (int start in new[] { 0, 1 })
        {
            var table = Of(Numbers("nth", Consecutive(start, 40)), Numbers("year", Consecutive(1950, 40)));
            int[] rows = [.. Enumerable.Range(0, 40).Where(row => row % 3 != 0)];
            var encoder = InputEncoder.Fit(table, rows);
            Assert.Equal(["year"], encoder.InputNames);
            Assert.Equal("it only counts the rows", Assert.Single(encoder.Ignored).Reason);
            Assert.True(encoder.Ignored[0].CanBeKept);
            Assert.Equal(["nth", "year"], InputEncoder.Fit(table, rows, new EncodingOptions { Keep = ["nth"] }).InputNames);
        }
    }

    [Fact]
    public void A_count_from_anywhere_is_excluded_where_the_rows_are_sorted_by_class()
    {
        string[] sorted = [.. Enumerable.Range(0, 40).Select(i => i < 20 ? "no" : "yes")], mixed = [.. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "no" : "yes")];
        bool LeftOut(string[] classes)
        {
            var table = Of(Numbers("lfd", Consecutive(5001, 40)), Numbers("x", [.. Consecutive(0, 40).Select(i => i % 7)]), Labels("t", classes));
            return InputEncoder.Fit(table, table.All(), new EncodingOptions { Exclude = ["t"], Classes = "t" }).Ignored.Count == 1;
        }
        Assert.True(LeftOut(sorted));
        Assert.False(LeftOut(mixed));
    }

    [Fact]
    public void Numbers_from_1_on_are_learned_from_where_nothing_else_is()
    {
        var table = Of(Numbers("x", Consecutive(1, 40)), Numbers("y", [.. Consecutive(1, 40).Select(x => x * x)]));
        Assert.Equal(["x"], table.Fit("y").InputNames);
        var identifiers = Of(Numbers("id", Consecutive(1, 40)), table.Columns[1]);
        Assert.Contains("name of an identifier", Assert.Throws<DataException>(() => identifiers.Fit("y")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_under_the_name_of_an_identifier_are_excluded_in_small_tables_too()
    {
        string[] texts = [.. Enumerable.Range(0, 8).Select(i => $"P-{i * i:D4}")];
        var table = Of(Labels("patient_id", texts), Labels("colour", texts), Numbers("x", [.. Consecutive(0, 8).Select(i => i % 3)]));
        Assert.Equal("8 different texts in 8 rows, and the name of an identifier", Assert.Single(table.Fit().Ignored).Reason);
    }

    private static bool IsLeftOut(string name, double[] values)
    {
        var table = Of(Numbers(name, values), Numbers("other", [.. values.Select((_, i) => (double)(i % 7))]));
        return InputEncoder.Fit(table, table.All()).Ignored.Any(column => column.Column == name);
    }

    private static double[] Consecutive(int start, int count) => [.. Enumerable.Range(start, count).Select(i => (double)i)];

    private static double[] Shuffled(int start, int count) => [.. Enumerable.Range(0, count).Select(i => start + (double)(i * 17 % count))];
}
