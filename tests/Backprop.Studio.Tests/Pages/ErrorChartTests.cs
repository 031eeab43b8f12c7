using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backprop.Studio.Tests.Pages;

/// <summary>Looking closely at a part of the curves, on those of the Train view.</summary>
public class ErrorChartTests(Chromium chromium)
{
    [Fact]
    public async Task A_part_is_shown_by_dragging_over_it_and_all_again_by_a_double_click()
    {
        await using StudioPage page = await Trained();
        ILocator plot = page.Page.Locator(".curves .plot");
        double end = await Number(plot, "aria-valuemax");
        LocatorBoundingBoxResult box = (await plot.BoundingBoxAsync())!;
        float middle = box.Y + box.Height / 2;
        await page.Page.Mouse.MoveAsync(box.X + 0.75f * box.Width, middle);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(box.X + 0.5f * box.Width, middle, new() { Steps = 5 });
        await Expect(page.Page.Locator(".curves .brush")).ToBeVisibleAsync();
        await page.Picture("chart-brush");
        await page.Page.Mouse.UpAsync();
        await Expect(page.Page.Locator(".curves .brush")).ToBeHiddenAsync();
        await Expect(plot).Not.ToHaveAttributeAsync("aria-valuemin", "0");
        Assert.InRange(await Number(plot, "aria-valuemin") / end, 0.48, 0.52);
        Assert.InRange(await Number(plot, "aria-valuemax") / end, 0.73, 0.77);
        await page.Picture("chart-part");

        // What is under the pointer is still told, by the places of the part.
        await page.Page.Mouse.MoveAsync(box.X + 0.5f * box.Width, middle);
        await Expect(page.Page.Locator(".curves .cursor")).ToBeAttachedAsync();
        await page.Page.WaitForFunctionAsync($"() => Math.abs(document.querySelector('.curves .plot').getAttribute('aria-valuenow') / {end} - 0.625) < 0.02");
        await plot.DblClickAsync();
        await Expect(plot).ToHaveAttributeAsync("aria-valuemin", "0");
    }

    [Fact]
    public async Task Buttons_and_keys_look_closer_and_farther_and_the_arrow_keys_go_on_beyond_the_edge()
    {
        await using StudioPage page = await Trained();
        ILocator plot = page.Page.Locator(".curves .plot");
        double end = await Number(plot, "aria-valuemax");
        await Expect(page.Button("Zoom out")).ToBeDisabledAsync();
        await page.Button("Zoom in").FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Button("Zoom out")).ToBeEnabledAsync();
        Assert.Equal(0.5, (await Number(plot, "aria-valuemax") - await Number(plot, "aria-valuemin")) / end, 0.02);
        Assert.Empty(await page.Barriers());

        await plot.FocusAsync();
        await page.Page.Keyboard.PressAsync("Home");
        await Expect(plot).ToHaveAttributeAsync("aria-valuemin", "0");
        await page.Page.Keyboard.PressAsync("+");
        await page.Page.WaitForFunctionAsync($"() => document.querySelector('.curves .plot').getAttribute('aria-valuemax') < {0.3 * end}");
        await page.Page.Keyboard.PressAsync("End");
        await page.Page.WaitForFunctionAsync($"() => document.querySelector('.curves .plot').getAttribute('aria-valuemax') > {0.99 * end}");
        Assert.True(await Number(plot, "aria-valuemin") > 0.7 * end);
        Assert.Equal(0, await page.Page.EvaluateAsync<double>("scrollY + document.querySelector('.curves').scrollTop"));
        await page.Page.Keyboard.PressAsync("0");
        await Expect(plot).ToHaveAttributeAsync("aria-valuemin", "0");
        await Expect(page.Button("All")).ToBeDisabledAsync();
    }

    /// <summary>A page with a curve that stands still.</summary>
    private async Task<StudioPage> Trained()
    {
        StudioPage page = await chromium.Open("train");
        await page.Button("Play").ClickAsync();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('[data-steps]')?.dataset.steps > 2000");
        await page.Button("Pause").ClickAsync();
        // The last look comes after the pause.
        await page.UntilStill();
        return page;
    }

    private static async Task<double> Number(ILocator locator, string attribute) =>
        double.Parse((await locator.GetAttributeAsync(attribute))!, System.Globalization.CultureInfo.InvariantCulture);
}
