using Backprop.Campaigns.Fuzz;

namespace Backprop.Fuzz.Tests;

/// <summary>A short run of every target of campaigns/fuzz, always the same inputs.</summary>
public class FuzzTests
{
    [Theory]
    [InlineData("models", 8_000)]
    [InlineData("checkpoints", 2_000)]
    [InlineData("tables", 8_000)]
    [InlineData("images", 40_000)]
    [InlineData("gzip", 3_000)]
    [InlineData("states", 20_000)]
    [InlineData("commands", 200)]
    public void Every_input_is_read_or_refused_within_bounds(string name, int count)
    {
        var result = new Campaign(Targets.Of(name), seed: 1).Run(count, threads: 2);
        Assert.Empty(result.Findings.Select(finding => finding.ToString()));
        Assert.Equal(count, result.Tried);
        Assert.InRange(result.Accepted, 1, count - 1);
    }

    [Fact]
    public void Every_target_has_a_short_run() =>
        Assert.Equal(
            Targets.All.Select(target => target.Name),
            typeof(FuzzTests).GetMethod(nameof(Every_input_is_read_or_refused_within_bounds))!.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false)
                .Cast<InlineDataAttribute>().Select(data => (string)data.Data[0]!));

    [Fact]
    public void An_input_depends_on_seed_target_and_number_alone()
    {
        foreach (Target target in Targets.All)
        {
            byte[] Bytes(ulong seed, long number) => target.Make(new Dice(seed, target.Name, number)).Content;
            Assert.Equal(Bytes(1, 77), Bytes(1, 77));
            Assert.Contains(Enumerable.Range(0, 20), number => !Bytes(1, number).SequenceEqual(Bytes(2, number)));
        }
    }
}
