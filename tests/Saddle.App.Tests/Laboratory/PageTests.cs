using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Laboratory;

/// <summary>Each page of the laboratory, used as a person would.</summary>
public sealed class PageTests
{
    private const string Dirac = "#/games?game=dirac-gan&rules=simultaneous"
        + "&sets=eta-g%3D0.2%3Beta-d%3D0.2&start=1%2C0&steps=150";

    [LaboratoryTheory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task Three_clicks_tell_why_it_spirals_and_which_learning_rate_converges(int width)
    {
        await using var visit = await Visit.Begin(width);
        var page = visit.Page;
        await page.GetByText("Why does a GAN spiral?").ClickAsync();
        var verdict = page.Locator(".verdict");
        await Assertions.Expect(verdict).ToContainTextAsync(
            "turns a small displacement by 5.71 degrees and stretches it");
        await Assertions.Expect(verdict.Locator("[data-verdict=diverges]")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".finding")).ToContainTextAsync(
            "No learning rate converges under simultaneous");
        await page.GetByRole(AriaRole.Button, new() { Name = "extragradient", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".finding")).ToContainTextAsync("Learning rates up to about");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Like("^Take ") }).ClickAsync();
        await Assertions.Expect(page.Locator(".verdict [data-verdict=converges]")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".katex").First).ToBeVisibleAsync();
        await visit.EndsWell();
    }

    [LaboratoryTheory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task Sliders_move_the_eigenvalues_and_the_start_can_be_dragged(int width)
    {
        await using var visit = await Visit.Begin(width, Dirac);
        var page = visit.Page;
        var spectrum = page.Locator("canvas[aria-label^='eigenvalues of simultaneous']");
        await Assertions.Expect(spectrum).ToHaveAttributeAsync("aria-label", Like("0\\.1 i"));
        var slider = page.GetByLabel("eta-g, slider");
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Assertions.Expect(spectrum).Not.ToHaveAttributeAsync("aria-label", Like("[^0-9]0\\.1 i"));

        var portrait = page.Locator("canvas[aria-label^='phase portrait']");
        await portrait.ScrollIntoViewIfNeededAsync();
        var box = (await portrait.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.7f), box.Y + (box.Height * 0.4f), new() { Steps = 5 });
        await page.Mouse.UpAsync();
        await page.WaitForFunctionAsync("!location.hash.includes('start=1%2C0')");

        await page.GetByRole(AriaRole.Button, new() { Name = "back to the start" }).ClickAsync();
        await Assertions.Expect(page.Locator(".count")).ToHaveTextAsync("update 0");
        await page.GetByRole(AriaRole.Button, new() { Name = "one step" }).ClickAsync();
        await Assertions.Expect(page.Locator(".count")).ToHaveTextAsync("update 1");
        await visit.EndsWell();
    }

    [LaboratoryFact]
    public async Task Light_or_dark_is_chosen_and_kept()
    {
        const string Light = "getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'";
        const string Dark = "getComputedStyle(document.body).backgroundColor === 'rgb(21, 25, 29)'";
        await using var visit = await Visit.Begin(1280, Dirac);
        var page = visit.Page;
        await page.Locator(".verdict").First.WaitForAsync();
        await visit.Becomes(Light);
        await page.GetByLabel("light or dark").SelectOptionAsync("dark");
        await visit.Becomes(Dark);
        await page.ReloadAsync();
        await page.Locator(".verdict").First.WaitForAsync();
        await visit.Becomes(Dark);
        await page.GetByLabel("light or dark").SelectOptionAsync("as the system");
        await visit.Becomes(Light);
        await visit.EndsWell();
    }

    [LaboratoryFact]
    public async Task The_copied_command_gives_the_verdict_of_the_page()
    {
        await using var visit = await Visit.Begin(1280, Dirac);
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await Assertions.Expect(page.Locator(".command .note")).ToHaveTextAsync("copied");
        var told = SameNumbersTests.Command(await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        Assert.Equal(
            told.GetProperty("verdict").GetString(),
            await page.Locator(".verdict [data-verdict]").Last.GetAttributeAsync("data-verdict"));
        await visit.EndsWell();
    }

    [LaboratoryTheory]
    [InlineData("#/games?game=dirac-gan&start=1%2C0&steps=50", "picture", "psi")]
    [InlineData("#/games?game=two-gaussians&steps=50", "picture", "target density")]
    [InlineData("#/games?game=bilinear&set=size%3D3&steps=50", "eigenvalues", "unit circle")]
    [InlineData(
        "#/phase?game=dirac-gan&set=penalty%3Dr1&x=eta%3D0.02%3A2%3A9&y=gamma%3D0%3A4%3A9&steps=100",
        "phase",
        "closed-form boundary")]
    public async Task Figures_are_saved_in_every_format(string address, string figure, string expected)
    {
        await using var visit = await Visit.Begin(1280, address);
        var page = visit.Page;
        await Assertions.Expect(page.Locator(
            address.StartsWith("#/phase", StringComparison.Ordinal)
                ? "progress[value='1']"
                : ".verdict")).ToBeVisibleAsync();
        foreach (var format in (string[])["SVG", "PNG", "CSV"])
        {
            var download = await page.RunAndWaitForDownloadAsync(
                () => page.GetByRole(AriaRole.Button, new() { Name = $"save {figure} as {format}" }).ClickAsync());
            Assert.Equal($"{figure}.{format.ToLowerInvariant()}", download.SuggestedFilename);
            var bytes = await File.ReadAllBytesAsync(await download.PathAsync());
            Assert.True(bytes.Length > 500, $"{format} has only {bytes.Length} bytes");
            if (format == "SVG")
            {
                Assert.Contains(expected, System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
            }
        }

        await visit.EndsWell();
    }

    [LaboratoryTheory]
    [InlineData("two-gaussians", 1280)]
    [InlineData("two-gaussians", 400)]
    [InlineData("kernel-gan", 1280)]
    [InlineData("kernel-gan&set=points%3D0%2C0%2C2%2C1%3Bdimension%3D2", 1280)]
    [InlineData("kernel-gan&set=points%3D0%2C0%2C2%2C1%3Bdimension%3D2&rules=alternating%7Csimultaneous", 400)]
    [InlineData("bilinear", 400)]
    [InlineData("gaussian-wgan", 1280)]
    public async Task Every_kind_of_game_is_drawn_and_played(string game, int width)
    {
        await using var visit = await Visit.Begin(width, $"#/games?game={game}&steps=50");
        var page = visit.Page;
        await Assertions.Expect(page.Locator(".stage canvas").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".count")).ToHaveTextAsync("update 50");
        await visit.Becomes(
            "(() => { const c = document.querySelector('.stage canvas'); "
            + "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 3; "
            + "i < d.length; i += 4) n += d[i] > 0 ? 1 : 0; return n > 1000; })()");
        await visit.EndsWell();
    }

    [LaboratoryTheory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task A_phase_diagram_is_refined_and_a_cell_leads_to_its_game(int width)
    {
        await using var visit = await Visit.Begin(
            width,
            "#/phase?game=dirac-gan&rule=simultaneous&set=penalty%3Dr1"
                + "&x=eta%3D0.02%3A2%3A20&y=gamma%3D0%3A4%3A20&steps=300&seed=5");
        var page = visit.Page;
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync(
            "400 cells of 300 updates");
        await page.Locator("canvas.cells").First.ClickAsync(new() { Position = new() { X = 150, Y = 120 } });
        var chosen = page.Locator(".chosen");
        await Assertions.Expect(chosen).ToContainTextAsync("predicted");
        var radius = Like("radius ([0-9.]+)").Match(await chosen.InnerTextAsync()).Groups[1].Value;
        await Assertions.Expect(chosen.Locator(".verdict")).ToContainTextAsync($"radius {radius}");
        await Assertions.Expect(chosen.Locator("canvas[aria-label^='phase portrait']")).ToBeVisibleAsync();
        await Assertions.Expect(chosen.Locator("canvas[aria-label^='eigenvalues of simultaneous']")).ToBeVisibleAsync();
        var (map, cell) = (
            (await page.Locator("canvas.cells").First.BoundingBoxAsync())!,
            (await chosen.BoundingBoxAsync())!);
        Assert.True(
            width < 860 || (cell.X >= map.X + map.Width && cell.Y < map.Y + map.Height),
            "The cell is not beside the map.");
        await Assertions.Expect(chosen.Locator("code")).ToContainTextAsync("--seed 5");

        await page.Locator("canvas.cells").First.PressAsync("ArrowRight");
        await Assertions.Expect(chosen.Locator(".verdict")).Not.ToContainTextAsync($"radius {radius}");
        radius = Like("radius ([0-9.]+)").Match(await chosen.InnerTextAsync()).Groups[1].Value;
        await chosen.GetByText("Play with it").ClickAsync();
        await Assertions.Expect(page.Locator(".page-games .verdict")).ToContainTextAsync($"radius {radius}");
        Assert.Contains("seed=5", page.Url, StringComparison.Ordinal);
        await visit.EndsWell();
    }

    [LaboratoryTheory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task A_claim_is_measured_and_its_figure_drawn(int width)
    {
        await using var visit = await Visit.Begin(width, "#/claims?paper=li2018");
        var page = visit.Page;
        var claim = page.Locator("#li2018-tv-trap");
        await claim.GetByRole(AriaRole.Button, new() { Name = "measure" }).ClickAsync();
        await Assertions.Expect(claim.Locator(".figure")).ToHaveAttributeAsync(
            "data-drawn",
            "true");
        await Assertions.Expect(claim.Locator(".badge.holds")).ToHaveCountAsync(2);
        await visit.EndsWell();
    }

    [LaboratoryFact]
    public async Task An_earlier_report_is_read_and_opens()
    {
        await using var visit = await Visit.Begin(1280, "#/claims");
        var page = visit.Page;
        await Assertions.Expect(page.GetByText("There is no report among the runs yet")).ToBeVisibleAsync();
        var written = SaddleProcess.Run(
            "reproduce",
            "li2018/tv-trap",
            "--out",
            Path.Combine(visit.Laboratory.Runs, "reproduce-one"));
        Assert.True(written.Status == ExitStatus.Done, written.Error);
        Directory.CreateDirectory(Path.Combine(visit.Laboratory.Runs, "reproduce-damaged"));
        await File.WriteAllTextAsync(Path.Combine(visit.Laboratory.Runs, "reproduce-damaged", "report.html"), "<p>cut");
        await File.WriteAllTextAsync(
            Path.Combine(visit.Laboratory.Runs, "reproduce-damaged", "result.json"),
            "{\"claims\": [");

        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("2 earlier reports among the runs")).ToBeVisibleAsync();
        await page.GetByText("2 earlier reports").ClickAsync();
        await Assertions.Expect(page.GetByText("result.json cannot be read")).ToBeVisibleAsync();
        await page.GetByLabel("Paper").SelectOptionAsync("li2018");
        var claim = page.Locator("#li2018-tv-trap");
        await Assertions.Expect(claim.Locator(".reported .badge.holds")).ToBeVisibleAsync();
        var report = await page.Context.RunAndWaitForPageAsync(() => claim.GetByText("in reproduce-one").ClickAsync());
        await Assertions.Expect(report.Locator("#li2018-tv-trap .figure")).ToHaveAttributeAsync(
            "data-drawn",
            "true");
        Assert.Equal("null", await report.EvaluateAsync<string>("origin"));
        await visit.EndsWell();
    }

    [LaboratoryFact]
    public async Task Every_claim_that_can_be_seen_live_can_be_seen()
    {
        await using var visit = await Visit.Begin();
        using var claims = JsonDocument.Parse(await visit.Laboratory.Client.GetStringAsync("api/claims"));
        var live = claims.RootElement.EnumerateArray()
            .Select(c => c.GetProperty("live").GetString())
            .OfType<string>()
            .ToList();
        Assert.True(live.Count > 20, $"only {live.Count}");
        foreach (var address in live)
        {
            await visit.Page.GotoAsync("about:blank");
            await visit.Go(address);
            await Assertions.Expect(visit.Page.Locator(".verdict, progress[value='1']").First).ToBeVisibleAsync(
                new() { Timeout = 60_000 });
            Assert.True(await visit.Page.Locator(".trouble").CountAsync() == 0, address);
        }

        await visit.EndsWell();
    }

    [LaboratoryTorchTheory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task Two_networks_train_side_by_side_at_the_same_update(int width)
    {
        await using var visit = await Visit.Begin(width, "#/playground?data=grid&pace=1");
        var page = visit.Page;
        var said = page.Locator(".said");
        await Assertions.Expect(said.First).ToContainTextAsync("of 25 modes");
        await Assertions.Expect(said.Last).ToContainTextAsync(Like("update [1-9]"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Task.Delay(300);
        Assert.Empty(await page.Locator(".gan .trouble").AllInnerTextsAsync());
        var updates = (await said.AllInnerTextsAsync())
            .Select(t => int.Parse(t.Split(' ')[1].TrimEnd(',', ';'), CultureInfo.InvariantCulture))
            .ToList();
        Assert.InRange(Math.Abs(updates[0] - updates[1]), 0, 1);
        Assert.Equal(2, visit.Laboratory.Server.Jobs.Running.Count);

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a regulariser" }).Last.ClickAsync();
        await page.GetByLabel("units a layer").Last.FillAsync("16");
        await page.GetByLabel("units a layer").Last.BlurAsync();
        await page.WaitForFunctionAsync(
            "new URLSearchParams(location.hash.split('?')[1]).get('regulariser1').split('|').length === 2 && "
            + "location.hash.includes('width1=16')");
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Assertions.Expect(said.Last).ToContainTextAsync(Like("update [1-9]"));
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "save right as CSV" }).ClickAsync());
        Assert.Contains(
            "where samples are pulled",
            await File.ReadAllTextAsync(await download.PathAsync()),
            StringComparison.Ordinal);

        await page.GetByLabel("Data").SelectOptionAsync("drawn");
        await Assertions.Expect(said.First).ToContainTextAsync("of 2 modes");
        await page.Locator(".gan canvas").First.ClickAsync(new() { Position = new() { X = 150, Y = 100 } });
        await Assertions.Expect(said.First).ToContainTextAsync("of 1 modes");
        await visit.EndsWell();
    }

    [LaboratoryTorchFact]
    public async Task Classes_are_coloured_and_counted_in_the_plane_and_one_of_them_is_scored()
    {
        await using var visit = await Visit.Begin(
            address: "#/playground?data=ring&pace=1&conditioning0=concatenation"
            + "&conditioning1=projection|concatenation");
        var page = visit.Page;
        var said = page.Locator(".said");
        await Assertions.Expect(said.First).ToContainTextAsync("nearest to the mode of their class");
        await Assertions.Expect(said.Last).ToContainTextAsync("nearest to the mode of their class");
        await page.GetByLabel("class whose scores are shown").FillAsync("3");
        await page.GetByLabel("class whose scores are shown").BlurAsync();
        await page.WaitForFunctionAsync("location.hash.includes('class=3')");
        await Assertions.Expect(said.First).ToContainTextAsync(Like("update [1-9]"));
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "save left as CSV" }).ClickAsync());
        Assert.Contains(
            "generated, class 7", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "remove projection" }).ClickAsync();
        await page.WaitForFunctionAsync(
            "new URLSearchParams(location.hash.split('?')[1]).get('conditioning1') === 'concatenation'");
        await page.GetByLabel("class whose scores are shown").FillAsync("8");
        await page.GetByLabel("class whose scores are shown").BlurAsync();
        await Assertions.Expect(page.Locator(".gan .trouble").First).ToContainTextAsync("expected one from 0 to 7");
        await page.GetByLabel("class whose scores are shown").FillAsync(string.Empty);
        await page.GetByLabel("class whose scores are shown").BlurAsync();
        await Assertions.Expect(page.Locator(".gan .trouble")).ToHaveCountAsync(0);
        await visit.EndsWell();
    }

    [LaboratoryTorchTheory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task A_run_is_begun_stopped_resumed_and_read_from_its_folder(int width)
    {
        await using var visit = await Visit.Begin(width, "#/runs");
        var page = visit.Page;
        await Assertions.Expect(page.Locator(".scroll")).ToContainTextAsync("no run here yet");
        await page.GetByLabel("Train", new() { Exact = true }).SelectOptionAsync("ring-of-eight");
        await page.GetByLabel("updates").First.FillAsync("1500"); // long enough that it is stopped
        await page.GetByRole(AriaRole.Button, new() { Name = "Train" }).ClickAsync();
        var stop = page.GetByRole(AriaRole.Button, new() { Name = "stop train-ring-of-eight-001" });
        await stop.ClickAsync();
        var resume = page.GetByRole(AriaRole.Button, new() { Name = "resume train-ring-of-eight-001" });
        await resume.ClickAsync();
        await Assertions.Expect(page.Locator("td[data-state=finished]")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await Assertions.Expect(page.Locator(".figure")).ToHaveAttributeAsync(
            "data-drawn",
            "true");
        await Assertions.Expect(page.Locator("img.sheet")).ToBeVisibleAsync();
        await visit.Becomes("document.querySelector('img.sheet').naturalWidth > 0");

        await page.GetByRole(AriaRole.Button, new() { Name = "Ask the doctor" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-diagnosis]").First).ToBeVisibleAsync();
        await page.GetByText("Probes: what is measured").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "measure modes" }).ClickAsync();
        var probe = page.Locator(".probe").Filter(new() { HasText = "of 8 modes are covered" });
        await Assertions.Expect(probe).ToBeVisibleAsync();

        // A copy of the folder is the run, with what it was asked.
        var copy = Path.Combine(visit.Laboratory.Runs, "copied");
        var original = Path.Combine(visit.Laboratory.Runs, "train-ring-of-eight-001");
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(original, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        using var detail = JsonDocument.Parse(await visit.Laboratory.Client.GetStringAsync("api/runs/copied"));
        Assert.Equal(1500, detail.RootElement.GetProperty("run").GetProperty("step").GetInt64());
        Assert.NotEmpty(detail.RootElement.GetProperty("series").EnumerateArray());
        await page.GetByLabel("show copied").CheckAsync();
        await Assertions.Expect(page.Locator("section.run")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("section.run").Last.Locator("[data-diagnosis]").First).ToBeVisibleAsync();
        await page.GetByText("Probes: what is measured").Last.ClickAsync();
        await Assertions.Expect(
            page.Locator("section.run").Last.GetByText("of 8 modes are covered")).ToBeVisibleAsync();
        await visit.EndsWell();
    }

    private static Regex Like(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
}
