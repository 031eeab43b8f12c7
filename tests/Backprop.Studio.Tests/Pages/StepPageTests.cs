using Microsoft.Playwright;

namespace Backprop.Studio.Tests.Pages;

public class StepPageTests(Chromium chromium)
{
    [Fact]
    public async Task It_opens_on_the_example_of_the_lecture_and_steps_through_it()
    {
        await using StudioPage page = await chromium.Open();
        await page.Expect(".derivation h2", "Initialize the weights");
        Assert.Equal("w11 = 1", await page.Page.Locator("[data-quantity='w.0.1.0']").TextContentAsync());
        // What is not computed yet stands there without its number.
        Assert.Equal("a1", await page.Page.Locator("[data-quantity='a.0.0.0']").TextContentAsync());
        foreach ((string heading, string number, string quantity, string shown) in new[]
        {
            ("Apply the input vector", "3.64", "z.1.0.0", "y1 = 3.64"), ("Evaluate the δ", "3.14", "d.1.0.0", "δ1 = 3.14"),
            ("Backpropagate the δ", "0.33", "d.0.1.0", "δ"), ("Evaluate the derivatives", "2.77", "g.1.1.0", "∂ 2.77"), ("Update the weights", "0.945", "u.0.1.0", "w11 = 0.945"),
        })
        {
            await page.Page.Locator("button[title^='The next step']").ClickAsync();
            await page.Expect(".derivation h2", heading);
            await page.Expect(".derivation", number);
            if (quantity != "d.0.1.0")
                Assert.Equal(shown, await page.Page.Locator($"[data-quantity='{quantity}']").TextContentAsync());
        }
        await page.Expect(".steps .error", "4.94 → 0.0603");
    }

    [Fact]
    public async Task A_number_is_a_door_to_its_derivation_and_so_is_each_factor()
    {
        await using StudioPage page = await chromium.Open();
        await page.Page.Locator("[data-quantity='d.0.0.0']").ClickAsync();
        await page.Expect(".exact output", "0.32993");
        await page.Page.Locator(".doors button").Last.ClickAsync();
        await page.Expect(".exact output", "3.142");
        await page.Button("← back").ClickAsync();
        await page.Expect(".exact output", "0.32993");
    }

    [Fact]
    public async Task A_weight_edited_where_it_stands_changes_what_follows_and_is_undone()
    {
        await using StudioPage page = await chromium.Open();
        await page.Page.Keyboard.PressAsync("2");
        await page.Page.Locator("[data-quantity='w.1.1.0']").ClickAsync();
        ILocator field = page.Page.Locator("input.place");
        await Assertions.Expect(field).ToBeFocusedAsync();
        await field.FillAsync("-2");
        await field.PressAsync("Enter");
        await page.Expect("[data-quantity='z.1.0.0']", "y1 = 1");
        await page.Button("Undo").ClickAsync();
        await page.Expect("[data-quantity='z.1.0.0']", "y1 = 3.64");
    }

    [Fact]
    public async Task The_keyboard_alone_reaches_everything()
    {
        await using StudioPage page = await chromium.Open();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Expect(".derivation h2", "Apply the input vector");
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.Expect(".derivation h2", "Initialize");
        await page.Page.Keyboard.PressAsync("4");
        await page.Expect(".derivation h2", "Backpropagate");
        // The drawing is one stop; up and down go from number to number.
        await page.Page.Locator("[data-quantity][tabindex='0']").FocusAsync();
        Assert.Equal(1, await page.Page.Locator("[data-quantity][tabindex='0']").CountAsync());
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        string? quantity = await page.Page.EvaluateAsync<string?>("document.activeElement.dataset.quantity");
        Assert.NotNull(quantity);
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Button("← back")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Another_network_is_made_and_a_wrong_one_refused_in_words()
    {
        await using StudioPage page = await chromium.Open();
        ILocator sizes = page.Page.Locator("fieldset input[title^='Inputs, units']");
        await sizes.FillAsync("3-2-2-3");
        await sizes.PressAsync("Enter");
        await page.Expect(".network h2", "3-2-2-3");
        await page.Page.Locator("label:has-text('error') select").SelectOptionAsync("cross-entropy");
        await page.Expect(".network h2", "own network");
        await page.Button("random").ClickAsync();
        await page.Page.Keyboard.PressAsync("2");
        await page.Expect(".derivation", "The error, cross-entropy");
        await sizes.FillAsync("3-900-1");
        await sizes.PressAsync("Enter");
        await page.Expect(".network .problem", "too large to step through");
    }

    [Theory]
    [InlineData(1280, 800, false)]
    [InlineData(390, 844, true)]
    public async Task Nothing_keeps_anybody_out_and_nothing_sticks_out(int width, int height, bool isDark)
    {
        await using StudioPage page = await chromium.Open("", width, height, isDark);
        await page.Page.Keyboard.PressAsync("6");
        await page.Expect(".derivation h2", "Update");
        Assert.Empty(await page.Barriers());
        Assert.Equal("", await page.Page.EvaluateAsync<string>(
            "[...document.querySelectorAll('main *, header *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.sheet, .formulas')).map(e => e.outerHTML.slice(0, 120)).join('; ')"));
    }
}
