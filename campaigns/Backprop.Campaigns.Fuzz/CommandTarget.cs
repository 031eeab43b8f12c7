using System.CommandLine;
using System.Text;
using System.Text.Json;
using Backprop.Cli;
using Backprop.Cli.Shell;
using Backprop.Cli.Verbs;

namespace Backprop.Campaigns.Fuzz;

/// <summary>Command lines over small files, some of them damaged: they end with a status of docs/cli.md, and never with a stack trace.</summary>
internal sealed class CommandTarget() : Target("commands", 20_000)
{
    // The studio and its follower are processes of their own, and bench is there to take time.
    private static readonly string[] LeftOut = ["studio", "bench"], LeftOutOptions = ["--studio", "--no-browser", "--checkpoint", "--threads"];

    private static readonly string[] Values =
    [
        "", "0", "1", "2", "3", "-1", "0.5", "1e400", "nan", "x", "yes", "no", "kind", "y", "a", "price", "when", "colour=category", "a=number", "when=date", "nope=ignore", "balanced", "large=2,small=1",
        "relu", "tanh", "softmax", "exponential", "sum-of-squares", "cross-entropy", "huber=1", "quantile=0.5", "constant=1", "glorot", "adam", "momentum", "cosine", "plateau=2:0.5", "step=0:9",
        "warm-up=2,cosine", "comma", "tab", "#", "point", "utf-8", "latin-1", "day-first", "NA", "text", "markdown", "latex", "html", "json", "4,3", "4", "1:1,2", "regression", "classification", "plain",
        "1,2,3", "a=1,colour=red", "2-3-1", "1-1", "100000-2", "2-0-1", "1s", "--", "-", "😀", "a\nb",
    ];

    // Numbers that grow with the time or the memory that is asked for.
    private static readonly Dictionary<string, string[]> OwnValues = new(StringComparer.Ordinal)
    {
        ["--epochs"] = ["1", "2", "0", "x"], ["--steps"] = ["1", "3", "0"], ["--time"] = ["1s", "0s", "x"], ["--hidden"] = ["4", "3,2", "0", "-1", ""], ["--rows"] = ["1", "3", "0"], ["--digits"] = ["1", "17", "0", "18"],
    };

    private static int folders;

    [ThreadStatic]
    private static string? folder;

    public override bool IsDocumented(Exception exception) => exception is RefusedException;

    public override Input Make(Dice dice)
    {
        var models = Samples.Models;
        int sample = dice.Below(models.Count);
        byte[] Maybe(byte[] bytes, int n, Func<byte[], Dice, byte[]> change) => dice.OneIn(n) ? change(bytes, dice) : bytes;
        (string Name, byte[] Bytes)[] files =
        [
            ("classes.csv", Maybe(Encoding.UTF8.GetBytes(Samples.ClassesText), 3, Mutation.Bytes)),
            ("numbers.csv", Maybe(Encoding.UTF8.GetBytes(Samples.NumbersText), 3, Mutation.Bytes)),
            ("other.csv", TableText.Bytes(dice)),
            ("model.safetensors", Maybe(models[sample].File, 3, TensorFile.Change)),
            ("state.checkpoint", Maybe(Samples.Trainings.Value[0].Checkpoint, 2, TensorFile.Change)),
            ("t10k-images-idx3-ubyte", Samples.Idx(dice.Bytes(18), 2, 3, 3)),
        ];
        var verbs = App.Verbs.Where(candidate => !LeftOut.Contains(candidate.Name)).ToArray();
        var verb = dice.Of(verbs);
        string data = sample == 1 ? "numbers.csv" : sample == 0 ? "classes.csv" : dice.Of("other.csv", "t10k-images-idx3-ubyte", ".");
        var words = new List<string> { dice.OneIn(50) ? dice.Of("help", "trian", "", "--version") : verb.Name };
        foreach (var argument in verb.Arguments)
        {
            string usual = argument.Name.Contains("MODEL", StringComparison.Ordinal) ? "model.safetensors" : argument.Name.Contains("DATA", StringComparison.Ordinal) ? data : dice.Of("2-3-1", "3-2");
            if (!dice.OneIn(12))
                words.Add(dice.OneIn(8) ? dice.Of(files).Name : dice.OneIn(20) ? dice.Of(Values) : usual);
        }
        if (verb.Name == "train")
        {
            words.AddRange(["--epochs", dice.Of("1", "2"), "--model", "out.safetensors"]);
            if (!dice.OneIn(6))
                words.AddRange(["--target", sample == 1 ? "y" : "kind"]);
        }
        else if (verb.Options.Any(option => option.Name == "--row") && dice.OneIn(2))
            words.AddRange(["--row", dice.Of("1", "2", "999")]);
        var options = verb.Options.Where(option => !option.Hidden && !LeftOutOptions.Contains(option.Name)).ToArray();
        for (int more = dice.Small(5); more > 0; more--)
            Add(words, dice.Of(options), files, dice);
        if (verb.Name == "new" && !words.Contains("--output"))
            words.AddRange(["--output", "out.safetensors"]);
        string[] line = [.. words];
        byte[] input = dice.OneIn(2) ? files[0].Bytes : files[2].Bytes;
        return new Input([.. Encoding.UTF8.GetBytes(string.Join(' ', line) + "\n"), .. files.SelectMany(file => file.Bytes)], () => Run(line, files, input));
    }

