using Backprop.Studio.Tests;
using Microsoft.Playwright;

namespace Backprop.Campaigns.Studio;

/// <summary>The pictures of the documentation, taken from the page itself.</summary>
internal static class Pictures
{
    public static async Task<int> Run(string folder)
    {
        Directory.CreateDirectory(folder);
        await using StudioProcess studio = await StudioProcess.Start();
        await using Browser browser = await Browser.Start();

        IPage step = await browser.Open(studio.Address);
        await step.Keyboard.PressAsync("4");
        await step.Locator(".steps .now").Filter(new() { HasText = "backpropagate" }).WaitForAsync();
        await step.WaitForTimeoutAsync(1500);
        await step.ScreenshotAsync(new() { Path = Path.Combine(folder, "studio-step.png") });

        IPage train = await browser.Open(studio.Address + "train");
        await train.Locator("[data-set]").SelectOptionAsync("spirals");
        await train.GetByRole(AriaRole.Button, new() { Name = "Play", Exact = true }).ClickAsync();
        await train.WaitForTimeoutAsync(12_000);
        await train.ScreenshotAsync(new() { Path = Path.Combine(folder, "studio-train.png") });
        return 0;
    }
}
