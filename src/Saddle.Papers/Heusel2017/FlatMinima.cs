using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>Whether Adam leaves a sharp minimum for a flat one sooner than noisy descent does.</summary>
[Entry(
    "heusel2017/flat-minima",
    "Adam prefers flat minima: it leaves a sharp one for a flat one that is as deep more often than noisy descent that "
        + "moves as fast.",
    @"f(x) = -\log\big(e^{-(x+1)^2/(2w^2)} + e^{-(x-1)^2/2}\big),\ w = \tfrac14;\quad "
        + @"T_{\text{Adam}} \approx \tfrac12\eta\sigma,\ T_{\text{descent}} = \tfrac12\eta'\sigma^2",
    "Heusel et al. 2017 (arXiv:1706.08500), section 2: Adam as a heavy ball with friction prefers flat minima")]
public sealed record FlatMinima : Claim<FlatMinima.Measurements>
{
    private const double Eta = 0.1;
    private const double Deviation = 3.5;
    private const long Updates = 2000;

    private static readonly TwoWells Game = new() { Noise = Deviation };

    // With noise so large Adam divides by its deviation, so descent with eta / deviation moves as fast.
    private static readonly (string Name, Rule Rule)[] Arms =
    [
        ("Adam", new Adam { EtaG = Eta, EtaD = 0 }),
        ("descent that moves as fast", new Simultaneous { EtaG = Eta / Deviation, EtaD = 0 }),
        ("Adam at the descent's rate", new Adam { EtaG = Eta / Deviation, EtaD = 0 }),
        ("descent at Adam's rate", new Simultaneous { EtaG = Eta, EtaD = 0 }),
    ];

    /// <inheritdoc/>
    public override int Place => 15;

    /// <inheritdoc/>
    public override Published Published => new(
        "Adam, a heavy ball with friction, prefers flat minima",
        "section 2",
        "remembered; the loss, the noise and what is compared are ours");

    /// <inheritdoc/>
    public override string Condition =>
        "of runs that start in the sharp well, the share that are in the flat one after 2,000 updates, under Adam less "
        + "under descent with the same noise that moves as fast (its rate divided by the noise's deviation), is "
        + "above 0 over its whole 95 % interval; below 0 the statement is contradicted, else it is undecided";

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. Arms.Select(arm => (IReadOnlyList<bool>)Follow(arm.Rule, setting))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var shares = measured.InFlat.Select(of => new Proportion(of.Count(flat => flat), of.Count)).ToList();
        var difference = PairedDifference.Of(measured.InFlat[0], measured.InFlat[1]);
        return new(
            difference.Low > 0 ? Outcome.Holds : difference.High < 0 ? Outcome.Contradicted : Outcome.Undecided,
            difference.Value,
            "share of runs in the flat well, under Adam less under descent that moves as fast",
            $"In the flat well are {string.Join("; ", Arms.Zip(shares, (a, s) => $"{s.Share()} ({a.Name})"))}: a "
                + $"difference of {difference} between the first two. At the same rate the two do not move as fast, so "
                + "what they then do says nothing of a preference.",
            new("Where runs from the sharp well are after 2,000 updates", [Panel(shares)]))
        {
            Interval = (difference.Low, difference.High),
            Seeds = measured.InFlat[0].Count,
            Settings =
            [
                ("loss", "two wells of depth 0, of width 0.25 at -1 and of width 1 at 1"),
                ("noise", $"normal, deviation {Deviation.Text()}"),
                .. Arms.Select(a => ($"rule, {a.Name}", a.Rule.InOneLine())),
                ("start", "the bottom of the sharp well"),
                ("updates", Updates.Text()),
                ("flat", $"beyond {TwoWells.Ridge.Text()}, where the wells meet"),
                ("seed", $"{setting.Seed}"),
            ],
        };
    }

    private static bool[] Follow(Rule rule, ClaimSetting setting) =>
        new Ensemble(Game, rule, setting.Full ? 40_000 : 4000, _ => [TwoWells.Sharp, 0], setting.Seed)
            .Observe(InFlat, setting.Cancellation);

    private static Func<int, bool> InFlat(Lockstep<Lanes> runs)
    {
        runs.AdvanceTo(Updates);
        var x = runs.State[0];
        return lane => Lanes.Lane(x, lane) > TwoWells.Ridge;
    }

    private static Panel Panel(IReadOnlyList<Proportion> shares) => new(
        string.Empty,
        new("arm") { Categories = [.. Arms.Select(a => a.Name)] },
        new("share of runs in the flat well", Low: 0, High: 1),
        [Drawing.Shares("runs", shares)]);

    /// <summary>What is measured.</summary>
    /// <param name="InFlat">Under each arm, whether each run is in the flat well at the end; the same noise.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<bool>> InFlat);
}
