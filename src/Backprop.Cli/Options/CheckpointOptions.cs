using System.CommandLine;
using Backprop.Cli.Shell;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Cli.Options;

/// <summary>The options of <c>train</c> that carry a training through crashes.</summary>
internal sealed class CheckpointOptions
{
    private readonly Option<string?> checkpoint = Make.Text("--checkpoint", "FILE", "a file for the state of the training, written now and then and when interrupted; costs about 1 % of the time");
    private readonly Option<string?> resume = Make.Text("--resume", "FILE", "goes on from such a file, with the same data and options; the model is that of an uninterrupted training");

    public IEnumerable<Option> All => [checkpoint, resume];

    /// <summary>The file that the state goes to; null for none. A resumed training goes on writing to the file that it came from.</summary>
    public string? File(ParseResult line) => line.GetValue(checkpoint) ?? line.GetValue(resume);

    /// <summary>The options for models with these; the checkpoint to go on from is read.</summary>
    public ModelOptions Read(ParseResult line, ModelOptions options, string model)
    {
        foreach (var option in new[] { checkpoint, resume })
        {
            if (line.GetValue(option) is not { } path)
                continue;
            if (path.Length == 0)
                throw new UsageException($"{option.Name}: the name of the file is empty");
            if (Path.GetFullPath(path) == Path.GetFullPath(model))
                throw new UsageException($"{option.Name} {path}: the model goes to this file; give the state of the training another");
        }
        return options with
        {
            Checkpoints = File(line) is { } file ? new CheckpointPolicy(file) : null,
            Resume = line.GetValue(resume) is { } from ? Load(from) : null,
        };
    }

    /// <summary>The command line that goes on where this one was interrupted.</summary>
    public string Command(ParseResult line, Host host)
    {
        var words = new List<string>(line.Tokens.Select(token => token.Value));
        int given = words.IndexOf(resume.Name);
        if (given >= 0)
            words.RemoveRange(given, 2);
        words.InsertRange(1, [resume.Name, File(line)!]);
        return string.Join(' ', words.Select(Output.Words.Quote).Prepend(host.Program));
    }

    private static Checkpoint Load(string path) => Path.Exists(path) ? Checkpoint.Load(path)
        : throw new DataException($"{path}: there is no such checkpoint. Leave --resume out to train from the start; --checkpoint FILE writes one.");
}
