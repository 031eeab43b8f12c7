using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Backprop.Studio.Tests;

/// <summary>A page of the studio in the browser. Whatever it writes to the console as an error fails the test at its end.</summary>
internal sealed class StudioPage : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> errors = [], forgiven = [];

    private StudioPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) => { if (message.Type is "error") errors.Add($"{message.Text} {message.Location}"); };
        page.PageError += (_, error) => errors.Add(error);
    }

    public IPage Page { get; }

    public static async Task<StudioPage> Open(IBrowserContext context, string address)
    {
        var page = new StudioPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(address);
        await page.UntilLive();
        return page;
    }

    /// <summary>Waits until what is clicked is heard: the page is drawn before its connection stands.</summary>
    public Task UntilLive() => Page.WaitForSelectorAsync("html[data-live]", new() { State = WaitForSelectorState.Attached });

    /// <summary>Waits until a training that was paused is shown as it stands.</summary>
    public Task UntilStill() => Page.WaitForSelectorAsync("[data-steps]:not([data-runs])");

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Waits until an element has the text.</summary>
    public Task Expect(string selector, string text) => Assertions.Expect(Page.Locator(selector).First).ToContainTextAsync(text);

    /// <summary>Makes a network of other sizes in Step.</summary>
    public async Task Resize(string sizes)
    {
        ILocator field = Page.Locator("fieldset input[title^='Inputs, units']");
        await field.FillAsync(sizes);
        await field.PressAsync("Enter");
    }

    /// <summary>What axe finds serious or critical, a line each.</summary>
    public async Task<IReadOnlyList<string>> Barriers()
    {
        AxeResult result = await Page.RunAxe();
        return [.. result.Violations.Where(v => v.Impact is "serious" or "critical")
            .SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {v.Help}: {n.Html}"))];
    }

    /// <summary>What sticks out of the page to the right, beside what may be scrolled; empty where nothing does.</summary>
    public Task<string> Overflow(string scrolled = ".sheet, .formulas") => Page.EvaluateAsync<string>(
        "scrolled => [...document.querySelectorAll('main *, header *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(scrolled)).map(e => e.outerHTML.slice(0, 120)).join('; ')", scrolled);

    /// <summary>A picture in artifacts/studio, to be looked at.</summary>
    public Task Picture(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine("artifacts", "studio", name + ".png") });

    /// <summary>Leaves out errors that were asked for.</summary>
    public void Forgive(string part) => forgiven.Add(part);

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        string[] left = [.. errors.Where(error => !forgiven.Any(part => error.Contains(part, StringComparison.Ordinal)))];
        if (left.Length > 0)
            Assert.Fail($"the page wrote errors: {string.Join(Environment.NewLine, left)}");
    }
}
