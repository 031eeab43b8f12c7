[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Backprop.Documentation.Tests;

/// <summary>A new current folder, so that examples may name files as users do. There is one such folder in a process, so tests run one after the other.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly string before = Environment.CurrentDirectory;
    private readonly string path = Directory.CreateTempSubdirectory("backprop-examples").FullName;

    public WorkFolder() => Environment.CurrentDirectory = path;

    public void Dispose()
    {
        Environment.CurrentDirectory = before;
        Directory.Delete(path, recursive: true);
    }
}
