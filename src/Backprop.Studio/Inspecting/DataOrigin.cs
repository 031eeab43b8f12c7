using Backprop.Studio.Data;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;

namespace Backprop.Studio.Inspecting;

/// <summary>Where data come from. They are read anew for each model, since a model says what its columns hold.</summary>
/// <param name="Name">What messages call them.</param>
/// <param name="Open">Reads them.</param>
public sealed record DataOrigin(string Name, Func<ReadOptions, DataSource> Open)
{
    /// <summary>A file or folder that the command line named.</summary>
    public static DataOrigin Of(NamedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file.Name, options => DataSource.Open(file.Path, options));
    }

    /// <summary>A file that was sent by the browser, held in memory.</summary>
    public static DataOrigin Of(string name, byte[] content) => new(name, options => DataSource.Open(new MemoryStream(content, writable: false), name, options));

    /// <summary>Reads them as a model expects them.</summary>
    public DataSource Read(Model model) => Open(new ReadOptions { Format = model.Format, Targets = model.Targets?.Columns ?? [] });
}
