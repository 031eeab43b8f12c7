using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;

namespace Backprop.Studio.Tests.House;

/// <summary>The plan of docs/architecture.md, for the studio.</summary>
public class HouseTests
{
    [Fact]
    public void No_folders_use_each_other_in_a_circle()
    {
        Architecture house = new ArchLoader().LoadAssembly(typeof(States.ReducerTests).Assembly.GetReferencedAssemblies()
            .Where(a => a.Name == "Backprop.Studio").Select(System.Reflection.Assembly.Load).Single()).Build();
        SliceRuleDefinition.Slices().Matching("Backprop.Studio.(**)").Should().BeFreeOfCycles().Check(house);
    }
}
