using Microsoft.Playwright;

namespace Backprop.Campaigns.Studio;

/// <summary>Headless Chromium on a studio.</summary>
internal sealed class Browser(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
{
    public static async Task<Browser> Start()
    {
        string program = Environment.GetEnvironmentVariable("BACKPROP_CHROMIUM") ?? "/usr/bin/chromium";
        IPlaywright playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-dev-shm-usage", "--enable-precise-memory-info"] }));
    }

    /// <summary>A live page.</summary>
    public async Task<IPage> Open(string address, int width = 1280, int height = 800, bool isDark = false, float scale = 1)
    {
        IBrowserContext context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            DeviceScaleFactor = scale,
        });
        IPage page = await context.NewPageAsync();
        page.Console += (_, message) => { if (message.Type == "error") Console.Error.WriteLine("console: " + message.Text); };
        await page.GotoAsync(address);
        await page.WaitForSelectorAsync("html[data-live]", new() { State = WaitForSelectorState.Attached });
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
