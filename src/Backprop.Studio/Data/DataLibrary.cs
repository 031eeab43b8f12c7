using System.Globalization;
using Backprop.Studio.States;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Studio.Data;

/// <summary>The data that one page can train on: generated sets, the penguins, files of the command line, and a file of the user's. Use it on the page's thread only.</summary>
/// <param name="named">Files and folders named on the command line; nothing else is opened.</param>
public sealed class DataLibrary(NamedFiles named)
{
    private const string UploadKey = "upload", FilePrefix = "file:", Penguins = "penguins";

    private static readonly DataChoice[] BuiltIn =
    [
        new("lecture", "The lecture's point", "One row, x = (0.5, 0.5) and t = 0.5; every initial weight is 1.", [3], "sigmoid", "sgd", 1.0 / 3, 1),
        new("xor", "XOR", "Four rows that no network without hidden units can separate.", [4], "tanh", "sgd", 0.5, 4),
        new("circles", "Circles", "One class around the other.", [8], "tanh", "adam", 0.01, 10),
        new("moons", "Moons", "Two half moons, one in the other.", [8], "tanh", "adam", 0.01, 10),
        new("gaussians", "Two gaussians", "Two clouds that overlap a little: a straight line separates them about as well as anything.", [4], "tanh", "sgd", 0.05, 10),
        new("spirals", "Spirals", "Two arms wound around each other: a hard one for small networks.", [16, 16], "tanh", "adam", 0.01, 20),
        new("sine", "Sine", "A curve to fit: two waves with noise.", [16], "tanh", "adam", 0.01, 20),
        new("step", "Step", "A curve to fit: a jump with noise.", [8], "tanh", "adam", 0.01, 20),
        new(Penguins, "Penguins", "344 penguins of three species, with their measurements.", [16], "relu", "adamw", 0.003, 16) { Target = "species", IsTable = true },
    ];

    private readonly IReadOnlyList<NamedFile> files = [.. named.List().Where(file => !file.IsModel && !file.Name.EndsWith(".checkpoint", StringComparison.OrdinalIgnoreCase))];
    private readonly Dictionary<string, DataSource> tables = new(StringComparer.Ordinal);
    private DataChoice? upload;
    private int uploads;

    /// <summary>All that can be chosen now.</summary>
    public IReadOnlyList<DataChoice> Choices => [.. BuiltIn, .. files.Select(OfFile), .. upload is null ? (DataChoice[])[] : [upload]];

    /// <summary>Names on the command line that do not exist on the disk.</summary>
    public IReadOnlyList<string> Missing { get; } = named.Missing();

    /// <summary>The choice of a key; null where there is none.</summary>
    public DataChoice? Find(string key) => Choices.FirstOrDefault(choice => choice.Key == key);

    /// <summary>Whether a key is that of an uploaded file, in this page or in that of a shared state.</summary>
    public static bool IsUpload(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.StartsWith(UploadKey, StringComparison.Ordinal);
    }

    /// <summary>The initial choices for some data.</summary>
    public TrainChoices Begin(TrainChoices before, string key)
    {
        ArgumentNullException.ThrowIfNull(before);
        return Find(key) is not { } data ? before with { Data = key } : before with
        {
            Data = key,
            Target = data.Target,
            Exclude = [],
            Hidden = data.Hidden,
            Activation = data.Activation,
            Optimizer = data.Optimizer,
            LearningRate = data.LearningRate,
            BatchSize = data.BatchSize,
            FeatureX = 0,
            FeatureY = 1,
        };
    }

    /// <summary>The columns of a table that was read; null for other data.</summary>
    public TableColumns? ColumnsOf(string key) => tables.TryGetValue(key, out DataSource? source) ? TableColumns.Of(source.Table) : null;

    /// <summary>Replaces the uploaded file by another.</summary>
    /// <returns>Its key, different for each file, so that a training on one is not taken for a training on the other.</returns>
    public string Take(string name, DataSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (upload is not null)
            tables.Remove(upload.Key);
        upload = OfTable(string.Create(CultureInfo.InvariantCulture, $"{UploadKey}:{++uploads}"), name);
        tables[upload.Key] = source;
        return upload.Key;
    }

    /// <summary>Creates the chosen data, off the page's thread.</summary>
    /// <exception cref="DataException">They are not available, or cannot be learned from; the message says why and what to do.</exception>
    public async Task<DataSet> Load(TrainChoices choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ulong seed = (ulong)choices.Seed;
        switch (choices.Data)
        {
            case "lecture": return Toy.Lecture();
            case "xor": return Toy.Xor();
            case "circles": return Toy.Circles(seed);
            case "moons": return Toy.Moons(seed);
            case "gaussians": return Toy.Gaussians(seed);
            case "spirals": return Toy.Spirals(seed);
            case "sine": return Toy.Sine(seed);
            case "step": return Toy.Step(seed);
        }
        if (!tables.TryGetValue(choices.Data, out DataSource? source))
        {
            Func<DataSource> read = Reader(choices.Data);
            tables[choices.Data] = source = await Task.Run(read);
        }
        string title = Find(choices.Data)!.Title;
        return await Task.Run(() => TableData.Make(title, source, choices.Target, choices.Exclude, seed));
    }

    private Func<DataSource> Reader(string key)
    {
        if (key == Penguins)
            return () =>
            {
                using Stream stream = typeof(DataLibrary).Assembly.GetManifestResourceStream("penguins.csv")!;
                return DataSource.Open(stream, "penguins.csv");
            };
        if (IsUpload(key))
            throw new DataException("This state uses an uploaded file, which is not part of what is shared. Open the file again, or choose other data.");
        NamedFile file = files.FirstOrDefault(file => FilePrefix + file.Name == key)
            ?? throw new DataException($"There are no data '{key}' here. Choose others, or start the studio with the path of the file or folder.");
        return () => DataSource.Open(file.Path);
    }

    private static DataChoice OfFile(NamedFile file) => Directory.Exists(file.Path)
        ? new(FilePrefix + file.Name, file.Name, "The images of a folder named on the command line.", [128], "relu", "adamw", 0.001, 64) { IsTable = true }
        : OfTable(FilePrefix + file.Name, file.Name);

    private static DataChoice OfTable(string key, string name) =>
        new(key, name, "Your table: choose the column to predict below.", [16], "relu", "adamw", 0.003, 16) { IsTable = true };
}
