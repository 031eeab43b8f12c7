using Backprop.Explain.Text;
using Backprop.Studio.States;
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
            await page.Page.Locator("button[title^='Next step']").ClickAsync();
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
    public async Task A_weight_edited_in_place_changes_what_follows_and_is_undone()
    {
        await using StudioPage page = await chromium.Open();
        await page.Page.Keyboard.PressAsync("2");
        await page.Page.Locator("[data-quantity='w.1.1.0']").ClickAsync();
        ILocator field = page.Page.Locator(".place input");
        await Assertions.Expect(field).ToBeFocusedAsync();
        await field.FillAsync("-2");
        await field.PressAsync("Enter");
        await page.Expect("[data-quantity='z.1.0.0']", "y1 = 1");
        // Taken, the field closes and the number has the focus; its derivation stays.
        await Assertions.Expect(field).ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator("[data-quantity='w.1.1.0']")).ToBeFocusedAsync();
        await Assertions.Expect(page.Button("← back")).ToBeVisibleAsync();
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
        string? quantity = await Focused(page);
        Assert.NotNull(quantity);
        // The tab key comes back to where one was.
        await Assertions.Expect(page.Page.Locator("[data-quantity][tabindex='0']")).ToHaveAttributeAsync("data-quantity", quantity);
        await Assertions.Expect(page.Page.Locator("[data-quantity][tabindex='0']")).ToHaveCountAsync(1);
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Button("← back")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_number_is_reported_and_escape_leads_back_to_the_previous_one()
    {
        await using StudioPage page = await chromium.Open();
        await page.Page.Locator("[data-quantity='w.1.1.0']").ClickAsync();
        ILocator field = page.Page.Locator(".place input");
        await field.FillAsync("many");
        await field.PressAsync("Enter");
        await page.Expect(".place [role=alert]", "'many' is not a number");
        await page.Picture("step-wrong");
        await field.PressAsync("Escape");
        await Assertions.Expect(field).ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator("[data-quantity='w.1.1.0']")).ToBeFocusedAsync();
        Assert.Equal("w11 = 1", await page.Page.Locator("[data-quantity='w.1.1.0']").TextContentAsync());
    }

    [Fact]
    public async Task A_number_with_the_focus_is_read_in_full_and_follows()
    {
        await using StudioPage page = await chromium.Open();
        ILocator reading = page.Page.Locator("[data-reading]");
        await page.Page.Locator("[data-quantity='z.0.0.0']").FocusAsync();
        await Assertions.Expect(reading).ToHaveTextAsync("z1, the output of unit 1 of layer 1: not yet known");
        await page.Page.Keyboard.PressAsync("2");
        await Assertions.Expect(reading).ToHaveTextAsync("z1 = 0.881, the output of unit 1 of layer 1: 0.8807970779778823");
        // Lines and frames tell theirs to the pointer.
        Assert.Contains("the weight from input 1 to unit 1 of layer 1: 1", await page.Page.Locator("svg.network path title").AllTextContentsAsync());
    }

    [Fact]
    public async Task The_learning_rate_is_changed_on_the_drawing_and_is_never_0()
    {
        await using StudioPage page = await chromium.Open();
        await page.Page.Keyboard.PressAsync("6");
        await page.Page.Locator("[data-quantity='r.0.0.0']").ClickAsync();
        ILocator field = page.Page.Locator(".place input");
        await field.FillAsync("0");
        await field.PressAsync("Enter");
        await page.Expect(".place [role=alert]", "Expected a number from 1E-12");
        await field.FillAsync("1/30");
        await field.PressAsync("Enter");
        var step = (Lesson.Lecture with { LearningRate = 1 / 30.0 }).Numbers();
        await page.Expect(".steps .error", "4.94 → " + NumberText.Format(step.Updated.Error(step.Inputs, step.Targets), 3));
        await Assertions.Expect(page.Page.Locator("[data-quantity='r.0.0.0']")).ToBeFocusedAsync();
        // The error is told when it is found.
        await page.Page.Keyboard.PressAsync("1");
        await Assertions.Expect(page.Page.Locator(".steps .error")).Not.ToContainTextAsync("4.94");
    }

    [Fact]
    public async Task A_field_of_the_drawing_that_is_left_closes_and_opens_again()
    {
        await using StudioPage page = await chromium.Open();
        ILocator number = page.Page.Locator("[data-quantity='w.1.1.0']"), field = page.Page.Locator(".place input");
        await number.ClickAsync();
        await Assertions.Expect(field).ToBeFocusedAsync();
        await page.Page.Keyboard.TypeAsync("0.5");
        await page.Page.Locator(".legend").ClickAsync();
        await Assertions.Expect(field).ToHaveCountAsync(0);
        await Assertions.Expect(number).ToHaveTextAsync("w11 = 0.5");
        await number.ClickAsync();
        await Assertions.Expect(field).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(field).ToHaveCountAsync(0);
        await Assertions.Expect(number).ToHaveTextAsync("w11 = 0.5");
    }

    [Fact]
    public async Task Keys_undo_and_do_again()
    {
        await using StudioPage page = await chromium.Open();
        await page.Button("1 round").ClickAsync();
        await page.Expect(".network .where", "after 1 update");
        foreach (string again in (string[])["Control+y", "Control+Shift+Z"])
        {
            await page.Page.Keyboard.PressAsync("Control+z");
            await page.Expect(".network .where", "no update yet");
            await page.Page.Keyboard.PressAsync(again);
            await page.Expect(".network .where", "after 1 update");
        }
    }

    [Fact]
    public async Task Units_of_a_large_layer_are_drawn_out_by_the_keyboard()
    {
        await using StudioPage page = await chromium.Open("", 390, 844, isDark: true);
        await page.Resize("2-40-1");
        ILocator cells = page.Page.Locator("[data-cell='1']");
        await Assertions.Expect(cells).ToHaveCountAsync(40);
        await page.Page.Locator("[data-cell='1'][tabindex='0']").FocusAsync();
        // One row down, and one to the right: 16 stand in a row.
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(cells.Nth(17)).ToBeFocusedAsync();
        await Assertions.Expect(cells.Nth(17)).ToHaveAttributeAsync("tabindex", "0");
        await page.Page.Keyboard.PressAsync(" ");
        await Assertions.Expect(cells.Nth(17)).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(cells.Nth(17)).ToBeFocusedAsync();
        await Assertions.Expect(page.Page.Locator("[data-quantity='a.0.0.17']")).ToBeAttachedAsync();
        Assert.Empty(await page.Barriers());
    }

    [Fact]
    public async Task Where_no_more_units_can_be_drawn_out_the_page_says_so()
    {
        await using StudioPage page = await chromium.Open();
        await page.Resize("2-40-1");
        ILocator folded = page.Page.Locator("[data-cell='1'][aria-pressed='false']"), full = page.Page.Locator(".diagram [role=status]");
        await Assertions.Expect(page.Page.Locator("[data-cell='1']")).ToHaveCountAsync(40);
        int already = 40 - await folded.CountAsync();
        for (int n = already; n < Lesson.MaxDrawnOut; n++)
        {
            await Assertions.Expect(full).ToBeEmptyAsync();
            await folded.First.ClickAsync();
            await Assertions.Expect(folded).ToHaveCountAsync(40 - n - 1);
        }
        await Assertions.Expect(full).ToContainTextAsync("32 units");
        await page.Picture("step-full");
        await page.Page.Locator("[data-cell='1'][aria-pressed='true']").First.ClickAsync();
        await Assertions.Expect(full).ToBeEmptyAsync();
    }

    [Fact]
    public async Task The_first_weights_of_a_network_of_images_are_small_pictures()
    {
        await using StudioPage page = await chromium.Open();
        await page.Resize("64-8-3");
        await page.Button("random").ClickAsync();
        await Assertions.Expect(page.Page.Locator("svg.network image.weights")).ToHaveCountAsync(6);
        await page.Expect(".network .given", "56 more inputs");
        await page.Picture("step-image");
    }

    [Fact]
    public async Task Another_network_is_made_and_a_wrong_one_refused_in_words()
    {
        await using StudioPage page = await chromium.Open();
        await page.Resize("3-2-2-3");
        await page.Expect(".network h2", "3-2-2-3");
        await page.Page.Locator("label:has-text('error') select").SelectOptionAsync("cross-entropy");
        await page.Expect(".network h2", "own network");
        await page.Button("random").ClickAsync();
        await page.Page.Keyboard.PressAsync("2");
        await page.Expect(".derivation", "The error, cross-entropy");
        await page.Resize("3-900-1");
        await page.Expect(".network .problem", "too large to step through");
    }

    private static Task<string?> Focused(StudioPage page) => page.Page.EvaluateAsync<string?>("document.activeElement.dataset.quantity");

    [Theory]
    [InlineData(1280, 800, false)]
    [InlineData(390, 844, true)]
    public async Task Nothing_keeps_anybody_out_and_nothing_sticks_out(int width, int height, bool isDark)
    {
        await using StudioPage page = await chromium.Open("", width, height, isDark);
        await page.Page.Keyboard.PressAsync("6");
        await page.Expect(".derivation h2", "Update");
        Assert.Empty(await page.Barriers());
        Assert.Equal("", await page.Overflow());
    }
}
