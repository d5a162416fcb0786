using Saddle.App.Tests.Support;
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
        var file = Path.Combine(_folder.Path, answer.GetProperty("sheet").GetString()!);
        var sheet = ImageDecoder.Decode(File.ReadAllBytes(file), file);
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
