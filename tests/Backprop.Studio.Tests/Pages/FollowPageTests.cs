using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Backprop.Studio.Tests.Pages;

/// <summary>A training of the command line, followed in the browser.</summary>
public sealed class FollowPageTests(Chromium chromium) : IDisposable
{
    private readonly ConcurrentQueue<string> said = [];
    private Process? training;
    private readonly string folder = Directory.CreateTempSubdirectory("backprop-follow-").FullName;

    public void Dispose()
    {
        // A test that failed must not leave a training behind.
        if (training is { HasExited: false })
        {
            training.Kill(entireProcessTree: true);
            training.WaitForExit();
        }
        training?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task It_is_paused_resumed_and_stopped_from_the_page()
    {
        Process process = Train("--epochs", "1000000", "--patience", "1000000", "--checkpoint", "state");
        await using StudioPage page = await chromium.Open("follow", address: await Address(process));
        await page.Expect("nav", "Follow");
        await page.Expect(".run .state", "Training");
        await page.Expect(".run h2", "rows.csv → kind");
        await page.Page.WaitForSelectorAsync(".moment svg.network");
        await Assertions.Expect(page.Page.Locator(".spread .histogram")).ToHaveCountAsync(3);
        await page.Expect(".curves figcaption", "validation");
        await page.Expect(".picture h2", "Decision surface");
        await Painted(page);
        await page.Expect(".layers .layer h3", "output: sigmoid");
        await page.Expect(".figures", "Accuracy, training");
        await page.Expect(".figures", "% of 300");

        await page.Button("Pause").ClickAsync();
        await page.Expect(".run .state", "Paused");
        string steps = await Steps(page);
        await page.Page.WaitForTimeoutAsync(500);
        Assert.Equal(steps, await Steps(page));
        // The page may be closed by now: the terminal says why nothing moves.
        while (!said.Any(line => line.StartsWith("paused in the studio: http://127.0.0.1:", StringComparison.Ordinal)))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await page.Picture("follow");
        Assert.Empty(await page.Barriers());
        await page.Button("Resume").ClickAsync();
        await page.Expect(".run .state", "Training");
        await Assertions.Expect(page.Page.Locator(".figures dd").Nth(1)).Not.ToHaveTextAsync(steps);

        await page.Button("Stop").ClickAsync();
        await page.Button("Continue").ClickAsync();
        await page.Button("Stop").ClickAsync();
        await page.Button("Discard").ClickAsync();
        await page.Button("No, continue").ClickAsync();
        await page.Button("Stop").ClickAsync();
        await page.Button("Discard").ClickAsync();
        await page.Button("Yes, discard").ClickAsync();
        await page.Expect(".run .state", "Stopped");
        await page.Expect(".run .message", "--resume state");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.True(File.Exists(Path.Combine(folder, "state")));
        Assert.False(File.Exists(Path.Combine(folder, "rows.safetensors")));
    }

    [Fact]
    public async Task It_is_finished_from_the_page_with_the_model_of_its_best_epoch()
    {
        Process process = Train("--epochs", "1000000", "--patience", "1000000");
        await using StudioPage page = await chromium.Open("follow", address: await Address(process));
        await page.Expect(".run .state", "Training");
        await page.Button("Pause").ClickAsync();
        await page.Expect(".run .state", "Paused");
        await page.Button("Stop").ClickAsync();
        // Enabled with the end of the first epoch.
        ILocator finish = page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Finish now and keep the best epoch") });
        await page.Button("Continue").ClickAsync();
        await page.Button("Resume").ClickAsync();
        await page.Button("Stop").ClickAsync();
        await finish.ClickAsync();
        await page.Expect(".run .state", "Finished early");
        await page.Expect(".run .state", "rows.safetensors");
        await page.Expect(".run .message", "the best so far");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(Backprop.Training.TrainingEnd.Request, Backprop.Tabular.Models.Model.Load(Path.Combine(folder, "rows.safetensors")).Record!.End);
    }

    [Fact]
    public async Task A_moment_is_opened_in_step_while_the_training_goes_on()
    {
        Process process = Train("--epochs", "1000000", "--patience", "1000000");
        await using StudioPage page = await chromium.Open("follow", address: await Address(process));
        await page.Page.GetByLabel("Row of the sample to open").FillAsync("2");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Button("Open in Step").ClickAsync();
        await page.Expect(".step-view .network.pane h2", "rows.csv, standardized · 2-12-5-1");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Follow", Exact = true }).ClickAsync();
        await page.Expect(".run .state", "Training");
        await Painted(page);
    }

    [Fact]
    public async Task A_run_over_one_column_shows_its_curve()
    {
        string rows = string.Concat(Enumerable.Range(0, 300).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n / 50.0},{n % 60 * (60 - n % 60)}\n")));
        Process process = Launch("x,y\n" + rows, "y", "--epochs", "1000000", "--patience", "1000000");
        await using StudioPage page = await chromium.Open("follow", address: await Address(process));
        await page.Expect(".picture h2", "Fitted curve");
        await page.Page.WaitForSelectorAsync(".fit .curve[d^='M']", new() { State = WaitForSelectorState.Attached });
        await Assertions.Expect(page.Page.Locator(".figures").First).Not.ToContainTextAsync("Accuracy, training");
        await page.Picture("follow-curve");
    }

    [Fact]
    public async Task Of_many_columns_the_two_that_are_drawn_over_are_chosen_also_in_a_pause()
    {
        string rows = string.Concat(Enumerable.Range(0, 600).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n * 7 % 31},{n * 11 % 37},{n * 13 % 41},{n * 7 % 31 + n * 13 % 41}\n")));
        Process process = Launch("first,second,third,sum\n" + rows, "sum", "--epochs", "1000000", "--patience", "1000000");
        await using StudioPage page = await chromium.Open("follow", address: await Address(process));
        await page.Expect(".picture .name-y", "second");
        await Painted(page);
        await page.Button("Pause").ClickAsync();
        await page.Expect(".run .state", "Paused");
        await page.Page.Locator(".picture select").Nth(1).SelectOptionAsync("third");
        await page.Expect(".picture .name-y", "third");
        await Painted(page);
    }

    [Fact]
    public async Task At_its_end_the_model_can_be_opened()
    {
        // Long enough that the page is there before the end, however fast the machine.
        Process process = Train("--epochs", "100000000", "--patience", "100000000", "--time", "30s");
        await using StudioPage page = await chromium.Open("follow", width: 390, height: 844, isDark: true, address: await Address(process));
        await page.Expect(".run .state", "Done");
        await page.Expect(".run .state", "rows.safetensors");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        await page.Page.ScreenshotAsync(new() { Path = Path.Combine("artifacts", "studio", "follow-phone.png"), FullPage = true });
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the phone");
        Assert.EndsWith("inspect", await page.Page.GetByRole(AriaRole.Link, new() { Name = "Open it in Inspect" }).GetAttributeAsync("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_training_that_is_killed_is_reported_as_ended()
    {
        Process process = Train("--epochs", "1000000", "--patience", "1000000");
        await using StudioPage page = await chromium.Open("follow", address: await Address(process));
        await page.Expect(".run .state", "Training");
        process.Kill();
        await page.Expect(".run .message", "its process has ended");
        await Assertions.Expect(page.Button("Pause")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Without_a_training_the_page_says_how_to_begin_and_no_link_leads_there()
    {
        await using StudioPage page = await chromium.Open("follow");
        await page.Expect(".empty", "--studio");
        await Assertions.Expect(page.Page.Locator("nav")).Not.ToContainTextAsync("Follow");
    }

    /// <summary>Waits until the surface has colours.</summary>
    private static Task Painted(StudioPage page) => page.Page.WaitForFunctionAsync(
        "() => { const canvas = document.querySelector('.picture canvas'); return canvas && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(part => part > 0); }");

    private static Task<string> Steps(StudioPage page) => page.Page.Locator(".figures dd").Nth(1).InnerTextAsync();

    [Fact]
    public async Task Of_several_networks_of_the_default_recipe_it_shows_the_one_under_way_and_finishes_with_a_model()
    {
        Process process = Train("--recipe", "tabular-2", "--members", "4", "--epochs", "20000", "--threads", "1");
        await using StudioPage page = await chromium.Open("follow", address: await Address(process));
        await page.Expect(".run .state", "Training");
        await page.Expect(".figures", "network 1 of 4");
        await page.Expect(".moment h2", "Network 1 of 4");
        await page.Page.WaitForSelectorAsync(".moment svg.network");
        await page.Expect(".curves figcaption", "the first network");
        await page.Expect(".picture h2", "Decision surface");
        await Painted(page);
        await page.Expect(".layers .layer h3", "output: softmax");
        await page.Button("Open in Step").ClickAsync();
        await page.Expect(".moment .problem", "There is no derivation for layer 1");
        await page.Button("Stop").ClickAsync();
        await page.Button("Finish now and keep the best epoch of each network").ClickAsync();
        await page.Expect(".run .state", "Finished early");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.True(File.Exists(Path.Combine(folder, "rows.safetensors")));
    }

    private Process Train(params string[] more)
    {
        // Two classes on either side of a hyperbola.
        var rows = new StringBuilder("a,b,kind\n");
        for (int n = 0; n < 2000; n++)
            rows.Append(CultureInfo.InvariantCulture, $"{n * 37 % 101},{n * 61 % 97},{(n * 37 % 101 * (n * 61 % 97) > 2400 ? "large" : "small")}\n");
        return Launch(rows.ToString(), "kind", more);
    }

    private Process Launch(string rows, string target, params string[] more)
    {
        File.WriteAllText(Path.Combine(folder, "rows.csv"), rows);
        var start = new ProcessStartInfo("dotnet", [StudioProcess.ProgramOf("Backprop.Cli"), "train", "rows.csv", .. more.Contains("--recipe") ? [] : new[] { "--recipe", "plain" }, "--target", target, "--hidden", "12,5", "--studio", "--no-browser", .. more])
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        return training = Process.Start(start)!;
    }

    private async Task<string> Address(Process training)
    {
        // What it prints on the other stream must not hold it up.
        _ = training.StandardOutput.ReadToEndAsync();
        while (await training.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("studio: ", StringComparison.Ordinal))
            {
                _ = Listen(training.StandardError);
                return new Uri(line["studio: ".Length..]).GetLeftPart(UriPartial.Authority);
            }
        }
        throw new InvalidOperationException("The training did not say where its page is.");
    }

    private async Task Listen(StreamReader errors)
    {
        while (await errors.ReadLineAsync() is { } line)
            said.Enqueue(line);
    }
}
