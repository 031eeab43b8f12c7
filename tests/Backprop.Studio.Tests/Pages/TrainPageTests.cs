using System.Globalization;
using Backprop.Tabular.Models;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Backprop.Studio.Tests.Pages;

public class TrainPageTests(Chromium chromium)
{
    [Fact]
    public async Task Xor_trains_to_zero_error_pauses_at_once_and_opens_in_step()
    {
        await using StudioPage page = await chromium.Open("train");
        await page.Button("Play").ClickAsync();
        await page.Expect(".readouts", "100.0");
        await page.Page.WaitForFunctionAsync("() => parseFloat(document.querySelector('[data-error]').textContent) < 0.01");
        await page.Picture("train");
        await page.Button("Pause").ClickAsync();
        await Expect(page.Button("Play")).ToBeVisibleAsync();
        long paused = await Steps(page);
        await page.Button("One batch").ClickAsync();
        await Expect(page.Page.Locator($"[data-steps='{paused + 1}']")).ToBeVisibleAsync();
        await page.Button("One epoch").ClickAsync();
        await Expect(page.Page.Locator($"[data-steps='{paused + 2}']")).ToBeVisibleAsync();
        await page.Page.GetByLabel("Training row to open").FillAsync("2");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Button("Open in Step").ClickAsync();
        await page.Expect(".network.pane h2", "XOR · 2-4-1");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Train", Exact = true }).ClickAsync();
        await Expect(page.Page.Locator($"[data-steps='{paused + 2}']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_keyboard_alone_plays_pauses_and_steps_and_changes_what_is_learned()
    {
        await using StudioPage page = await chromium.Open("train", isDark: true);
        await page.Page.GetByLabel("Speed").SelectOptionAsync("1000");
        await page.Page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Page.Keyboard.PressAsync("b");
        await Expect(page.Page.Locator("[data-steps='1']")).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync(" ");
        await Expect(page.Button("Pause")).ToBeVisibleAsync();
        await page.Page.GetByLabel("Learning rate η").FillAsync("1/10");
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Button("Pause")).ToBeVisibleAsync();
        await page.Page.GetByLabel("Units of the hidden layers").FillAsync("6, 5");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Expect(".weights h2", "2-6-5-1");
        await page.Expect(".said", "Restarted");
        await page.Page.GetByLabel("Units of the hidden layers").FillAsync("many");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Expect(".choices .problem", "Expected up to 6 numbers");
        await page.Page.Locator(".curves .plot").FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Page.Locator(".curves .cursor")).ToBeAttachedAsync();
        await page.Picture("train-dark");
        await page.Page.Keyboard.PressAsync(" ");
        await Expect(page.Button("Play")).ToBeVisibleAsync();
        Assert.Empty(await page.Barriers());
    }

    [Fact]
    public async Task A_csv_of_ones_own_is_learned_and_a_wrong_one_is_reported()
    {
        await using StudioPage page = await chromium.Open("train", 390, 844);
        await Upload(page, "wrong.csv", "a,b\n1,2\n3\n4,5,6\n");
        await page.Expect(".choices .problem[role=alert]", "wrong.csv");
        string rows = string.Concat(Enumerable.Range(0, 60).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n % 10 / 10.0},{n % 7 / 7.0},{(n % 10 > 4 ? "big" : "small")}\n")));
        await Upload(page, "mine.csv", "width,height,size\n" + rows);
        await page.Expect(".choices", "classes of 'size'");
        await page.Button("Play").ClickAsync();
        await page.Expect(".readouts", "100.0");
        await page.Page.ScreenshotAsync(new() { Path = Path.Combine("artifacts", "studio", "train-phone.png"), FullPage = true });
        await page.Page.Locator("[data-target]").SelectOptionAsync("width");
        await page.Expect(".choices", "the number 'width'");
        await page.Expect(".said", "other data");
        Assert.Empty(await page.Barriers());
    }

    [Fact]
    public async Task A_second_file_is_learned_in_place_of_the_first()
    {
        await using StudioPage page = await chromium.Open("train");
        await Upload(page, "mine.csv", "width,size\n" + Rows(60, "big", "small"));
        await page.Expect(".choices", "38 training rows, 10 validation rows, 12 test rows");
        await Upload(page, "mine.csv", "width,size\n" + Rows(30, "long", "short"));
        await page.Expect(".choices", "19 training rows, 5 validation rows, 6 test rows");
        await page.Expect(".said", "other data");
        await page.Button("Play").ClickAsync();
        await page.Expect(".readouts", "100.0");
        Assert.Equal(1, await page.Page.Locator("[data-set] option", new() { HasText = "mine.csv" }).CountAsync());
    }

    [Fact]
    public async Task A_number_of_ones_own_is_drawn_and_judged_in_its_own_unit()
    {
        await using StudioPage page = await chromium.Open("train");
        await Upload(page, "mass.csv", "length,mass\n" + string.Concat(Enumerable.Range(0, 200).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n % 20 / 10.0},{3000 + 100 * (n % 20)}.5\n"))));
        await page.Expect(".fit .y", "4000");
        await page.Button("One epoch").ClickAsync();
        await page.Page.WaitForFunctionAsync("() => parseFloat(document.querySelector('[data-rmse]').textContent) > 20");
        await page.Picture("train-number");
        await page.Button("Open in Step").ClickAsync();
        await page.Expect(".network.pane h2", "mass.csv, standardized");
    }

    [Fact]
    public async Task Every_column_of_a_wide_table_can_be_excluded()
    {
        await using StudioPage page = await chromium.Open("train");
        string header = string.Concat(Enumerable.Range(0, 70).Select(c => string.Create(CultureInfo.InvariantCulture, $"c{c},")));
        string Row(int n) => string.Concat(Enumerable.Range(0, 70).Select(c => string.Create(CultureInfo.InvariantCulture, $"{(n * (c % 10 + 1) + c) % 11 / 4.0},")));
        await Upload(page, "wide.csv", header + "size\n" + string.Concat(Enumerable.Range(0, 60).Select(n => Row(n) + (n % 11 > 5 ? "big\n" : "small\n"))));
        await page.Expect(".choices", "; 70 inputs.");
        await page.Page.GetByText("Columns to use").ClickAsync();
        await page.Expect(".columns", "… 10 more");
        await page.Page.Locator("[data-find]").FillAsync("c69");
        await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "c69", Exact = true }).UncheckAsync();
        await page.Expect(".choices", "; 69 inputs.");
        await page.Page.Locator("[data-find]").FillAsync("c6");
        await page.Button("Exclude 11").ClickAsync();
        await page.Expect(".choices", "; 59 inputs.");
        await page.Button("Use 11").ClickAsync();
        await page.Expect(".choices", "; 70 inputs.");
        await page.Picture("train-columns");
        Assert.Empty(await page.Barriers());
    }

