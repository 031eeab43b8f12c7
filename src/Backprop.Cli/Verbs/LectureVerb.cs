using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Explain.Json;
using Backprop.Explain.Lecture;
using Backprop.Explain.Reports;
using Backprop.Explain.Text;
using Backprop.Textbook;

namespace Backprop.Cli.Verbs;

/// <summary>Runs the worked example of the lecture.</summary>
internal sealed class LectureVerb : Verb
{
    private readonly DocumentOptions document = new();

    public LectureVerb() : base(
        "lecture",
        "runs the worked example of the lecture: all six steps with formulas and numbers, the network drawn before and after, the test point, and the same with the engine",
        "",
        "--digits 6",
        "--format html -o lecture.html",
        "--json")
    {
        Group("Output", document.All);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        var run = LectureExample.Run();
        string form = document.Form(line);
        var text = document.Text(line, host);
        document.Print(line, host, writer => Write(writer, run, form, text));
        return ExitCode.Done;
    }

    private static void Write(TextWriter writer, LectureRun run, string form, TextOptions text)
    {
        if (form == "json")
            writer.WriteLine(DerivationJson.Write(run));
        else if (form == "text")
            LectureReport.Write(writer, run, EngineRun.OfLecture(), text);
        else
            DocumentOutput.Write(writer, LectureDocument.Of(run, EngineRun.OfLecture(), text.Digits), form, text);
    }
}
