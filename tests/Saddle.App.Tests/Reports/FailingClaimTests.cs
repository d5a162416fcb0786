using Saddle.App.Commands;
using Saddle.App.Store;
using Saddle.App.Tests.Support;
using Saddle.Catalog;
using Saddle.Papers;

namespace Saddle.App.Tests.Reports;

/// <summary>reproduce, where the code of a claim fails.</summary>
public sealed class FailingClaimTests
{
    [ReportFact]
    public void A_claim_whose_code_fails_takes_no_other_down()
    {
        using var temporary = new TemporaryFolder();
        using var folder = OutputFolder.OpenOrNumber(temporary.At("report"), "reproduce", "some");
        using var store = ReproductionStore.Open(Path.Combine(folder.Path, "reproduction.sqlite"), []);
        var (first, second) = (Catalog<Claim>.Get("li2018/tv-trap"), Catalog<Claim>.Get("li2018/collapse-freezes"));
        var reproduction = new Reproduction(
            [(first, new Told(Fails: true)), (second, new Told(Fails: false))],
            new(Full: false, Seed: 1, CancellationToken.None),
            folder,
            store,
            new());
        reproduction.Run();

        Assert.True(reproduction.HasFailed);
        Assert.Equal([false, true], reproduction.Results.Select(result => result.Passed));
        const string Why = "its code failed (InvalidOperationException in Find: nothing to judge)";
        Assert.Equal(Why, reproduction.Results[0].SkippedBecause);
        Assert.Contains(Why, File.ReadAllText(reproduction.Report), StringComparison.Ordinal);

        // What failed is measured again once it is mended; what was found is kept.
        var again = new Reproduction(
            [(first, new Told(Fails: false)), (second, new Told(Fails: true))],
            new(Full: false, Seed: 1, CancellationToken.None),
            folder,
            store,
            new());
        again.Run();
        Assert.False(again.HasFailed);
        Assert.Equal([true, true], again.Results.Select(result => result.Passed));
    }

    private sealed record Told(bool Fails) : Claim
    {
        public override int Place => 1;

        public override Published Published => new("1", "section 1", "derived");

        public override string Condition => "it does not fail";

        public override Finding Find(ClaimSetting setting) => Fails
            ? throw new InvalidOperationException("nothing to judge")
            : new(Outcome.Holds, 1, "share", "all of it", new("nothing", [])) { Settings = [("seed", "1")] };
    }
}
