using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Studio.Tests.Inspecting;

/// <summary>A model of the penguins that was trained so shortly that it is wrong about some, in files of its own folder.</summary>
public sealed class PenguinsModel : IDisposable
{
    public PenguinsModel()
    {
        Table = Table.Read(Data);
        Model = Model.Train(Table, "species", new ModelOptions { Recipe = "plain", Hidden = [6], Epochs = 6, Threads = 1 });
        Folder = Directory.CreateTempSubdirectory("backprop-studio-").FullName;
        File = Path.Combine(Folder, "penguins.safetensors");
        Model.Save(File);
    }

    public Table Table { get; }

    public Model Model { get; }

    public string Folder { get; }

    /// <summary>The model's file.</summary>
    public string File { get; }

    /// <summary>The data's file, in the repository.</summary>
    public static string Data
    {
        get
        {
            string root = AppContext.BaseDirectory;
            while (!System.IO.File.Exists(Path.Combine(root, "Backprop.slnx")))
                root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The tests do not run from the repository.");
            return Path.Combine(root, "examples", "penguins.csv");
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
