using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Models;

/// <summary>The example data set, and a model of it that tests share.</summary>
internal static class Penguins
{
    private static readonly Lazy<Table> Data = new(() => Table.Read(Path.Combine(Root(), "examples", "penguins.csv")));

    private static readonly Lazy<Model> Trained = new(() => Model.Train(Table, "species", new ModelOptions { Recipe = "plain", Epochs = 60 }));

    public static Table Table => Data.Value;

    public static Model Model => Trained.Value;

    /// <summary>A short training that tests can afford many times.</summary>
    public static ModelOptions Short => new() { Recipe = "plain", Epochs = 3, Hidden = [8] };

    /// <summary>A file that is gone after the test.</summary>
    public sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"backprop-test-{Guid.NewGuid():N}.safetensors");

        public void Dispose() => File.Delete(Path);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Backprop.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
