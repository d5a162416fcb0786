using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Tests;

/// <summary>Claims and closed forms that are wrong in ways that only theirs can be.</summary>
public sealed class WrongClaimTests
{
    [Fact]
    public void A_claim_that_says_nothing_is_told_all_that_it_lacks() => Assert.Equal(
        [
            "has the Place 0; count the claims of a paper from 1",
            "has no Condition; say in words when the statement counts as holding, before the first run",
            "has no figure of the paper in Published; write it; the report shows all three",
            "has no word on how it is known in Published; write it; the report shows all three",
            "is Expected to be skipped; record what was measured: Holds, Contradicted or Undecided",
        ],
        ((ICheckedEntry)new Mute()).FindMistakes().Select(mistake => mistake.ToString()),
        StringComparer.Ordinal);

    [Fact]
    public void Nothing_is_wrong_with_the_claims_there_are() =>
        Assert.All(Claim.All, c => Assert.Empty(((ICheckedEntry)c.Claim).FindMistakes()));

    [Fact]
    public void A_setting_of_a_finding_is_named_once() => Assert.Contains(
        "the setting 'seed' is given twice",
        Assert.Throws<InvalidOperationException>(() => new Finding(Outcome.Holds, 1, "share", "all", new("none", []))
        {
            Settings = [("seed", "3"), ("seed", "1")],
        }).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(false, "InvalidCastException in Radius: ")]
    [InlineData(true, "InvalidOperationException: the radius is NaN")]
    public void A_formula_that_fails_covers_nothing_and_its_maker_is_told(bool undefined, string why)
    {
        var told = new List<DeclarationError>();
        Declarations.Reporter = told.Add;
        ClosedForm form = undefined ? new Undefined() : new Hasty();
        try
        {
            Assert.Null(form.Ask("x", new DiracGan(), new Simultaneous()));
            Assert.Null(form.Ask("x", new DiracGan(), new Simultaneous()));
        }
        finally
        {
            Declarations.Reporter = null;
        }

        var error = Assert.Single(told, e => e.Type == form.GetType().FullName);
        Assert.Equal("Saddle.Papers.Tests.dll", error.Assembly);
        Assert.StartsWith("fails for dirac-gan (", error.Mistake.Wrong, StringComparison.Ordinal);
        Assert.Contains(why, error.Mistake.Wrong, StringComparison.Ordinal);
    }

    private sealed record Mute : Claim
    {
        public override int Place => 0;

        public override Published Published => new(string.Empty, "section 1", " ");

        public override string Condition => string.Empty;

        public override Outcome Expected => Outcome.Skipped;

        public override Finding Find(ClaimSetting setting) => throw new NotSupportedException();
    }

    private sealed record Hasty : ClosedForm
    {
        public override double? Radius(Game game, Rule rule) => ((Bilinear)game).Size;
    }

    private sealed record Undefined : ClosedForm
    {
        public override double? Radius(Game game, Rule rule) => double.NaN;
    }
}
