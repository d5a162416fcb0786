using System.Globalization;
using System.Text.Json;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Laboratory;

/// <summary>The command line that a page offers gives the numbers that the page shows.</summary>
public sealed class SameNumbersTests
{
    public static TheoryData<string> Games =>
    [
        """{"game":"dirac-gan","rules":[{"rule":"extragradient","settings":"""
            + """{"eta-g":"0.3","eta-d":"0.2","penalty":"r1"}}],"steps":300,"start":[0.7,-0.2]}""",
        """{"game":"two-gaussians","rules":[{"rule":null,"settings":{"target":"-1,1.5"}}],"steps":500,"seed":7}""",
        """{"game":"kernel-gan","rules":[{"rule":"alternating","settings":{"points":"-1,1"}}],"steps":200}""",
        """{"game":"ttur-saddle","rules":[{"rule":"adam","settings":{"beta1":"0.5"}}],"steps":250,"seed":3}""",
    ];

    [LaboratoryTheory]
    [MemberData(nameof(Games))]
    public async Task A_run(string asked)
    {
        await using var laboratory = await OpenLaboratory.Open();
        using var response = await laboratory.Post("api/games/run", asked);
        var run = (await Read(response)).GetProperty("runs")[0];
        var told = Command(run.GetProperty("command").GetString()!);
        var final = run.GetProperty("states").EnumerateArray().Last().EnumerateArray().Select(Number).ToList();
        Assert.Equal(
            [
                .. told.GetProperty("final")
                    .GetProperty("generator")
                    .EnumerateArray()
                    .Concat(told.GetProperty("final").GetProperty("discriminator").EnumerateArray())
                    .Select(Number),
            ],
            final);
        Assert.Equal(
            told.GetProperty("verdict").GetString(),
            run.GetProperty("measured").GetProperty("verdict").GetString());
        Assert.Equal(Number(told.GetProperty("distance")), Number(run.GetProperty("measured").GetProperty("distance")));
        if (told.GetProperty("predicted") is { ValueKind: JsonValueKind.Object } predicted)
        {
            Assert.Equal(
                Number(predicted.GetProperty("radius")),
                Number(run.GetProperty("predicted").GetProperty("radius")));
            Assert.Equal(
                predicted.GetProperty("verdict").GetString(),
                run.GetProperty("predicted").GetProperty("verdict").GetString());
        }
    }

    [LaboratoryFact]
    public async Task A_phase_diagram()
    {
        await using var laboratory = await OpenLaboratory.Open();
        using var response = await laboratory.Post(
            "api/phase",
            """{"game":"dirac-gan","rule":"alternating","settings":{"penalty":"r1"},"x":"eta=0.01:2:"""
                + """13:log","y":"gamma=0:4:11","steps":300}""");
        var parts = (await response.Content.ReadAsStringAsync())
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(e => JsonDocument.Parse(e["data: ".Length..]).RootElement)
            .ToList();
        var told = Command(parts[0].GetProperty("command").GetString()!);
        var cells = parts.SelectMany(p => p.GetProperty("cells").EnumerateArray()).ToDictionary(
            c => c.GetProperty("cell").GetInt32());
        Assert.Equal(13 * 11, cells.Count);
        Assert.Equal(1, parts[^1].GetProperty("done").GetDouble());
        var agreement = parts[^1].GetProperty("agreement");
        Assert.Equal(told.GetProperty("agreement").GetDouble(), agreement.GetProperty("share").GetDouble());
        Assert.Equal(13 * 11 - told.GetProperty("excluded").GetInt32(), agreement.GetProperty("clear").GetInt32());
        for (var cell = 0; cell < cells.Count; cell++)
        {
            foreach (var map in (string[])["predicted", "measured"])
            {
                Assert.Equal(
                    told.GetProperty(map)[cell / 13][cell % 13].GetString(),
                    cells[cell].GetProperty(map).GetString()?[..1]);
            }
        }
    }

    private static double? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();

    private static async Task<JsonElement> Read(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Runs what a page offers to copy.</summary>
    internal static JsonElement Command(string command)
    {
        var words = command.Split(' ');
        Assert.Equal("./saddle", words[0]);
        var result = SaddleProcess.Run([.. words[1..], "--json"]);
        Assert.True(
            result.Status == ExitStatus.Done,
            string.Create(CultureInfo.InvariantCulture, $"{command}: {result.Status}, {result.Error}"));
        return result.Json();
    }
}
