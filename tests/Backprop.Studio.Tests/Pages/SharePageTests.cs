using Backprop.Networks;
using Microsoft.Playwright;

namespace Backprop.Studio.Tests.Pages;

public class SharePageTests(Chromium chromium)
{
    [Fact]
    public async Task An_address_and_a_file_bring_the_state_back()
    {
        await using StudioPage page = await chromium.Open();
        await page.Page.Keyboard.PressAsync("6");
        await page.Button("1 round").ClickAsync();
        await page.Expect(".network .where", "after 1 update");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Share" }).ClickAsync();
        string address = await page.Page.GetByLabel("The address of this state").InputValueAsync();
        IDownload file = await page.Page.RunAndWaitForDownloadAsync(() => page.Button("Save the state as a file").ClickAsync());
        string path = await file.PathAsync();
        Assert.Empty(await page.Barriers());

        await using StudioPage other = await chromium.Open(new Uri(address).Query);
        await other.Expect(".network .where", "after 1 update");
        await other.Expect(".steps .error", "0.0603");

        await using StudioPage third = await chromium.Open("share");
        await third.Page.Locator("input[type=file]").SetInputFilesAsync(path);
        await third.Expect(".network .where", "after 1 update");
    }

    [Fact]
    public async Task The_model_and_the_handouts_are_downloaded()
    {
        await using StudioPage page = await chromium.Open("share");
        IDownload model = await page.Page.RunAndWaitForDownloadAsync(() => page.Button("Model file (safetensors)").ClickAsync());
        Network network = Backprop.Files.NetworkFile.Load(await model.PathAsync());
        Assert.Equal("2-3-1", network.Sizes);
        Assert.Equal(3.6423911f, network.Predict([0.5f, 0.5f])[0], 1e-5f);
        foreach ((string button, string text) in new[] { ("HTML page", "<math"), ("LaTeX", "\\documentclass"), ("Markdown", "# "), ("C# program", "TextbookNetwork") })
        {
            IDownload file = await page.Page.RunAndWaitForDownloadAsync(() => page.Button(button).ClickAsync());
            Assert.Contains(text, await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task A_handout_is_no_wider_than_its_page(int width)
    {
        await using StudioPage page = await chromium.Open("", width, 800);
        await page.Resize("64-40-3");
        await page.Button("random").ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Share" }).ClickAsync();
        IDownload file = await page.Page.RunAndWaitForDownloadAsync(() => page.Button("HTML page").ClickAsync());
        string html = await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        IPage handout = await page.Page.Context.NewPageAsync();
        await handout.SetContentAsync(html);
        Assert.Equal(width, await handout.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await handout.ScreenshotAsync(new() { Path = Path.Combine("artifacts", "studio", $"handout-{width}.png") });
    }

    [Fact]
    public async Task Weights_that_have_grown_beyond_numbers_are_not_saved_as_a_model()
    {
        await using StudioPage page = await chromium.Open();
        await page.Page.Locator("[data-quantity='w.1.1.0']").ClickAsync();
        await page.Page.Locator(".place input").FillAsync("1e60");
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Button("Undo")).ToBeEnabledAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Share" }).ClickAsync();
        await page.Button("Model file (safetensors)").ClickAsync();
        await page.Expect("[role=alert]", "The model is not saved");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task On_a_phone_nothing_sticks_out_and_nothing_keeps_anybody_out(bool isDark)
    {
        await using StudioPage page = await chromium.Open("share", 390, 844, isDark);
        await page.Expect("h1", "Share the state of Step");
        Assert.Empty(await page.Barriers());
        Assert.Equal("", await page.Overflow());
        await page.Picture(isDark ? "share-phone-dark" : "share-phone");
    }

    [Fact]
    public async Task Wrong_addresses_and_files_are_reported_in_words()
    {
        await using StudioPage page = await chromium.Open("?s=nonsense");
        await page.Expect("[role=alert]", "The address holds no state of the studio");
        await page.Picture("step-wrong-address");
        // It is said until something is done.
        await page.Page.Keyboard.PressAsync("2");
        await Assertions.Expect(page.Page.Locator("[role=alert]")).ToHaveCountAsync(0);
        await using StudioPage share = await chromium.Open("share", 390, 844);
        await share.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "x.json", MimeType = "application/json", Buffer = [123, 125] });
        await share.Expect("[role=alert]", "This is not a state of the studio");
    }
}
