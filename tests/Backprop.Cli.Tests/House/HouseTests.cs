using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using Assembly = System.Reflection.Assembly;

namespace Backprop.Cli.Tests.House;

/// <summary>The plan of docs/architecture.md: which project may use which, and no circles between folders.</summary>
public class HouseTests
{
    private static readonly string[] Rooms = ["Backprop.Numerics", "Backprop", "Backprop.Tabular", "Backprop.Explain", "Backprop.Cli"];

    private static readonly Assembly[] Assemblies = Rooms.Select(Assembly.Load).ToArray();

    private static readonly Architecture House = new ArchLoader().LoadAssemblies(Assemblies).Build();

    [Fact]
    public void No_folders_use_each_other_in_a_circle() =>
        SliceRuleDefinition.Slices().Matching("Backprop.(**)").Should().BeFreeOfCycles().Check(House);

    [Fact]
    public void Every_project_uses_only_those_below_it()
    {
        for (int floor = 0; floor < Assemblies.Length; floor++)
            Assert.Empty(Assemblies[floor].GetReferencedAssemblies().Select(a => a.Name!).Intersect(Rooms[floor..]));
    }

    [Fact]
    public void Classes_are_sealed_static_or_made_to_be_derived_from()
    {
        var open = Assemblies.SelectMany(a => a.GetTypes())
            .Where(t => t.IsClass && !t.IsAbstract && !t.IsSealed && t.Namespace?.StartsWith("Backprop", StringComparison.Ordinal) == true
                && !t.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false))
            .Where(t => !Assemblies.SelectMany(a => a.GetTypes()).Any(derived => derived.BaseType == t));
        Assert.Empty(open);
    }
}
