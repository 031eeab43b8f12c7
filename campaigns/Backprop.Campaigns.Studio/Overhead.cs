using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Backprop.Studio.Tests;
using Microsoft.Playwright;

namespace Backprop.Campaigns.Studio;

/// <summary>
/// What following costs a training: the same training alternately without and with <c>--studio</c>, and the medians of its seconds. Beside the seconds that the
/// training itself counts, which leave out what its listeners take, stand those from the first to the last line of the program.
/// </summary>
internal static class Overhead
{
    private const int Rows = 60_000;

    /// <summary>Measures.</summary>
    /// <param name="table">A table and its target; null for made-up rows.</param>
    /// <param name="isWatched">Whether a page is open while it is followed.</param>
    public static async Task<int> Run((string Data, string Target)? table, bool isWatched)
    {
        string folder = Directory.CreateTempSubdirectory("backprop-overhead-").FullName;
        try
        {
            (string data, string target) = table is { } given ? (Path.GetFullPath(given.Data), given.Target) : (Make(folder), "kind");
            // Long enough that the opening of a page is a small part of it.
            (string epochs, int rounds) = isWatched ? ("1000", 3) : ("100", 7);
            string[] train =
            [
                "train", data, "--recipe", "plain", "--target", target, "--hidden", "128,64", "--epochs", epochs, "--patience", epochs, "--model", Path.Combine(folder, "model.safetensors"), "--json",
            ];
            await using Browser? browser = isWatched ? await Browser.Start() : null;
            var alone = new List<(double Training, double Whole)>();
            var followed = new List<(double Training, double Whole)>();
            Console.WriteLine("round,alone_seconds,followed_seconds,alone_whole_seconds,followed_whole_seconds");
            for (int round = 1; round <= rounds; round++)
            {
                // The other one first in every second round: what the machine does meanwhile then meets both.
                if (round % 2 == 0)
                    followed.Add(await Train([.. train, "--studio", "--no-browser"], browser));
                alone.Add(await Train(train, null));
                if (round % 2 == 1)
                    followed.Add(await Train([.. train, "--studio", "--no-browser"], browser));
                Console.WriteLine($"{round},{alone[^1].Training:F3},{followed[^1].Training:F3},{alone[^1].Whole:F3},{followed[^1].Whole:F3}");
            }
            Tell("training", alone.Select(run => run.Training), followed.Select(run => run.Training));
            Tell("whole program", alone.Select(run => run.Whole), followed.Select(run => run.Whole));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Tell(string what, IEnumerable<double> alone, IEnumerable<double> followed)
    {
        (double without, double with) = (Median(alone), Median(followed));
        Console.WriteLine($"{what}: median {without:F3} s alone, {with:F3} s followed, ratio {with / without:F4}");
    }

    private static async Task<(double Training, double Whole)> Train(string[] args, Browser? browser)
    {
        var start = new ProcessStartInfo("dotnet", [StudioProcess.ProgramOf("Backprop.Cli"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var whole = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        var errors = new StringBuilder();
        IPage? page = null;
        Task listening = Task.Run(async () =>
        {
            while (await process.StandardError.ReadLineAsync() is { } line)
            {
                errors.AppendLine(line);
                if (browser is not null && line.StartsWith("studio: ", StringComparison.Ordinal))
                    page = await browser.Open(line["studio: ".Length..]);
            }
        });
        string json = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double seconds = whole.Elapsed.TotalSeconds;
        await listening;
        if (page is not null)
            await page.Context.DisposeAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The training ended with {process.ExitCode}: {errors}");
        using var report = JsonDocument.Parse(json);
        return (report.RootElement.GetProperty("seconds").GetDouble(), seconds);
    }

    private static double Median(IEnumerable<double> numbers) => numbers.Order().ElementAt(numbers.Count() / 2);

    /// <summary>Rows of three classes over twenty numbers.</summary>
    private static string Make(string folder)
    {
        const int Columns = 20;
        var text = new StringBuilder(string.Join(',', Enumerable.Range(1, Columns).Select(c => $"x{c}"))).Append(",kind\n");
        uint state = 1;
        for (int n = 0; n < Rows; n++)
        {
            int sum = 0;
            for (int c = 0; c < Columns; c++)
            {
                // Numerical Recipes' linear congruences: any numbers will do.
                state = 1664525 * state + 1013904223;
                int value = (int)(state >> 16) % 1000;
                sum += c % 2 == 0 ? value : -value;
                text.Append(CultureInfo.InvariantCulture, $"{value},");
            }
            text.Append(sum < -800 ? "low" : sum > 800 ? "high" : "middle").Append('\n');
        }
        string path = Path.Combine(folder, "rows.csv");
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