    private static void Add(List<string> words, Option option, (string Name, byte[] Bytes)[] files, Dice dice)
    {
        words.Add(option.Name);
        if (option.Arity.MaximumNumberOfValues == 0 || dice.OneIn(30))
            return;
        bool isOutput = option.Name is "--output" or "--model" or "--update";
        words.Add(OwnValues.TryGetValue(option.Name, out string[]? own) ? dice.Of(own)
            : isOutput ? dice.Of("out.safetensors", "out.csv", ".", "nowhere/x", "model.safetensors")
            : option.HelpName?.Contains('|', StringComparison.Ordinal) == true && !dice.OneIn(4) ? dice.Of(option.HelpName.Split('|'))
            : option.HelpName is "FILE" or "MODEL" or "X|FILE" && !dice.OneIn(4) ? dice.Of(files).Name
            : dice.Of(Values));
    }

    private static void Run(string[] line, (string Name, byte[] Bytes)[] files, byte[] input)
    {
        folder ??= Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"backprop-fuzz-{Environment.ProcessId}-{Interlocked.Increment(ref folders)}")).FullName;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, bytes) in files.Where(file => line.Contains(file.Name) || line.Contains(".")))
                File.WriteAllBytes(Path.Combine(folder, name), bytes);
            string[] placed = Array.ConvertAll(line, word => IsFile(word, files) ? Path.Combine(folder, word) : word);
            var output = new StringWriter();
            var error = new StringWriter();
            int status = App.Run(placed, new Host { Input = new MemoryStream(input), Out = output, Error = error });
            // A document goes to the file that is named.
            string printed = output.ToString();
            if (printed.Length == 0 && Array.IndexOf(placed, "--output") is >= 0 and var at && at + 1 < placed.Length && File.Exists(placed[at + 1]))
                printed = File.ReadAllText(placed[at + 1]);
            Check(string.Join(' ', line), status, printed, error.ToString(), isJson: placed.Contains("--json") && !placed.Contains("--help") && !placed.Contains("--version") && placed[0] != "help");
            if (status != ExitCode.Done)
                throw new RefusedException();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsFile(string word, (string Name, byte[] Bytes)[] files) =>
        word is "." or "nowhere/x" || word.StartsWith("out.", StringComparison.Ordinal) || files.Any(file => file.Name == word);

    private static void Check(string line, int status, string output, string error, bool isJson)
    {
        if (status is not (ExitCode.Done or ExitCode.Failed or ExitCode.Usage))
            throw new FaultException($"{line}: status {status}");
        if (status != ExitCode.Done && !error.Contains("error: ", StringComparison.Ordinal))
            throw new FaultException($"{line}: status {status} without an error\n{error}");
        if (error.Contains("fault of Backprop itself", StringComparison.Ordinal) || error.Contains("   at ", StringComparison.Ordinal))
            throw new FaultException($"{line}\n{error}");
        if (!isJson || status != ExitCode.Done)
            return;
        try
        {
            using var document = JsonDocument.Parse(output);
        }
        catch (JsonException exception)
        {
            throw new FaultException($"{line}: --json gives no JSON: {exception.Message}\n{output}");
        }
    }

    // The command line gave an error.
    private sealed class RefusedException : Exception;
}
