using Saddle.Gans.Doctor;
using Saddle.Metrics;

namespace Saddle.Gans.Tests;

/// <summary>What samples add to what a log says, whatever it says.</summary>
public sealed class SampleVerdictTests
{
    private static readonly SampleFindings Well = Samples(effective: 30, coverage: 1);
    private static readonly SampleFindings Collapsed = Samples(effective: 1, coverage: 0.02, duplicates: 399);
    private static readonly SampleFindings Copied = Samples(effective: 30, coverage: 1, copies: 200);

    [Fact]
    public void Collapse_in_samples_beats_a_log_that_shows_nothing_and_one_that_does_not_tell()
    {
        foreach (var (name, also) in (ReadOnlySpan<(string, string[])>)[
            (Diagnosis.NothingSeen, []), (Diagnosis.Healthy, []), ("cannot-tell", ["cannot-tell"]),
            ("too-short", ["too-short"])])
        {
            var seen = Log(name).Seeing(Run(), Collapsed);
            Assert.Equal("mode-collapse", seen.Diagnosis.Name);
            Assert.Equal(also, seen.Also.Select(d => d.Name), StringComparer.Ordinal);
            Assert.Contains(
                "effectively 1 different image in 400 (as many real ones: 32)", seen.Diagnosis.Sentence,
                StringComparison.Ordinal);
            Assert.Contains(("samples/effective", 1.0), seen.Diagnosis.Evidence);
            Assert.NotEmpty(seen.Diagnosis.Advice);
        }
    }

    [Fact]
    public void What_explains_a_collapse_stays_before_it_and_what_it_explains_comes_after()
    {
        var before = Log("divergence", "oscillation").Seeing(Run(), Collapsed);
        Assert.Equal(["divergence", "oscillation", "mode-collapse"], Names(before));
        var both = Log(Diagnosis.NothingSeen).Seeing(Run(), Samples(1, 0.02, duplicates: 399, copies: 400));
        Assert.Equal(["mode-collapse", "overfitting"], Names(both));

        // What probes have found already is not said twice.
        Assert.Equal(["mode-collapse"], Names(Log("mode-collapse").Seeing(Run(), Collapsed)));
    }

    [Fact]
    public void Copies_in_samples_are_overfitting()
    {
        var seen = Log(Diagnosis.NothingSeen).Seeing(Run(), Copied);
        Assert.Equal(["overfitting"], Names(seen));
        Assert.Contains("200 of 400 generated images are copies of real ones", seen.Diagnosis.Sentence);
    }

    [Fact]
    public void Samples_that_are_well_make_a_run_healthy_whose_log_shows_nothing_and_no_other()
    {
        Assert.Equal(["healthy"], Names(Log(Diagnosis.NothingSeen).Seeing(Run(), Well)));
        Assert.Equal(["healthy", "cannot-tell"], Names(Log("cannot-tell").Seeing(Run(), Well)));
        Assert.Equal(["oscillation"], Names(Log("oscillation").Seeing(Run(), Well)));

        // Without real samples beside them nothing says that they are well.
        var alone = Log(Diagnosis.NothingSeen).Seeing(Run(), Well with { Real = null });
        Assert.Equal([Diagnosis.NothingSeen], Names(alone));
    }

    [Fact]
    public void Samples_that_are_nowhere_near_the_data_are_not_healthy()
    {
        var away = Samples(effective: 30, coverage: 0, near: 0.01, variety: 1);
        var seen = Log(Diagnosis.NothingSeen).Seeing(Run(), away);
        Assert.Equal(["too-short"], Names(seen));
        Assert.Contains("1 % of what is generated is near the data, and 0 % of the data", seen.Diagnosis.Sentence);
    }

    private static string[] Names(Examination examination) =>
        [.. examination.Also.Prepend(examination.Diagnosis).Select(d => d.Name)];

    private static Examination Log(params string[] names) =>
        names.Select(name => new Diagnosis(name, $"the log says {name}", [], [])).ToArray() is [var first, .. var also]
            ? new(first, also, [])
            : throw new ArgumentException("no name", nameof(names));

    private static CaseHistory Run() => new(
        new Dictionary<string, IReadOnlyList<(long Step, double Value)>>(StringComparer.Ordinal)
        {
            ["loss/generator"] = [.. Enumerable.Range(0, 500).Select(i => (10L * i, 0.7))],
        });

    private static SampleFindings Samples(
        double effective,
        double coverage,
        long duplicates = 0,
        long copies = 0,
        double near = 1,
        double? variety = null) =>
        new("image", 400, effective, duplicates)
        {
            Absolute = true,
            Real = new(500, 400)
            {
                EffectiveReal = 32,
                EffectiveGenerated = effective,
                Variety = variety ?? effective / 32,
                Spread = 1,
                Likeness = new(0.9, coverage / 2, near, coverage),
                Floor = new(0.9, 0.8, 1, 1),
                Repeats = 0,
                Copies = copies,
                Doubled = 0,
                Nearness = 1,
                NearnessReal = 1,
            },
        };
}
