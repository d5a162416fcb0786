using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Commands;

/// <summary>certify, and metrics with --certificate, as a user runs them.</summary>
public sealed class CertifyCommandTests : IDisposable
{
    private const string Invention = "gaussian-mixture-mode-dropping-invention";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TorchFact]
    public void What_a_metric_passes_is_told_with_the_values_that_decide_it_and_kept()
    {
        string[] call = ["certify", "prdc:k=3", "--check", Invention, "--repeats", "1"];
        var first = Run([.. call, "--json"]).QuietJson().GetProperty("certificate");
        var check = Assert.Single(first.GetProperty("checks").EnumerateArray());
        var figures = check.GetProperty("figures").EnumerateArray()
            .ToDictionary(f => f.GetProperty("figure").GetString()!, StringComparer.Ordinal);

        // As published of precision and recall with k = 3; coverage falls short of 1.
        Assert.Equal("pass", Verdict("precision", "property"));
        Assert.Equal("pass", Verdict("recall", "bounds"));
        Assert.Equal("fail", Verdict("coverage", "property"));
        Assert.Equal(10, figures["recall"].GetProperty("curves")[0].GetProperty("mean").GetArrayLength());
        Assert.True(check.GetProperty("seconds").GetDouble() > 0);

        var again = Run(call);
        Assert.Contains("Mode Dropping + Invention", again.Output, StringComparison.Ordinal);
        Assert.Contains(
            "coverage, Mode Dropping + Invention, property: shape: 0.", again.Output, StringComparison.Ordinal);
        var kept = Run([.. call, "--json"]).QuietJson().GetProperty("certificate").GetProperty("checks")[0];
        Assert.Equal(0, kept.GetProperty("seconds").GetDouble());

        string? Verdict(string figure, string desideratum) =>
            figures[figure].GetProperty("verdicts").GetProperty(desideratum).GetString();
    }

    [TorchFact]
    public void A_distance_rises_as_images_are_spoilt_and_what_has_no_check_is_refused()
    {
        var study = Run(
            "certify", "fid", "--check", "disturbances", "--extractor", "pixels:size=8", "--data",
            "shapes:size=16:items=120", "--mixed", "shapes:size=16:grey=true", "--json").QuietJson()
            .GetProperty("disturbances");
        Assert.Equal("Frechet distance (pixels)", study.GetProperty("name").GetString());
        Assert.Equal(60, study.GetProperty("n").GetInt64());
        var figure = Assert.Single(study.GetProperty("figures").EnumerateArray());
        Assert.Equal("rises", figure.GetProperty("expected").GetString());
        var disturbances = figure.GetProperty("disturbances").EnumerateArray().ToList();
        Assert.Equal(6, disturbances.Count);
        foreach (var values in disturbances.Select(d => d.GetProperty("values").EnumerateArray().ToList()))
        {
            Assert.Equal(4, values.Count);

            // Not spoilt they are the same images each time.
            Assert.Equal(disturbances[0].GetProperty("values")[0].GetDouble(), values[0].GetDouble());
        }

        var noise = disturbances[0];
        Assert.StartsWith("gaussian-noise", noise.GetProperty("disturbance").GetString(), StringComparison.Ordinal);
        Assert.True(noise.GetProperty("worse_at_every_level").GetBoolean());
        Assert.Equal(218, noise.GetProperty("published_fid")[3].GetDouble());

        Refused("rarity: there are no sanity checks of its figures; expected one of:", "certify", "rarity");
        Refused("'nothing' is not a sanity check", "certify", "prdc", "--check", "nothing");
        Refused(
            "no images, and only images can be disturbed",
            "certify", "fid", "--check", "disturbances", "--data", "ring", "--extractor", "pixels");
    }

    private void Refused(string why, params string[] arguments)
    {
        var result = Run(arguments);
        Assert.Equal(2, result.Status);
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
    }

    private ProcessResult Run(params string[] arguments) => SaddleProcess.Run(
        _folder.Path,
        arguments,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["SADDLE_CACHE"] = _folder.At("cache") });
}
