using Backprop.Studio.Data;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;

namespace Backprop.Studio.Inspecting;

/// <summary>The source of data. They are read again for each model, since a model defines its columns.</summary>
/// <param name="Name">The name in messages.</param>
/// <param name="Open">Reads them.</param>
public sealed record DataOrigin(string Name, Func<ReadOptions, DataSource> Open)
{
    /// <summary>A file or folder named on the command line.</summary>
    public static DataOrigin Of(NamedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file.Name, options => DataSource.Open(file.Path, options));
    }

    /// <summary>A file that was sent by the browser, held in memory.</summary>
    public static DataOrigin Of(string name, byte[] content) => new(name, options => DataSource.Open(new MemoryStream(content, writable: false), name, options));

    /// <summary>Reads them in a model's format.</summary>
    public DataSource Read(Model model) => Open(new ReadOptions { Format = model.Format, Targets = model.Targets?.Columns ?? [] });
}
