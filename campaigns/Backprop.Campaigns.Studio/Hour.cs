using System.Diagnostics;
using Backprop.Studio.Tests;
using Microsoft.Playwright;

namespace Backprop.Campaigns.Studio;

/// <summary>Trains in the page for an hour and watches the memory of the studio and of the page.</summary>
internal static class Hour
{
    /// <summary>How much more may be in use in the last quarter than in the second; the first is for warming up.</summary>
    private const double Slack = 1.15;

    public static async Task<int> Run(int minutes)
    {
        await using StudioProcess studio = await StudioProcess.Start();
        await using Browser browser = await Browser.Start();
        IPage page = await browser.Open(studio.Address + "train");
        await page.GetByRole(AriaRole.Button, new() { Name = "Play", Exact = true }).ClickAsync();
        var server = new List<double>();
        var heap = new List<double>();
        Console.WriteLine("minute,studio_mb,page_mb,steps");
        for (int minute = 1; minute <= minutes; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(1));
            using Process process = Process.GetProcessById(studio.Id);
            server.Add(process.WorkingSet64 / 1e6);
            heap.Add(await page.EvaluateAsync<double>("performance.memory.usedJSHeapSize") / 1e6);
            string? steps = await page.Locator("[data-steps]").First.GetAttributeAsync("data-steps");
            Console.WriteLine($"{minute},{server[^1]:F1},{heap[^1]:F1},{steps}");
        }
        bool isFlat = IsFlat("studio", server) & IsFlat("page", heap);
        return isFlat ? 0 : 1;
    }

    private static bool IsFlat(string what, List<double> megabytes)
    {
        int quarter = megabytes.Count / 4;
        double early = Median(megabytes.Skip(quarter).Take(quarter)), late = Median(megabytes.TakeLast(quarter));
        bool isFlat = late <= early * Slack;
        Console.WriteLine($"{what}: {early:F1} MB in the second quarter, {late:F1} MB in the last, {(isFlat ? "flat" : "growing")}");
        return isFlat;
    }

    private static double Median(IEnumerable<double> numbers) => numbers.Order().ElementAt(numbers.Count() / 2);
}
