using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backprop.Studio.Tests.Pages;

/// <summary>Loading a page again brings back what stood there, in every view.</summary>
public class AddressTests(Chromium chromium)
{
    [Fact]
    public async Task A_network_opened_from_a_training_is_there_after_loading_again_and_so_are_the_choices()
    {
        await using StudioPage page = await chromium.Open("train");
        await page.Page.GetByLabel("Units of the hidden layers").FillAsync("3, 2");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Expect(".weights h2", "2-3-2-1");
        await Again(page, "train?s=");
        await page.Expect(".weights h2", "2-3-2-1");
        await page.Button("Open in Step").ClickAsync();
        await page.Expect(".network h2", "XOR · 2-3-2-1");
        await Again(page, "/?s=");
        await page.Expect(".network h2", "XOR · 2-3-2-1");
        foreach (string view in (string[])["Train", "Inspect", "Share", "Step"])
        {
            await page.Page.GetByRole(AriaRole.Link, new() { Name = view, Exact = true }).ClickAsync();
            await Expect(page.Page).ToHaveTitleAsync(view + " · Backprop studio");
            await Again(page, "?s=");
        }
        await page.Expect(".network h2", "XOR · 2-3-2-1");
    }

    [Fact]
    public async Task A_network_that_is_too_large_leaves_no_address_of_another_behind()
    {
        await using StudioPage page = await chromium.Open();
        await page.Page.Keyboard.PressAsync("3");
        await Expect(page.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("[?]s="));
        await page.Resize("64-64-64-1");
        await page.Expect(".network h2", "64-64-64-1");
        await Expect(page.Page).ToHaveURLAsync(chromium.Address);
    }

    private static async Task Again(StudioPage page, string address)
    {
        await page.Page.WaitForFunctionAsync("part => location.href.includes(part)", address);
        await page.Page.ReloadAsync();
        await page.UntilLive();
    }
}
