using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backprop.Studio.Tests.Pages;

/// <summary>The Train view through lost connections, other themes and narrow pages.</summary>
public class TrainLifeTests(Chromium chromium)
{
    /// <summary>Sockets that can be made deaf, so that what is on its way when they break is lost.</summary>
    private const string Breakable = """
        window.sockets = [];
        window.WebSocket = class extends WebSocket {
            constructor(...address) { super(...address); window.sockets.push(this); }
            send(data) { if (!this.isMute) super.send(data); }
        };
        """;

    [Fact]
    public async Task After_a_lost_connection_it_continues_being_drawn()
    {
        await using StudioPage page = await chromium.Open();
        page.Forgive("WebSocket");
        page.Forgive("disconnected");
        page.Forgive("ERR_INTERNET_DISCONNECTED");
        page.Forgive("Failed to fetch");
        await page.Page.AddInitScriptAsync(Breakable);
        await page.Page.GotoAsync(chromium.Address + "train");
        await page.UntilLive();
        await page.Button("Play").ClickAsync();
        await Expect(page.Page.Locator("[data-steps]")).Not.ToHaveAttributeAsync("data-steps", "0");
        await page.Page.Context.SetOfflineAsync(true);
        await page.Page.EvaluateAsync("sockets.forEach(socket => socket.isMute = true)");
        // Nobody answers a farewell now, so the page is told at once what it would find out after a minute.
        await page.Page.EvaluateAsync("sockets.forEach(socket => { socket.close(); socket.onclose?.(new CloseEvent('close', { code: 1006 })); })");
        await Expect(page.Page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await page.Page.EvaluateAsync("() => document.documentElement.dataset.theme = 'dark'");
        await Expect(page.Page.Locator("#components-reconnect-modal .lost")).ToHaveCSSAsync("color", "rgb(232, 234, 237)");
        await page.Picture("train-lost-dark");
        await page.Page.Context.SetOfflineAsync(false);
        await page.Page.WaitForFunctionAsync("() => sockets.some(socket => socket.readyState === WebSocket.OPEN)");
        await Expect(page.Page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();

        // What trains while nobody is there is paused; then it can begin anew, and is drawn.
        await Expect(page.Button("Play")).ToBeVisibleAsync();
        await page.Button("Restart").ClickAsync();
        await Expect(page.Page.Locator("[data-steps]")).ToHaveAttributeAsync("data-steps", "0");
        string surface = await Surface(page);
        await page.Button("Play").ClickAsync();
        await Expect(page.Page.Locator("[data-steps]")).Not.ToHaveAttributeAsync("data-steps", "0");
        await page.Page.WaitForFunctionAsync("before => document.querySelector('canvas').toDataURL() !== before", surface);
    }

    [Fact]
    public async Task The_surface_of_a_paused_training_takes_the_other_theme()
    {
        await using StudioPage page = await chromium.Open("train");
        await page.Page.Keyboard.PressAsync("b");
        await Expect(page.Page.Locator("[data-steps='1']:not([data-runs])")).ToBeVisibleAsync();
        string light = await Still(page);
        await page.Button("Theme").ClickAsync();
        await page.Page.WaitForFunctionAsync("before => document.querySelector('canvas').toDataURL() !== before", light);
        await page.Button("Theme").ClickAsync();
        await page.Page.WaitForFunctionAsync("before => document.querySelector('canvas').toDataURL() === before", light);
    }

    [Fact]
    public async Task A_letter_alone_does_not_throw_a_training_away()
    {
        await using StudioPage page = await chromium.Open("train");
        await page.Page.Keyboard.PressAsync("b");
        await Expect(page.Page.Locator("[data-steps='1']")).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("a");
        await page.Page.Keyboard.PressAsync("b");
        await Expect(page.Page.Locator("[data-steps='2']")).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("Shift+A");
        await Expect(page.Page.Locator("[data-steps='0']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task It_may_be_left_before_it_has_come()
    {
        await using StudioPage page = await chromium.Open();
        for (int n = 0; n < 8; n++)
        {
            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Train", Exact = true }).ClickAsync();
            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Step", Exact = true }).ClickAsync();
        }
        await page.Expect(".derivation h2", "Initialize the weights");
        await page.Page.Keyboard.PressAsync("2");
        await page.Expect(".derivation h2", "Apply the input vector");
    }

    [Theory]
    [InlineData("xor", "; 2 inputs")]
    [InlineData("penguins", "validation rows")]
    public async Task On_a_phone_nothing_sticks_out(string data, string read)
    {
        await using StudioPage page = await chromium.Open("train", 390, 844);
        await page.Page.Locator("[data-set]").SelectOptionAsync(data);
        // What is begun before the data are read ends with those that were there.
        await page.Expect(".choices", read);
        await page.Button("One epoch").ClickAsync();
        await Expect(page.Page.Locator("[data-steps]")).Not.ToHaveAttributeAsync("data-steps", "0");
        Assert.Equal("", await page.Overflow());
    }

    /// <summary>The surface, once it is no longer drawn anew.</summary>
    private static async Task<string> Still(StudioPage page)
    {
        for (string before = "", now; ; before = now)
        {
            now = await Surface(page);
            if (now == before)
                return now;
            await page.Page.WaitForTimeoutAsync(500);
        }
    }

    private static Task<string> Surface(StudioPage page) => page.Page.EvaluateAsync<string>("document.querySelector('canvas').toDataURL()");
}
