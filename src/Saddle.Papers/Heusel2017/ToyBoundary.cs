using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Heusel2017;

/// <summary>Why the notebook's first run fails: a rate on the boundary of stability, not one time scale.</summary>
[Entry(
    "heusel2017/toy-boundary",
    "Equal rates of 0.01 fail on the toy saddle because x is multiplied by exactly -1, not for want of two time "
        + "scales.",
    @"x' = (1 - 200\,a)\,x + \dots,\quad y' = (1 - 2\,b)\,y + \dots;\quad a = 0.01 \Rightarrow 1 - 200\,a = -1",
    "derived for the toy data of Heusel et al. 2017 (arXiv:1706.08500)")]
public sealed record ToyBoundary : Claim<ToyBoundary.Measurements>
{
    private const double Far = 5;
    private const double Third = 1.0 / 3;

    private static readonly double[] Smaller = [0.008, 0.005, 0.001];
    private static readonly double[] Others = [0.0001, 0.001, 0.05];

    // The first is the failure; then a smaller rate of x, alone or of both; then another rate of y alone.
    private static readonly (double X, double Y)[] Pairs =
    [
        (0.01, 0.01),
        .. Smaller.Select(r => (r, 0.01)),
        .. Smaller.Select(r => (r, r)),
        .. Others.Select(r => (0.01, r)),
    ];

    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override bool IsOurs => true;

    /// <inheritdoc/>
    public override Published Published => new(
        "the notebook sets the failure beside two time scales that succeed",
        "toy data, the notebook's runs",
        "the runs were read in the authors' notebook; the explanation is derived");

    /// <inheritdoc/>
    public override string Condition =>
        "a smaller rate of x alone (0.008, 0.005, 0.001 with y at 0.01), or smaller equal rates (0.008, 0.005, "
        + "0.001), bring the median mean norm below a third of that at (0.01, 0.01); another rate of y alone "
        + "(0.0001, 0.001, 0.05 with x at 0.01) does not; and no run at (0.01, 0.01) comes farther away than 5";

    /// <inheritdoc/>
    public override LiveFigure? Live =>
        new(Setting.Game, Setting.Rule(0.01, 0.01), Setting.Rule(0.001, 0.001)) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = setting.Full ? 4000 : 208;
        return new([.. Pairs.Select(p => Setting.Simulate(p.X, p.Y, runs, setting))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var late = measured.Late;
        var farthest = late[0].Max(r => r.Largest);
        var shares = late.Select(of => Median(of) / Median(late[0])).ToList();
        var cured = shares.Skip(1).Take(2 * Smaller.Length).ToList();
        var left = shares.Skip(1 + (2 * Smaller.Length)).ToList();
        return new(
            cured.TrueForAll(s => s < Third) && left.TrueForAll(s => s >= Third) && farthest <= Far
                ? Outcome.Holds
                : Outcome.Contradicted,
            cured.Max(),
            "largest share of the norm at (0.01, 0.01) that is left with a smaller rate of x",
            $"With a smaller rate of x, on one time scale or on two, at most {cured.Max().Text("F2")} of the norm "
                + $"is left; with another rate of y and x at 0.01 at least {left.Min().Text("F2")} of it. No run "
                + $"at (0.01, 0.01) comes farther away than {farthest.Text("F2")}.",
            new("Mean norm of the last 1,000 updates", [Panel(late)]))
        {
            Seeds = late[0].Count,
            Settings = Setting.Describe(Pairs, late[0].Count, setting),
            Table = Table(late, shares),
        };
    }

    private static double Median(IReadOnlyList<LateRun> late) => late.Select(r => r.MeanNorm).Median();

    private static Panel Panel(IReadOnlyList<IReadOnlyList<LateRun>> late)
    {
        var intervals = late.Select(of => of.Select(r => r.MeanNorm).MedianInterval()).ToList();
        return new(
            string.Empty,
            Setting.Axis(Pairs),
            new("norm", Low: 0),
            [
                new Bars("median over seeds", Drawing.Places(Pairs.Length), late.Select(Median).Gaps())
                {
                    Low = [.. intervals.Select(i => i?.Low)],
                    High = [.. intervals.Select(i => i?.High)],
                },
            ]);
    }

    private static ResultTable Table(IReadOnlyList<IReadOnlyList<LateRun>> late, List<double> shares) => new(
        ["rates (x, y)", "multipliers of x, y", "median mean norm", "share of the first", "largest norm on the way"],
        [.. Pairs.Select((p, i) => (IReadOnlyList<string>)
        [
            Setting.Pair(p.X, p.Y),
            Setting.Multipliers(p.X, p.Y),
            Median(late[i]).Text(),
            shares[i].Text("F3"),
            late[i].Max(r => r.Largest).Text("F2"),
        ])]);

    /// <summary>What is measured.</summary>
    /// <param name="Late">
    /// How runs end at (0.01, 0.01); with x at 0.008, 0.005, 0.001 and y at 0.01; with both at these; and with x at
    /// 0.01 and y at 0.0001, 0.001, 0.05.
    /// </param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<LateRun>> Late);
}
