using System.CommandLine;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Files;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Cli.Options;

/// <summary>The options of <c>train</c> that let a training survive crashes and interruptions.</summary>
internal sealed class CheckpointOptions
{
    private readonly Option<string?> checkpoint = Make.Text("--checkpoint", "FILE", "a file for the state of the training, written regularly and when interrupted; costs about 1 % of the time");
    private readonly Option<string?> resume = Make.Text("--resume", "FILE", "continues from a checkpoint, with the same data and options; the model is that of an uninterrupted training");

    private readonly Option<string?> onInterrupt = Make.Choice("--on-interrupt", "what Ctrl-C does: keep writes the model of the best epoch so far; discard writes none (default)", "keep", "discard");

    public IEnumerable<Option> All => [checkpoint, resume, onInterrupt];

    /// <summary>Whether a signal ends the training with the model of the best epoch so far.</summary>
    public bool KeepsModel(ParseResult line) => line.GetValue(onInterrupt) == "keep";

    /// <summary>The file for the checkpoints; null for none. A resumed training continues to write to the file that it was resumed from.</summary>
    public string? File(ParseResult line) => line.GetValue(checkpoint) ?? line.GetValue(resume);

    /// <summary>Refuses, before anything is computed, a file whose replacement would lose data.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="host">What the command runs in.</param>
    /// <param name="model">The file of the model.</param>
    /// <param name="read">What is read, and what it is.</param>
    /// <exception cref="UsageException">The checkpoint would replace a file that is read, or the model.</exception>
    /// <exception cref="DataException">The file contains something else, or a training that this one does not resume.</exception>
    public void RequirePlace(ParseResult line, Host host, string model, IReadOnlyList<(string? Path, string What)> read)
    {
        foreach (var option in new[] { checkpoint, resume })
        {
            if (line.GetValue(option) is not { } path)
                continue;
            if (path.Length == 0)
                throw new UsageException($"{option.Name}: the file name is empty");
            if (FilePlace.AreSame(path, model))
                throw new UsageException($"{option.Name} {path}: the model is written to this file; choose another file for the checkpoint");
            OutputFile.RequireNotRead(option.Name, path, read);
        }
        if (line.GetValue(checkpoint) is { } file && OutputFile.HasContent(file) && !(line.GetValue(resume) is { } from && FilePlace.AreSame(file, from)))
            RequireNoSteps(file, Command(line, host));
    }

    /// <summary>The model options with these added; the checkpoint to resume is read.</summary>
    public ModelOptions Read(ParseResult line, ModelOptions options) => options with
    {
        Checkpoints = File(line) is { } file ? new CheckpointPolicy(file) : null,
        Resume = line.GetValue(resume) is { } from ? Load(from) : null,
    };

    /// <summary>The command line that continues where this one was interrupted.</summary>
    public string Command(ParseResult line, Host host)
    {
        var words = new List<string>(line.Tokens.Select(token => token.Value));
        int given = words.IndexOf(resume.Name);
        if (given >= 0)
            words.RemoveRange(given, 2);
        words.InsertRange(1, [resume.Name, File(line)!]);
        return string.Join(' ', words.Select(Words.Quote).Prepend(host.Program));
    }

    // The same command after a crash does not mean starting over. After the end it does, and gives the same result.
    private static void RequireNoSteps(string file, string command)
    {
        Checkpoint old;
        try
        {
            old = Checkpoint.Load(file);
        }
        catch (ModelFileException exception)
        {
            throw new DataException(
                $"{file}: this file exists and is not a checkpoint, so it is not overwritten. Give --checkpoint another name, or delete the file. ({exception.Message})", exception);
        }
        if (old.IsUnderWay)
            throw new DataException(
                $"{file}: this is the checkpoint of a training after {Words.Count(old.Step, "step")}, which would be lost. To continue from it:{Environment.NewLine}"
                + $"  {command}{Environment.NewLine}To start over, delete the file, or give --checkpoint another name.");
    }

    private static Checkpoint Load(string path) => Path.Exists(path) ? Checkpoint.Load(path)
        : throw new DataException($"{path}: there is no such checkpoint. Leave --resume out to train from the start; --checkpoint FILE writes one.");
}
