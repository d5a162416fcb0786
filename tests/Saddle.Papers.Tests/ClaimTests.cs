using Saddle.Figures;

namespace Saddle.Papers.Tests;

/// <summary>What every claim says of itself, and the outcomes of those that are measured in a second or two.</summary>
public sealed class ClaimTests
{
    private static readonly string[] Slow =
    [
        "isola2017/l1-goes-grey",
        "isola2017/l1-takes-the-majority",
        "isola2017/l1-silences-noise",
        "isola2017/adversarial-term-colours",
        "isola2017/weight-of-l1-greys",
        "odena2017/auxiliary-classifier-shrinks",
        "reed2016/matching-aware-overshoots",
        "reed2016/wrong-pairs-raise-agreement",
        "pejhan2021/memory-at-once",
        "pejhan2021/memory-by-stages",
        "zhu2019/memory-beats-refinement",
        "arjovsky2017/perfect-discrimination",
        "arjovsky2017/support-dimension",
        "arjovsky2017/disjoint-supports",
        "arjovsky2017/crossing-supports",
        "arjovsky2017/divergences-maxed",
        "arjovsky2017/vanishing-bound",
        "arjovsky2017/vanishing-gradient",
        "arjovsky2017/rescue-noise",
        "arjovsky2017/rescue-annealing",
        "arjovsky2017/noise-density",
        "arjovsky2017/figure-1-curves",
        "arjovsky2017/figure-2-curves",
        "arjovsky2017/figure-3-curves",
        "arjovsky2017/figure-1-images",
        "arjovsky2017/figure-2-images",
        "arjovsky2017/figure-3-images",
        "arjovsky2017/trained-tails",
        "liang2019/co-bound",
        "liang2019/pm-bound",
        "liang2019/iu-bound",
        "liang2019/kappa-scaling",
        "liang2019/interaction-blessing",
        "liang2019/density-fitting",
        "mescheder2018/overview",
        "mescheder2018/simultaneous-diverges",
        "mescheder2018/critical-damping",
        "heusel2017/toy-finals",
        "heusel2017/toy-boundary",
        "heusel2017/toy-stationary",
        "heusel2017/adam-heavy-ball",
        "heusel2017/two-time-scales-converge",
        "heusel2017/images",
        "heusel2017/wgan-gp-images",
        "heusel2017/language",
        "heusel2017/frechet-rises",
        "heusel2017/inception-score-misses",
    ];

    public static TheoryData<string> Quick =>
    [
        .. Claim.All
            .Where(c => Claim.PaperOf(c.Entry) is not ("becker2023" or "che2017" or "li2018"))
            .Select(c => c.Entry.Name)
            .Where(name => !Slow.Contains(name, StringComparer.Ordinal)),
    ];

    [Fact]
    public void Every_claim_of_a_paper_has_a_place_of_its_own() => Assert.All(
        Claim.All.GroupBy(c => Claim.PaperOf(c.Entry), StringComparer.Ordinal),
        paper => Assert.Equal(Enumerable.Range(1, paper.Count()), paper.Select(c => c.Claim.Place)));

    [Fact]
    public void Every_claim_says_what_was_published_where_and_how_that_is_known() => Assert.All(Claim.All, c =>
    {
        Assert.Matches("^[a-z]+[0-9]{4}/[a-z0-9-]+$", c.Entry.Name);
        Assert.EndsWith(".", c.Entry.Summary, StringComparison.Ordinal);
        Assert.NotEmpty(c.Entry.Equations);
        Assert.Matches("arXiv:|[0-9]{4} \\(", c.Entry.Source);
        Assert.NotEmpty(c.Claim.Published.Value);
        Assert.NotEmpty(c.Claim.Published.Where);
        Assert.Matches("read|remembered|derived|run of ours", c.Claim.Published.HowKnown);
        Assert.NotEmpty(c.Claim.Condition);
        Assert.NotEqual(Outcome.Skipped, c.Claim.Expected);
    });

    [Fact]
    public void The_slow_claims_exist() =>
        Assert.All(Slow, name => Assert.Contains(Claim.All, c => c.Entry.Name == name));

    [Theory]
    [MemberData(nameof(Quick))]
    public void A_claim_has_the_recorded_outcome_and_a_report_can_show_it(string name)
    {
        var claim = Claim.All.Single(c => c.Entry.Name == name).Claim;
        var finding = claim.Find(new(Full: false, Seed: 2, CancellationToken.None));
        Assert.True(finding.Outcome == claim.Expected, $"{finding.Outcome}: {finding.Reason}");
        Assert.True(double.IsFinite(finding.Measured));
        Assert.Distinct(finding.Settings.Select(s => s.Name), StringComparer.Ordinal);
        Assert.NotEmpty(FigureJson.Write(finding.Figure));
        Assert.All(finding.Table?.Rows ?? [], row => Assert.Equal(finding.Table!.Headers.Count, row.Count));
        Assert.All(finding.Figure.Panels.SelectMany(p => p.Traces), trace =>
        {
            var (x, y) = trace switch
            {
                Line line => (line.X.Count, line.Y.Count),
                Points points => (points.X.Count, points.Y.Count),
                Bars bars => (bars.X.Count, bars.Y.Count),
                _ => (0, 0),
            };
            Assert.Equal(x, y);
        });
    }

    [Fact]
    public void A_claim_that_is_cancelled_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var claim = Claim.All.Single(c => c.Entry.Name == "liang2019/co-bound").Claim;
        Assert.Throws<OperationCanceledException>(() => claim.Find(new(Full: true, Seed: 1, source.Token)));
    }
}
