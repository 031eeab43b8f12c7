using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Backprop.Studio.Tests.Pages;

/// <summary>A training of the command line, followed in the browser.</summary>
public sealed class FollowPageTests(Chromium chromium) : IDisposable
{
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

        await page.Button("Pause").ClickAsync();
        await page.Expect(".run .state", "Paused");
        string steps = await Steps(page);
        await page.Page.WaitForTimeoutAsync(500);
        Assert.Equal(steps, await Steps(page));
        await page.Picture("follow");
        Assert.Empty(await page.Barriers());
        await page.Button("Resume").ClickAsync();
        await page.Expect(".run .state", "Training");
        await Assertions.Expect(page.Page.Locator(".figures dd").Nth(1)).Not.ToHaveTextAsync(steps);

        await page.Button("Stop").ClickAsync();
        await page.Button("No, go on").ClickAsync();
        await page.Button("Stop").ClickAsync();
        await page.Button("Yes, stop").ClickAsync();
        await page.Expect(".run .state", "Stopped");
        await page.Expect(".run .message", "--resume state");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.True(File.Exists(Path.Combine(folder, "state")));
        Assert.False(File.Exists(Path.Combine(folder, "rows.safetensors")));
    }

    [Fact]
    public async Task At_its_end_the_model_can_be_opened()
    {
        Process process = Train("--epochs", "150", "--patience", "150");
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
    public async Task A_training_that_is_killed_is_said_to_be_gone()
    {
        Process process = Train("--epochs", "1000000", "--patience", "1000000");
        await using StudioPage page = await chromium.Open("follow", address: await Address(process));
        await page.Expect(".run .state", "Training");
        process.Kill();
        await page.Expect(".run .message", "its process is gone");
        await Assertions.Expect(page.Button("Pause")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Without_a_training_the_page_says_how_to_begin_and_no_link_leads_there()
    {
        await using StudioPage page = await chromium.Open("follow");
        await page.Expect(".empty", "--studio");
        await Assertions.Expect(page.Page.Locator("nav")).Not.ToContainTextAsync("Follow");
    }

    private static Task<string> Steps(StudioPage page) => page.Page.Locator(".figures dd").Nth(1).InnerTextAsync();

    private Process Train(params string[] more)
    {
        var rows = new StringBuilder("a,b,kind\n");
        for (int n = 0; n < 2000; n++)
            rows.Append(CultureInfo.InvariantCulture, $"{n * 37 % 101},{n * 61 % 97},{(n * 37 % 101 * (n * 61 % 97) > 2400 ? "large" : "small")}\n");
        File.WriteAllText(Path.Combine(folder, "rows.csv"), rows.ToString());
        var start = new ProcessStartInfo("dotnet", [StudioProcess.ProgramOf("Backprop.Cli"), "train", "rows.csv", "--target", "kind", "--hidden", "12,5", "--studio", "--no-browser", .. more])
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        return training = Process.Start(start)!;
    }

    private static async Task<string> Address(Process training)
    {
        // What it prints on the other stream must not hold it up.
        _ = training.StandardOutput.ReadToEndAsync();
        while (await training.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("studio: ", StringComparison.Ordinal))
            {
                _ = training.StandardError.ReadToEndAsync();
                return new Uri(line["studio: ".Length..]).GetLeftPart(UriPartial.Authority);
            }
        }
        throw new InvalidOperationException("The training did not say where its page is.");
    }
}
