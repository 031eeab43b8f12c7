using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Backprop.Studio.Tests.Chromium))]

namespace Backprop.Studio.Tests;

/// <summary>One headless browser and one studio for all tests; each test has a page of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Milliseconds that an event may take to come: many, so that it does on a busy machine, too.</summary>
    private const int Patience = 60_000;

    private IPlaywright? playwright;
    private IBrowser? browser;
    private StudioProcess? studio;

    public async ValueTask InitializeAsync()
    {
        string program = Environment.GetEnvironmentVariable("BACKPROP_CHROMIUM") ?? Places.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The tests of the page need Chromium; ./test installs it, or BACKPROP_CHROMIUM names one.");
        studio = await StudioProcess.Start();
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (studio is not null)
            await studio.DisposeAsync();
    }

    /// <summary>The studio that has no files of its own.</summary>
    internal string Address => studio!.Address;

    /// <summary>Opens a page of the studio and waits until it is live.</summary>
    /// <param name="path">The page, without a slash before it.</param>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height.</param>
    /// <param name="isDark">Whether the system is set to dark.</param>
    /// <param name="address">Another studio's address; null for the common one.</param>
    internal async Task<StudioPage> Open(string path = "", int width = 1280, int height = 800, bool isDark = false, string? address = null)
    {
        IBrowserContext context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Patience);
        return await StudioPage.Open(context, new Uri(new Uri(address ?? Address), path).ToString());
    }
}
