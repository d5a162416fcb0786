using System.Globalization;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Laboratory;

/// <summary>
/// What pages leave behind in the server. It lives in this process: whatever else ran here would count as theirs.
/// </summary>
[Collection(AloneGroup.Name)]
public sealed class LeftBehindTests
{
    [LaboratoryFact]
    public async Task A_hundred_pages_leave_no_job_and_no_memory_behind()
    {
        await using var visit = await Visit.Begin();
        string[] addresses =
        [
            "#/phase?game=two-gaussians&x=eta-g%3D0.01%3A1%3A150&y=eta-d%3D0.01%3A1%3A150&steps=80000",
            "#/games?game=dirac-gan&rules=simultaneous&start=1%2C0&steps=150",
            "#/claims",
            "#/games?game=kernel-gan",
            "#/runs",
            "#/games?game=kernel-gan&set=points%3D0%2C0%3Bdimension%3D2",
            "#/playground",
        ];
        foreach (var address in addresses)
        {
            // What is made once, at the first sight of a page, is made here.
            var page = await visit.Another(address);
            await Task.Delay(1500);
            await page.CloseAsync();
        }

        await OpenAndClose(0, 20);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await OpenAndClose(20, 120);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(
            after < 1.1 * before,
            string.Create(CultureInfo.InvariantCulture, $"{before} bytes became {after}"));
        await visit.EndsWell();

        async Task OpenAndClose(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                var page = await visit.Another(addresses[i % addresses.Length]);
                await Task.Delay(17 * (i * 7 % 13));
                await page.CloseAsync();
            }

            await visit.Laboratory.Rest();
        }
    }
}
