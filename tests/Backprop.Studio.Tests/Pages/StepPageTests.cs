namespace Backprop.Studio.Tests.Pages;

public class StepPageTests(Chromium chromium)
{
    [Fact]
    public async Task It_opens_on_the_example_of_the_lecture_and_steps_through_it()
    {
        await using StudioPage page = await chromium.Open();
        await page.Expect(".derivation h2", "Initialize the weights");
        foreach ((string heading, string number) in new[]
        {
            ("Apply the input vector", "3.64"), ("Evaluate the δ", "3.14"), ("Backpropagate the δ", "0.33"), ("Evaluate the derivatives", "2.77"), ("Update the weights", "0.945"),
        })
        {
            await page.Page.Locator("button[title^='The next step']").ClickAsync();
            await page.Expect(".derivation h2", heading);
            await page.Expect(".derivation", number);
        }
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
    public async Task Nothing_keeps_anybody_out() 
    {
        await using StudioPage page = await chromium.Open();
        Assert.Empty(await page.Barriers());
    }
}
