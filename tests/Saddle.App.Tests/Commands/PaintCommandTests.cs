using System.Text.Json;
using Saddle.App.Tests.Support;
using Saddle.Data;
using Saddle.Data.Families;
using Saddle.Data.Images;

namespace Saddle.App.Tests.Commands;

/// <summary><c>saddle paint</c>.</summary>
public sealed class PaintCommandTests : IDisposable
{
    private const string Recipe = """
        data: {name: captions, size: 16, items: 100}
        network: {name: text, width: 2, latent: 2}
        conditioning: matching-aware
        rule: adam
        batch: 4
        steps: 2
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TorchFact]
    public void Sentences_are_painted_on_one_sheet_and_read_off_again()
    {
        Trained(Recipe);
        var answer = Paint("There is a square.", "it is red", "it lies at the top left").QuietJson();
        Assert.Equal(4, answer.GetProperty("draws").GetInt32());
        var sheet = Read(answer);
        Assert.Equal((32, 32), (sheet.Width, sheet.Height));
        Assert.InRange(answer.GetProperty("rejected").GetDouble(), 0, 1);
        Assert.Equal(
            ["agreement", "agreement/shape", "agreement/colour", "agreement/place"],
            answer.GetProperty("agreement").EnumerateObject().Select(p => p.Name),
            StringComparer.Ordinal);

        // one sentence alone is another picture, and of the others nothing is asked
        var one = Paint("it is red").QuietJson();
        Assert.Equal(
            ["agreement", "agreement/colour"],
            one.GetProperty("agreement").EnumerateObject().Select(p => p.Name),
            StringComparer.Ordinal);
    }

    [TorchFact]
    public void What_cannot_be_painted_is_refused_in_one_line()
    {
        Trained(Recipe);
        Refused("'sqare' is not a word of these data; the nearest is 'square'", "there is a sqare");
        Refused("no sentence: expected 1 to 3");
        Refused("4 sentences: expected 1 to 3", "it is red", "it is red", "it is red", "it is red");
        Refused("'...': expected a sentence", "...");
        Refused("'run' is not a word of these data", "@run.yaml"); // a sentence, and no file of arguments
        Trained("data: ring\nnetwork: {name: mlp, width: 4}\nrule: adam\nsteps: 2");
        Refused("this run's generator reads no sentences; expected one whose data have sentences", "it is red");
    }

    // Of each row the first picture is the true one, which is all that its sentences say.
    [TorchFact]
    public void Held_out_pictures_are_painted_beside_the_true_ones()
    {
        Trained(Recipe.Replace("items: 100", "items: 100, left-out: 24", StringComparison.Ordinal));
        var answer = SaddleProcess.Run(_folder.Path, ["paint", "run", "--held-out", "3", "--draws", "2", "--json"])
            .QuietJson();
        Assert.Equal(6, answer.GetProperty("draws").GetInt32());
        var sheet = Read(answer);
        Assert.Equal((48, 48), (sheet.Width, sheet.Height));
        var seen = new Captions(Items: 100, LeftOut: 24).Shown.ToHashSet();
        foreach (var (row, told) in answer.GetProperty("held_out").EnumerateArray().Index())
        {
            var sentences = told.GetProperty("sentences").EnumerateArray().Select(s => s.GetString()!).ToList();
            var shown = ShapeReader.Read(Crop(sheet, 0, row));
            Assert.True(ShapeRequest.Of(sentences).Agrees(shown), string.Join("; ", sentences));
            Assert.DoesNotContain(ShapeCaption.Of(shown!), seen);
        }

        Refused("--held-out: sentences or --like are given, too; expected one of them", "it is red", "--held-out", "2");
        Trained(Recipe);
        Refused("the data of this run have no part for tests", "--held-out", "2");
    }

    // Four pictures, and a generator that paid by nothing but the distance to the one of which something is said.
    [TorchFact]
    public void Paired_error_asks_for_the_picture_that_the_sentences_are_said_of()
    {
        const int Count = 4;
        Trained("""
            data: {name: captions, size: 16, items: 4, ground: grey}
            network: {name: mlp, width: 64}
            conditioning: concatenation
            regularisers: paired-error
            stages: {name: pretraining, steps: 400, rule: "adam:eta=0.002"}
            rule: adam
            batch: 8
            steps: 400
            """);
        using var items = new Captions(Items: Count, Ground: ShapeGround.Grey).Open(new(_folder.Path), 1);
        var images = ((IPictured)items).Images;
        for (var asked = 0; asked < Count; asked++)
        {
            var painted = Read(SaddleProcess.Run(
                _folder.Path, ["paint", "run", "--like", $"{asked}", "--draws", "1", "--json"]).QuietJson());
            var gaps = Enumerable.Range(0, Count)
                .Select(item => painted.Pixels.Zip(images.Read(item).Pixels, (a, b) => (double)Math.Abs(a - b)).Sum())
                .ToList();
            Assert.All(gaps.Index().Where(gap => gap.Index != asked), gap => Assert.True(
                gap.Item > 5 * gaps[asked], $"{asked}: {string.Join(", ", gaps)}"));
        }
    }

    private Image Read(JsonElement answer)
    {
        var file = Path.Combine(_folder.Path, answer.GetProperty("sheet").GetString()!);
        return ImageDecoder.Decode(File.ReadAllBytes(file), file);
    }

    private static Image Crop(Image sheet, int column, int row)
    {
        const int Side = 16;
        var (channels, line) = (sheet.Channels, sheet.Width * sheet.Channels);
        return new(Side, Side, channels, [.. Enumerable.Range(0, Side).SelectMany(y => sheet.Pixels
            .Skip((((row * Side) + y) * line) + (column * Side * channels))
            .Take(Side * channels))], "a picture");
    }

    private ProcessResult Paint(params string[] sentences) => SaddleProcess.Run(
        _folder.Path, ["paint", "run", .. sentences, "--draws", "4", "--json"]);

    private void Refused(string expected, params string[] sentences)
    {
        var refused = Paint(sentences);
        Assert.Equal(2, refused.Status);
        Assert.Contains(expected, refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.Trim().Split('\n'));
    }

    private void Trained(string recipe)
    {
        var run = Path.Combine(_folder.Path, "run");
        if (Directory.Exists(run))
        {
            Directory.Delete(run, recursive: true);
        }

        File.WriteAllText(Path.Combine(_folder.Path, "run.yaml"), recipe);
        Assert.Equal(0, SaddleProcess.Run(_folder.Path, ["train", "run.yaml", "--out", "run"]).Status);
    }
}
