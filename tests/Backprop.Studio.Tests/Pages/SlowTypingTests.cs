using Backprop.Studio.Tests.Inspecting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backprop.Studio.Tests.Pages;

/// <summary>Over a slow connection every key that is pressed counts, in every field, also while a training is drawn twenty times a second.</summary>
public sealed class SlowTypingTests(Chromium chromium, PenguinsModel penguins) : IClassFixture<PenguinsModel>, IAsyncDisposable
{
    private readonly SlowLink link = new(chromium.Address);

    public ValueTask DisposeAsync() => link.DisposeAsync();

    [Theory]
    [InlineData("0.25")]
    [InlineData("-0.075")]
    public async Task A_weight_of_the_drawing_is_typed_right_after_it_was_clicked(string number)
    {
        await using StudioPage page = await Open("");
        await page.Page.Locator("[data-quantity='w.1.1.0']").ClickAsync();
        await Type(page, number);
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("[data-quantity='w.1.1.0']")).ToHaveTextAsync("w11 = " + number.Replace('-', '−'));
        await Expect(page.Page.Locator(".place input")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("0.25")]
    [InlineData("-0.075")]
    public async Task A_weight_of_the_drawing_is_typed_while_its_field_comes(string number)
    {
        await using StudioPage page = await Open("");
        await page.Page.Locator("[data-quantity='w.1.1.0']").ClickAsync();
        await Expect(page.Page.Locator(".place input")).ToBeAttachedAsync();
        await Type(page, number, milliseconds: 90);
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("[data-quantity='w.1.1.0']")).ToHaveTextAsync("w11 = " + number.Replace('-', '−'));
    }

    [Theory]
    [InlineData("x1", "0.25")]
    [InlineData("x1", "-0.075")]
    [InlineData("w", "-0.075")]
    [InlineData("sizes", "3-2-2-3")]
    public async Task Fields_of_step_take_what_was_typed(string what, string text)
    {
        await using StudioPage page = await Open("");
        await page.Page.Keyboard.PressAsync("2");
        await page.Expect(".derivation h2", "Apply");
        if (what == "w")
            await page.Page.Locator("[data-quantity='w.1.1.0']").ClickAsync();
        ILocator field = what switch
        {
            "w" => page.Page.Locator(".derivation .field input"),
            "sizes" => page.Page.GetByLabel("Sizes of the network"),
            _ => page.Page.Locator(".given-number .field input").First,
        };
        await Fill(page, field, text);
        await page.Page.Keyboard.PressAsync("Enter");
        if (what == "sizes")
            await page.Expect(".network h2", text);
        else
            await page.Expect(what == "w" ? "[data-quantity='w.1.1.0']" : "[data-quantity='x.0.0.0']", text.Replace('-', '−'));
        await Expect(field).ToHaveValueAsync(text);
    }

    [Theory]
    [InlineData("Learning rate η", "0.25")]
    [InlineData("Batch size", "12")]
    [InlineData("Weight decay λ", "0.0125")]
    [InlineData("Dropout", "0.375")]
    [InlineData("Seed", "1234")]
    [InlineData("Units of the hidden layers", "12, 5")]
    [InlineData("Training row to open", "25")]
    public async Task Fields_of_train_take_what_was_typed_while_it_runs(string label, string text)
    {
        await using StudioPage page = await Open("train");
        await page.Page.Locator("[data-set]").SelectOptionAsync("circles");
        await page.Expect(".choices", "200 training rows");
        await page.Button("Play").ClickAsync();
        await Expect(page.Button("Pause")).ToBeVisibleAsync();
        ILocator field = page.Page.GetByLabel(label, new() { Exact = true });
        await Fill(page, field, text);
        await Expect(field).ToHaveValueAsync(text);
        await page.Page.Keyboard.PressAsync("Tab");
        if (label == "Units of the hidden layers")
            await page.Expect(".weights h2", "2-12-5-1");
        else if (label != "Training row to open")
            await Expect(field).ToHaveAttributeAsync("data-value", text);
        await Expect(field).ToHaveValueAsync(text);
    }

    [Fact]
    public async Task What_is_typed_after_enter_is_not_overwritten_by_the_answer()
    {
        await using StudioPage page = await Open("train");
        ILocator field = page.Page.GetByLabel("Learning rate η");
        await Fill(page, field, "0.2");
        await page.Page.Keyboard.PressAsync("Enter");
        await Type(page, "5");
        await page.Page.Keyboard.PressAsync("Enter");
        await Type(page, "125");
        await Expect(field).ToHaveAttributeAsync("data-value", "0.25");
        await Expect(field).ToHaveValueAsync("0.25125");
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(field).ToHaveValueAsync("0.25");
    }

    [Fact]
    public async Task The_answer_to_an_earlier_text_does_not_overwrite_a_later_one()
    {
        await using StudioPage page = await Open("train");
        string[] shown = await page.Page.GetByLabel("Learning rate η").EvaluateAsync<string[]>(
            """
            field => new Promise(resolve => {
              const shown = [];
              new MutationObserver(() => {
                shown.push(field.value);
                if (field.dataset.value === '0.25') resolve(shown);
              }).observe(field, { attributes: true, attributeFilter: ['data-value'] });
              for (const text of ['0.2', '0.25']) {
                field.value = text;
                field.dispatchEvent(new Event('input', { bubbles: true }));
                field.dispatchEvent(new Event('change', { bubbles: true }));
              }
            })
            """);
        Assert.NotEmpty(shown);
        Assert.All(shown, text => Assert.Equal("0.25", text));
    }

    [Fact]
    public async Task A_wrong_number_stays_to_be_corrected_and_escape_gives_it_up()
    {
        await using StudioPage page = await Open("train");
        ILocator field = page.Page.GetByLabel("Learning rate η");
        await Fill(page, field, "0.2x");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Expect(".choices [role=alert]", "'0.2x' is not a number");
        await Expect(field).ToHaveValueAsync("0.2x");
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(field).ToHaveValueAsync("0.5");
        await Expect(page.Page.Locator(".choices [role=alert]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_search_finds_what_was_typed()
    {
        await using StudioProcess studio = await StudioProcess.Start(penguins.File, PenguinsModel.Data);
        await using var slow = new SlowLink(studio.Address);
        await using StudioPage page = await chromium.Open("inspect", address: slow.Address);
        await page.Page.Locator("[data-rows]").SelectOptionAsync(new SelectOptionValue { Label = $"all rows ({penguins.Table.Rows})" });
        await page.Expect(".found", $"all {penguins.Table.Rows} rows");
        ILocator search = page.Page.GetByPlaceholder("Search");
        await search.ClickAsync();
        await Type(page, "island=Dream", milliseconds: 40);
        await Expect(search).ToHaveValueAsync("island=Dream");
        await page.Expect(".found", "124 of");
        await Expect(search).ToHaveValueAsync("island=Dream");
        await Fill(page, page.Page.GetByLabel("Go to row"), "321");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Expect(".row h2", "Row 321");
    }

    private Task<StudioPage> Open(string path) => chromium.Open(path, address: link.Address);

    private static async Task Fill(StudioPage page, ILocator field, string text)
    {
        await field.ClickAsync();
        await page.Page.Keyboard.PressAsync("Control+a");
        await Type(page, text);
    }

    private static Task Type(StudioPage page, string text, int milliseconds = 30) => page.Page.Keyboard.TypeAsync(text, new() { Delay = milliseconds });
}
