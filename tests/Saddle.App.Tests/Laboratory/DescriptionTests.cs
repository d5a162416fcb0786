using System.Text.Json.Nodes;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Laboratory;

/// <summary>The description that TypeScript's types are made from is the server's.</summary>
public sealed class DescriptionTests
{
    [LaboratoryFact]
    public async Task Is_the_one_that_the_browser_side_is_built_on()
    {
        await using var laboratory = await OpenLaboratory.Open();
        var served = JsonNode.Parse(await laboratory.Client.GetStringAsync("api/openapi.json"));
        var kept = JsonNode.Parse(string.Join('\n', Repository.Lines("ui/api.json")));
        Assert.True(
            JsonNode.DeepEquals(served, kept),
            "ui/api.json is older than the server: start ./saddle serve, save /api/openapi.json there, "
            + "and run npm run types in ui/");
    }
}
