using System.Globalization;
using Backprop.Studio.Tests.Inspecting;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Microsoft.Playwright;

namespace Backprop.Studio.Tests.Pages;

public class InspectPageTests(Chromium chromium, PenguinsModel penguins) : IClassFixture<PenguinsModel>
{
    [Fact]
    public async Task A_model_and_its_data_are_opened_and_each_mistake_can_be_looked_into()
    {
        await using StudioProcess studio = await StudioProcess.Start(penguins.File, PenguinsModel.Data);
        await using StudioPage page = await chromium.Open("inspect", address: studio.Address);
        await page.Expect(".opened-bar", "penguins.safetensors");
        // The rows of the training are known, and those that it never saw stand first.
        await page.Expect(".found", $"all {penguins.Model.Test.Rows} test rows");
        await page.Expect(".overview h2", $"The {penguins.Model.Test.Rows} test rows");
        await page.Expect(".metrics", "accuracy");
        await page.Expect(".metrics td", string.Create(CultureInfo.InvariantCulture, $"{100 * penguins.Model.Test.Accuracy:0.0} %"));
        await Assertions.Expect(page.Page.Locator(".data tbody tr").First).ToContainTextAsync("test");
        Assert.Empty(await page.Barriers());
        await page.Picture("inspect-test-rows");
        await page.Page.Locator("[data-rows]").SelectOptionAsync(new SelectOptionValue { Label = $"all rows ({penguins.Table.Rows})" });
        await page.Expect(".found", $"all {penguins.Table.Rows} rows");
        await page.Expect(".note", $"{penguins.Model.Training.Rows} rows of these are training rows");
        await page.Expect(".row h3", "Why?");

        await page.Page.GetByLabel("only errors").CheckAsync();
        int wrong = (int)Math.Round((1 - penguins.Model.Evaluate(penguins.Table).Report.Accuracy!.Value) * penguins.Table.Rows);
        await page.Expect(".found", $"{wrong} of {penguins.Table.Rows} rows");
        await page.Page.Locator(".data tbody tr").First.ClickAsync();
        await page.Expect(".verdict", "✗ wrong");
        await page.Expect(".why", "bill_length_mm");
        await page.Page.GetByLabel("only errors").UncheckAsync();

        ILocator cell = page.Page.Locator(".confusion button.right").First;
        string count = await cell.InnerTextAsync();
        await cell.ClickAsync();
        await page.Expect(".filter", "Adelie, predicted correctly");
        await page.Expect(".found", $"{count} of");
        await page.Page.Locator(".filter").ClickAsync();
        await page.Page.GetByPlaceholder("Search").FillAsync("island=Dream");
        await page.Expect(".found", "124 of");
        await page.Button("error").ClickAsync();
        await page.Page.WaitForSelectorAsync("th[aria-sort='descending']");
        Assert.Empty(await page.Barriers());

        string row = await page.Page.Locator(".row h2").InnerTextAsync();
        await page.Button("Open in Step").ClickAsync();
        await page.Expect(".step-view .network.pane h2", "penguins.safetensors, row " + row["Row ".Length..]);
        await page.Expect(".step-view .diagram", "Adelie");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Inspect", Exact = true }).ClickAsync();
        await page.Expect(".row h2", row);
    }

