using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>Which methods converge when a linear generator fits a Gaussian's covariance.</summary>
[Entry(
    "liang2019/density-fitting",
    "Fitting a Gaussian, OMD, CO, IU, PM and EG converge near the target; plain descent does not, simultaneous or "
        + "alternating.",
    @"\min_V \max_W\ \operatorname{tr} W(\Sigma - V V^\top)",
    "Liang and Stokes 2019 (arXiv:1802.06132), experiments on density fitting; "
        + "the game of Daskalakis et al. 2018 (arXiv:1711.00141)")]
public sealed record DensityFitting : Claim<DensityFitting.Measurements>
{
    private const double Fitted = 1e-3;
    private const long Updates = 10_000;

    // The first so many rules are plain descent, which is not to converge.
    private const int Plain = 2;

    private static readonly GaussianWgan Game = new([0.5, 2]);

    private static readonly (string Name, Rule Rule)[] Rules =
    [
        ("SGA", new Simultaneous()),
        ("alternating", new Alternating()),
        ("OMD", new Optimistic()),
        ("CO", new Consensus(1)),
        ("IU", new Implicit()),
        ("PM", new Predictive(0.2)),
        ("EG", new Extragradient()),
    ];

    /// <inheritdoc/>
    public override int Place => 11;

    /// <inheritdoc/>
    public override Published Published => new(
        "the four methods converge locally, plain descent does not",
        "experiments on fitting Gaussians",
        "that there are such experiments was read in a summary of the paper; its settings are unknown to us, so "
            + "the game and the steps are ours");

    /// <inheritdoc/>
    public override string Condition =>
        "from starts at distance 0.3 the share of runs whose |VV' - S| stays below 0.001 over the last tenth has "
        + "an interval above 0.9 for OMD, CO, IU, PM and EG and below 0.1 for simultaneous and alternating "
        + "descent";

    /// <inheritdoc/>
    public override LiveFigure? Live =>
        new(Game, new Simultaneous(), new Optimistic(), new Consensus(1), new Extragradient()) { Steps = 10_000 };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. Rules.Select(r => new Fits(
            Share(r.Rule, run => Starts.OnSphere(Game, 0.3, setting.Seed, run), setting),
            Share(r.Rule, run => DrawnStart.Of(Game, setting.Seed, run), setting)))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var near = measured.Shares.Select(s => s.Near).ToList();
        var far = measured.Shares.Select(s => s.Far).ToList();
        var others = near.Skip(Plain).ToList();
        return new(
            near.Take(Plain).All(s => s.High < 0.1) && others.TrueForAll(s => s.Low > 0.9)
                ? Outcome.Holds
                : Outcome.Contradicted,
            others.Min(s => s.Rate),
            "least share of runs that fit, over OMD, CO, IU, PM and EG",
            $"Near the target all runs fit under {Where(near, 1)}, none under {Where(near, 0)}. From anywhere in "
                + "the cube the shares are "
                + $"{string.Join(", ", Rules.Zip(far, (r, s) => $"{r.Name} {s.Rate.Text("F2")}"))}.",
            new("Share of runs that fit the covariance", [Panel(near, far)]))
        {
            Interval = (others.Min(s => s.Low), others.Min(s => s.High)),
            Seeds = (int)near[0].Trials,
            Settings = Settings(setting),
            Table = Table(near, far),
        };
    }

    private static int Runs(ClaimSetting setting) => setting.Full ? 1024 : 64;

    private static Proportion Share(Rule rule, Func<int, double[]> start, ClaimSetting setting)
    {
        var runs = Runs(setting);
        var late = Envelope.Of(Game, rule, runs, start, Updates * 9 / 10, Updates, setting);
        return new(late.Count(e => e.High <= Fitted), runs);
    }

    private static string Where(List<Proportion> near, double rate) =>
        string.Join(", ", Rules.Zip(near).Where(r => r.Second.Rate == rate).Select(r => r.First.Name));

    private static Panel Panel(List<Proportion> near, List<Proportion> far) => new(
        string.Empty,
        new("method") { Categories = [.. Rules.Select(r => r.Name)] },
        new("share of runs", Low: 0, High: 1),
        [Drawing.Shares("from distance 0.3", near), Drawing.Shares("from the cube", far)]);

    private static ResultTable Table(List<Proportion> near, List<Proportion> far) => new(
        ["method", "fit from distance 0.3", "fit from the cube"],
        [.. Rules.Select((r, i) => (IReadOnlyList<string>)[r.Name, near[i].Share(), far[i].Share()])]);

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("game", Game.InOneLine()),
        .. Rules.Select(r => ($"rule, {r.Name}", r.Rule.InOneLine())),
        ("updates", Updates.Text()),
        ("fits", $"|VV' - S| (Frobenius) at most {Fitted.Text()} over the last tenth of the updates"),
        (
            "starts",
            $"{Runs(setting)} at distance 0.3 from V = S^(1/2), W = 0; as many uniform in (-1, 1) in each coordinate"
        ),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Shares">Of each method, in order: SGA, alternating, OMD, CO, IU, PM, EG.</param>
    public sealed record Measurements(IReadOnlyList<Fits> Shares);

    /// <summary>The shares of runs that fit under a method.</summary>
    /// <param name="Near">From starts at distance 0.3.</param>
    /// <param name="Far">From starts anywhere in the cube.</param>
    public sealed record Fits(Proportion Near, Proportion Far);
}