    [Fact]
    public async Task More_classes_than_colours_are_reported()
    {
        await using StudioPage page = await chromium.Open("train");
        await Upload(page, "ten.csv", "x,y,kind\n" + string.Concat(Enumerable.Range(0, 200).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n % 10 + n % 7 / 10.0},{n % 10 * 3 % 10 + n % 9 / 10.0},k{n % 10}\n"))));
        await page.Expect(".surface figcaption", "… 2 more");
        await Expect(page.Page.Locator(".surface .mark.class-0")).Not.ToHaveCountAsync(0);
        await page.Button("Play").ClickAsync();
        await page.Expect(".readouts", "100.0");
        await page.Picture("train-classes");
    }

    [Fact]
    public async Task A_folder_of_images_is_trained_on()
    {
        using var digits = new ImageFolder();
        await using StudioProcess studio = await StudioProcess.Start(digits.Path);
        await using StudioPage page = await chromium.Open("train", address: studio.Address);
        await page.Page.Locator("[data-set]").SelectOptionAsync(new SelectOptionValue { Label = "digits (images)" });
        await page.Expect(".choices", "38 training rows, 10 validation rows, 12 test rows; 16 inputs.");
        await page.Expect(".picture", "A surface needs columns of numbers");
        await page.Button("Play").ClickAsync();
        await page.Expect(".readouts", "100.0 % · 100.0");
        await page.Expect(".weights h2", "16-128-3");
        await page.Picture("train-images");
    }

    [Fact]
    public async Task Images_show_what_the_first_layer_looks_for_while_it_learns()
    {
        using var digits = new ImageFolder(side: 8);
        await using StudioProcess studio = await StudioProcess.Start(digits.Path);
        await using StudioPage page = await chromium.Open("train", address: studio.Address);
        await page.Page.Locator("[data-set]").SelectOptionAsync(new SelectOptionValue { Label = "digits (images)" });
        await page.Expect(".picture h2", "Weights of the first layer");
        await page.Expect(".picture", "The first 32 of 128 units");
        ILocator picture = page.Page.Locator(".first-weights img");
        // Eight pictures of eight pixels stand beside one another, and four rows of them, a pixel apart.
        Assert.Equal("71 35", await picture.EvaluateAsync<string>("i => i.decode().then(() => i.naturalWidth + ' ' + i.naturalHeight)"));
        string? before = await picture.GetAttributeAsync("src");
        await page.Button("Play").ClickAsync();
        await Expect(picture).Not.ToHaveAttributeAsync("src", before!);
        await page.Expect(".readouts", "100.0 % · 100.0");
        await page.Picture("train-first-weights");
        Assert.Empty(await page.Barriers());
    }

    [Fact]
    public async Task Leaving_the_view_pauses_and_says_so()
    {
        await using StudioPage page = await chromium.Open("train");
        await page.Button("Play").ClickAsync();
        await Expect(page.Button("Pause")).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Step", Exact = true }).ClickAsync();
        await page.Expect(".network.pane h2", "lecture");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Train", Exact = true }).ClickAsync();
        await page.Expect(".said", "Paused while another view was open.");
        await page.Button("Play").ClickAsync();
        await Expect(page.Page.Locator(".said")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task A_training_on_a_table_is_saved_used_by_a_program_and_inspected_as_a_model()
    {
        await using StudioPage page = await chromium.Open("train");
        await page.Page.Locator("[data-set]").SelectOptionAsync("penguins");
        await page.Expect(".choices", "220 training rows, 55 validation rows, 69 test rows");
        await Expect(page.Button("Save model")).ToBeDisabledAsync();
        await page.Button("Play").ClickAsync();
        await page.Expect(".model .hint", "the best on the validation rows");
        await page.Page.WaitForFunctionAsync("() => document.querySelector('[data-steps]')?.dataset.steps > 1500");
        await page.Button("Pause").ClickAsync();
        await page.UntilStill();
        IDownload saved = await page.Page.RunAndWaitForDownloadAsync(() => page.Button("Save model").ClickAsync());
        Assert.Equal("penguins.safetensors", saved.SuggestedFilename);
        Model model = Model.Load(await saved.PathAsync());
        Assert.Equal(69, model.Test.Rows);
        Assert.InRange(model.Test.Accuracy!.Value, 0.9, 1);
        await page.Expect(".transport", "on its 69 test rows");
        await page.Picture("train-model");
        IDownload program = await page.Page.RunAndWaitForDownloadAsync(() => page.Button("C# that predicts").ClickAsync());
        Assert.Contains("[\"bill_length_mm\"] = ", await File.ReadAllTextAsync(await program.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(await page.Barriers());

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Share", Exact = true }).ClickAsync();
        await page.Expect(".share-view", "The model trained in Train");
        saved = await page.Page.RunAndWaitForDownloadAsync(() => page.Button("Save model").ClickAsync());
        Assert.Equal(model.Network.WeightsSha256(), Model.Load(await saved.PathAsync()).Network.WeightsSha256());
        Assert.Empty(await page.Barriers());
        await page.Picture("share-model");
        await page.Button("Inspect model").ClickAsync();
        await page.Expect(".found", "all 69 test rows");
        await page.Expect(".metrics td", string.Create(CultureInfo.InvariantCulture, $"{100 * model.Test.Accuracy:0.0} %"));
    }

    [Fact]
    public async Task A_column_that_is_excluded_by_itself_is_not_ticked_and_says_why()
    {
        await using StudioPage page = await chromium.Open("train", 400, 844);
        await Upload(page, "mine.csv", "id,width,size\n" + string.Concat(Enumerable.Range(0, 60).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n + 1},{n % 10 / 10.0},{(n % 10 > 4 ? "big" : "small")}\n"))));
        await page.Expect(".choices", "; 1 input.");
        await page.Page.GetByText("Columns to use").ClickAsync();
        ILocator id = page.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new System.Text.RegularExpressions.Regex("^id excluded: ") });
        await Expect(id).Not.ToBeCheckedAsync();
        await Expect(id).ToBeDisabledAsync();
        await Expect(page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "width" })).ToBeCheckedAsync();
        Assert.Empty(await page.Barriers());
        Assert.Equal("", await page.Overflow());
        await page.Page.ScreenshotAsync(new() { Path = Path.Combine("artifacts", "studio", "train-left-out.png"), FullPage = true });
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_names_no_option_and_is_over_with_other_data()
    {
        await using StudioPage page = await chromium.Open("train");
        await Upload(page, "wrong.csv", "a,b\n1,2\n3\n4,5,6\n");
        ILocator problem = page.Page.Locator(".choices .problem[role=alert]");
        await Expect(problem).ToContainTextAsync("wrong.csv");
        await Expect(problem).Not.ToContainTextAsync("--");
        await page.Page.Locator("[data-set]").SelectOptionAsync("moons");
        await Expect(problem).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_name_of_the_axis_is_below_the_curves()
    {
        await using StudioPage page = await chromium.Open("train", isDark: true);
        await page.Button("Play").ClickAsync();
        await page.Page.WaitForFunctionAsync("() => document.querySelector('[data-steps]')?.dataset.steps > 3000");
        await page.Button("Pause").ClickAsync();
        await page.UntilStill();
        LocatorBoundingBoxResult plot = (await page.Page.Locator(".curves .plot").BoundingBoxAsync())!, name = (await page.Page.Locator(".curves .x i").BoundingBoxAsync())!;
        Assert.True(name.Y >= plot.Y + plot.Height, "the name of the axis covers the curves");
        foreach (LocatorBoundingBoxResult? tick in await Task.WhenAll((await page.Page.Locator(".curves .x span").AllAsync()).Select(tick => tick.BoundingBoxAsync())))
            Assert.True(tick!.Y + tick.Height <= name.Y + 3, "the name of the axis covers its numbers");
        await page.Picture("train-curves-dark");
    }

    private static string Rows(int count, string large, string small) =>
        string.Concat(Enumerable.Range(0, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"{n % 10 / 10.0},{(n % 10 > 4 ? large : small)}\n")));

    private static async Task<long> Steps(StudioPage page)
    {
        // The last look comes after the pause.
        await page.UntilStill();
        return long.Parse((await page.Page.Locator("[data-steps]").GetAttributeAsync("data-steps"))!, CultureInfo.InvariantCulture);
    }

    private static Task Upload(StudioPage page, string name, string text) => page.Page.Locator("input[type=file]").SetInputFilesAsync(
        new FilePayload { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
}