    [Fact]
    public async Task A_model_of_several_networks_by_the_default_recipe_is_opened_with_a_sentence_in_place_of_the_derivation()
    {
        Model model = Model.Train(penguins.Table, "species", new ModelOptions { Hidden = [6], Epochs = 4, Threads = 1 });
        string file = Path.Combine(penguins.Folder, "several.safetensors");
        model.Save(file);
        await using StudioProcess studio = await StudioProcess.Start(file, PenguinsModel.Data);
        await using StudioPage page = await chromium.Open("inspect", address: studio.Address);
        await page.Expect(".opened-bar", $"several.safetensors · {model.Members.Count} networks {model.Network.Sizes}");
        await page.Expect(".metrics td", string.Create(CultureInfo.InvariantCulture, $"{100 * model.Test.Accuracy:0.0} %"));
        await page.Page.Locator(".data tbody tr").First.ClickAsync();
        await page.Expect(".row h3", "Why?");
        await page.Expect(".row .problem", "There is no derivation for layer 1");
        await Assertions.Expect(page.Button("Open in Step")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Files_are_sent_by_the_browser_and_wrong_ones_are_refused_in_words()
    {
        string hostile = Path.Combine(penguins.Folder, "hostile.safetensors"), other = Path.Combine(penguins.Folder, "other.csv");
        byte[] bytes = await File.ReadAllBytesAsync(penguins.File);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(hostile, bytes);
        await File.WriteAllTextAsync(other, "a,b\n1,2\n3,4\n");
        await using StudioPage page = await chromium.Open("inspect");
        ILocator model = page.Page.GetByLabel("Model file"), data = page.Page.GetByLabel("Data file");
        await page.Expect(".open-view", "No model yet?");
        await model.SetInputFilesAsync(hostile);
        await page.Expect(".problem", "does not match its hash");
        await model.SetInputFilesAsync(PenguinsModel.Data);
        await page.Expect(".problem", "not a safetensors file");
        Assert.Empty(await page.Barriers());
        await model.SetInputFilesAsync(penguins.File);
        await page.Expect(".opened", "predicts species, one of 3 classes");
        await data.SetInputFilesAsync(other);
        await page.Expect(".problem", "The data lack columns that the model needs");
        await data.SetInputFilesAsync(PenguinsModel.Data);
        await page.Expect(".opened-bar", "penguins.csv");
        await page.Button("Open others").ClickAsync();
        await page.Expect(".open-view", "No model yet?");
    }

    [Fact]
    public async Task The_keyboard_alone_is_enough_also_on_a_phone_in_the_dark()
    {
        string two = Directory.CreateDirectory(Path.Combine(penguins.Folder, "two")).FullName;
        File.Copy(penguins.File, Path.Combine(two, "first.safetensors"));
        File.Copy(penguins.File, Path.Combine(two, "second.safetensors"));
        await using StudioProcess studio = await StudioProcess.Start(two, PenguinsModel.Data);
        await using StudioPage page = await chromium.Open("inspect", 390, 844, isDark: true, address: studio.Address);
        await page.Expect(".opened", "penguins.csv is chosen");
        await Reach(page, "second.safetensors");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Expect(".opened-bar", "second.safetensors");
        await page.Expect(".row h3", "Why?");
        await Reach(page, "Adelie predicted as Adelie");
        await page.Page.Keyboard.PressAsync("ArrowDown");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Expect(".filter", "Chinstrap, predicted correctly");
        await Reach(page, "Calibration");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Expect(".filter", "predicted with a probability from");
        await Reach(page, "Row ");
        await page.Page.Keyboard.PressAsync("Enter");
        await Reach(page, "Next row");
        await page.Page.Keyboard.PressAsync("Enter");
        await Reach(page, "Step 4: ");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Expect(".row h4", "Backpropagate");
        Assert.Empty(await page.Barriers());
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the phone");
    }

    [Fact]
    public async Task A_row_is_gone_to_by_its_number_and_of_many_classes_the_most_confused_are_a_matrix()
    {
        string folder = Directory.CreateDirectory(Path.Combine(penguins.Folder, "letters")).FullName, data = Path.Combine(folder, "letters.csv");
        string rows = string.Concat(Enumerable.Range(0, 520).Select(n => $"{n * 17 % 101},{n * 29 % 97},{(char)('a' + n % 26)}\n"));
        await File.WriteAllTextAsync(data, "x,y,letter\n" + rows);
        Model.Train(Table.Read(data), "letter", new ModelOptions { Recipe = "plain", Hidden = [3], Epochs = 1, Threads = 1 }).Save(Path.Combine(folder, "letters.safetensors"));
        await using StudioProcess studio = await StudioProcess.Start(folder);
        await using StudioPage page = await chromium.Open("inspect", address: studio.Address);
        await page.Page.Locator("[data-rows]").SelectOptionAsync(new SelectOptionValue { Label = "all rows (520)" });
        await page.Expect(".found", "all 520 rows");
        await page.Expect(".overview", "for the 12 of 26 classes with the most errors");
        await Assertions.Expect(page.Page.Locator(".confusion tbody tr")).ToHaveCountAsync(12);
        ILocator mistake = page.Page.Locator(".mistakes button").First;
        string count = (await mistake.InnerTextAsync()).Split(' ')[0];
        await mistake.ClickAsync();
        await page.Expect(".found", $"{count} of 520 rows");
        await page.Picture("inspect-letters");
        await page.Page.Locator(".filter").ClickAsync();
        await page.Expect(".found", "all 520 rows");

        await page.Page.GetByLabel("Go to row").FillAsync("321");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Expect(".row h2", "Row 321");
        await page.Expect(".pager", "page 7 of 11");
        await Assertions.Expect(page.Page.Locator(".data .picked")).ToHaveCountAsync(1);
        await page.Page.GetByLabel("Go to row").FillAsync("521");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Expect(".finder .problem", "a whole number from 1 to 520");
        Assert.Empty(await page.Barriers());
    }

    /// <summary>Presses Tab until the focus is on what has these words in its name or its chart's.</summary>
    private static async Task Reach(StudioPage page, string name)
    {
        for (int n = 0; n < 150; n++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            string focused = await page.Page.EvaluateAsync<string>(
                "() => { const e = document.activeElement; return [e.closest('svg')?.getAttribute('aria-label'), e.getAttribute('aria-label'), e.textContent].filter(t => t).join(' | '); }");
            if (focused.Contains(name, StringComparison.Ordinal))
                return;
        }
        Assert.Fail($"The Tab key does not reach '{name}'.");
    }
}
