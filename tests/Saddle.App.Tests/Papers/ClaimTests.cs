using System.Text.RegularExpressions;
using Saddle.App.Tests.Support;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Papers;
using Saddle.Rules;

namespace Saddle.App.Tests.Papers;

/// <summary>The catalogue of claims: complete, as recorded, and able to fail.</summary>
public sealed partial class ClaimTests
{
    private static readonly ClaimSetting Quick = new(Full: false, Seed: 1, CancellationToken.None);

    private static IEnumerable<(Entry<Claim> Entry, Claim Claim)> Claims =>
        Claim.All.Where(c => c.Claim.GetType().Assembly == typeof(Claim).Assembly);

    public static TheoryData<string> ClaimNames => [.. Claims.Select(c => c.Entry.Name)];

    [Fact]
    public void Docs_record_every_outcome()
    {
        var recorded = Repository.Lines("docs/claims.md")
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .Select(match => $"{match.Groups["paper"].Value}/{match.Groups["name"].Value}: "
                + match.Groups["outcome"].Value);
        Assert.Equal(
            Claims.Select(c => $"{c.Entry.Name}: {c.Claim.Expected.ToString().ToLowerInvariant()}"),
            recorded);
    }

    [Fact]
    public void Docs_say_which_questions_are_ours() => Assert.Equal(
        Claims.Where(c => c.Claim.IsOurs).Select(c => c.Entry.Name),
        Repository.Lines("docs/claims.md")
            .Where(line => line.Contains("| *Our question.* ", StringComparison.Ordinal))
            .Select(line => Row().Match(line))
            .Select(match => $"{match.Groups["paper"].Value}/{match.Groups["name"].Value}"));

    [Theory]
    [MemberData(nameof(ClaimNames))]
    public void Every_claim_says_what_it_is(string name)
    {
        var (entry, claim) = Claims.Single(c => c.Entry.Name == name);
        Assert.EndsWith(".", entry.Summary, StringComparison.Ordinal);
        Assert.NotEqual(string.Empty, entry.Equations);
        Assert.NotEqual(string.Empty, entry.Source);
        Assert.NotEqual(string.Empty, claim.Condition);
        Assert.NotEqual(string.Empty, claim.Published.Value);
        Assert.NotEqual(string.Empty, claim.Published.Where);
        Assert.NotEqual(string.Empty, claim.Published.HowKnown);
        Assert.NotEqual(Outcome.Skipped, claim.Expected);
    }

    [Fact]
    public void No_two_claims_of_a_paper_share_a_place() =>
        Assert.All(
            Claims.GroupBy(c => Claim.PaperOf(c.Entry), StringComparer.Ordinal),
            paper => Assert.Equal(paper.Count(), paper.Select(c => c.Claim.Place).Distinct().Count()));

    [Fact]
    public void A_claim_has_the_outcome_on_record()
    {
        var (_, claim) = Claims.Single(c => c.Entry.Name == "li2018/tv-trap");
        var finding = claim.Find(Quick);
        Assert.Equal(claim.Expected, finding.Outcome);
        Assert.True(double.IsFinite(finding.Measured));
        Assert.NotEqual(string.Empty, finding.Reason);
        Assert.NotEmpty(finding.Settings);
        Assert.NotEmpty(finding.Figure.Panels);
    }

    // No claim passes whatever the data are: the next tests put the opposite data in the place of a claim's own, on
    // which its condition, evaluated as the claim states it, must fail.
    [Fact]
    public void The_condition_of_unrolling_fails_where_the_steps_matter()
    {
        var plain = Success(new Alternating { EtaG = 0.3, EtaD = 0.3 }).Rate;
        double Change(UnrollMode mode) => Math.Abs(Success(new Unrolled(mode) { EtaG = 0.3, EtaD = 0.3 }).Rate - plain);
        Assert.True(Change(UnrollMode.Keep) <= 0.1);
        Assert.False(Change(UnrollMode.Lookahead) <= 0.1);
    }

    [Fact]
    public void The_conditions_on_success_rates_exclude_each_other()
    {
        // optimal-converges: every start succeeds; first-order-fails: the interval's upper end is below one half.
        var (optimal, firstOrder) = (
            Success(new OptimalDiscriminator { EtaG = 0.3 }),
            Success(new Alternating { EtaG = 0.3, EtaD = 0.3 }));
        Assert.Equal(optimal.Trials, optimal.Successes);
        Assert.False(optimal.High < 0.5);
        Assert.NotEqual(firstOrder.Trials, firstOrder.Successes);
        Assert.True(firstOrder.High < 0.5);
    }

    [Fact]
    public void The_condition_of_the_total_variation_trap_fails_for_a_target_far_apart()
    {
        double[] collapsed = [0, 0, 0, 0, 0, 0];
        Assert.True(Game().TotalVariation(collapsed) <= 0.1);
        Assert.False(Game("-2,2").TotalVariation(collapsed) <= 0.1);
        Assert.False(!Game().SuccessRules[0].Holds([-0.5, 0.5, 0, 0, 0, 0]));
    }

    [Fact]
    public void The_condition_of_the_diagonal_fails_off_the_diagonal()
    {
        // The same measurement from means one unit in the last place apart.
        var final = Simulation.Run(
            Game(),
            new OptimalDiscriminator { EtaG = 0.3 },
            [0.25, Math.BitIncrement(0.25), 0, 0, 0, 0],
            3000,
            3000).Final;
        Assert.NotEqual(final[0], final[1]);
    }

    private static TwoGaussians Game(string target = "-0.5,0.5") =>
        (TwoGaussians)Catalog<Game>.Get("two-gaussians").Create(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["target"] = target });

    private static Proportion Success(Rule rule)
    {
        var game = Game();
        return new Basin(game, rule, 200, 3000).Run().Success(game.SuccessRules[0]);
    }

    // [`name`](claims/paper.md#...), what it says, and the outcome with its time.
    [GeneratedRegex(
        @"^\| \[`(?<name>[a-z0-9-]+)`\]\(claims/(?<paper>[a-z0-9]+)\.md#[^)]*\) \| "
            + @".* \| (?<outcome>\w+), [^|]* \| [^|]*\|$",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Row();
}
