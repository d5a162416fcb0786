using Saddle.App.Tests.Support;
using Saddle.Data;
using Saddle.Data.Images;

namespace Saddle.App.Tests.Commands;

/// <summary><c>saddle colourise</c>.</summary>
public sealed class ColouriseCommandTests : IDisposable
{
    private const string Recipe = """
        data: {name: colour-scenes, size: 8, items: 100}
        network: {name: u-net, width: 2, latent: 2, dropout: 0, patch: 16}
        conditioning: concatenation
        rule: adam
        batch: 4
        steps: 2
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TorchFact]
    public void Photographs_of_any_size_are_coloured_under_their_own_lightness()
    {
        Trained(Recipe);
        Write("grey.png", 21, 13, i => ((byte)(5 * (i % 21)), (byte)(5 * (i % 21)), (byte)(5 * (i % 21))));
        Write("colour.png", 16, 12, i => ((byte)(10 * (i % 16)), 90, 200));
        var answer = SaddleProcess.Run(
            _folder.Path, ["colourise", "run", "grey.png", "--draws", "2", "--out", "out", "--json"]).QuietJson();
        var pictures = answer.GetProperty("pictures").EnumerateArray().ToList();
        Assert.Equal(2, pictures.Count);
        Assert.Equal(8, answer.GetProperty("side").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.GetProperty("painters").ValueKind);
        var (one, two) = (Read(pictures[0]), Read(pictures[1]));
        Assert.Equal((21, 13), (one.Width, one.Height));
        Assert.NotEqual(one.Pixels, two.Pixels);

        var told = SaddleProcess.Run(
            _folder.Path, ["colourise", "run", "colour.png", "--lightness", "--own-size", "--out", "told", "--json"])
            .QuietJson();
        Assert.Equal(
            ["generator", "grey", "median colour", "honest draw"],
            told.GetProperty("painters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
    }

    [TorchFact]
    public void What_cannot_be_coloured_is_refused_in_one_line()
    {
        Trained(Recipe);
        Write("colour.png", 16, 12, i => ((byte)(10 * (i % 16)), 90, 200));
        Refused("this photograph is in colour; expected a grey one, or --lightness", "run", "colour.png");
        File.WriteAllText(Path.Combine(_folder.Path, "text.png"), "no image at all");
        Refused("none of the kinds of images does", "run", "text.png");
        Trained("data: ring\nnetwork: {name: mlp, width: 4}\nrule: adam\nsteps: 2", "points");
        Write("grey.png", 8, 8, _ => (9, 9, 9));
        Refused("this run does not colour pictures; expected one whose data are pairs", "points", "grey.png");
    }

    private void Refused(string expected, string run, string photo)
    {
        var refused = SaddleProcess.Run(_folder.Path, ["colourise", run, photo]);
        Assert.Equal(2, refused.Status);
        Assert.Contains(expected, refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.Trim().Split('\n'));
    }

    private void Trained(string recipe, string run = "run")
    {
        File.WriteAllText(Path.Combine(_folder.Path, $"{run}.yaml"), recipe);
        Assert.Equal(0, SaddleProcess.Run(_folder.Path, ["train", $"{run}.yaml", "--out", run]).Status);
    }

    private void Write(string name, int width, int height, Func<int, (byte Red, byte Green, byte Blue)> colour)
    {
        var pixels = Enumerable.Range(0, width * height).SelectMany(i =>
        {
            var (red, green, blue) = colour(i);
            return (byte[])[red, green, blue];
        });
        File.WriteAllBytes(
            Path.Combine(_folder.Path, name), PngWriter.Write(new(width, height, 3, [.. pixels], name)));
    }

    private Image Read(System.Text.Json.JsonElement picture)
    {
        var file = Path.Combine(_folder.Path, picture.GetProperty("file").GetString()!);
        return ImageDecoder.Decode(File.ReadAllBytes(file), file);
    }
}
