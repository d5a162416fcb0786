using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Becker2023;

/// <summary>The fastest approach under either order.</summary>
[Entry(
    "becker2023/fastest-setting",
    "Alternating updates are fastest on the whole damped band, sqrt(1-a) an update; "
    + "simultaneous ones at b = a^2/4 only, 1 - a/2, which is slower.",
    @"\min_b \rho = \sqrt{1-a} \text{ (alternating)},\quad 1 - a/2 \text{ at } b = a^2/4 \text{ (simultaneous)}",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125")]
public sealed record FastestSetting : Claim<FastestSetting.Measurements>
{
    private const double Offset = 1e-6;
    private const int Window = 200;
    private static readonly double[] As = [0.05, 0.2, 0.5, 0.8];

    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override Published Published => new("sqrt(1-a); 1 - a/2", Setting.Abstract, Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition =>
        "for each of four a, the least measured modulus over a fine grid of b is within 1e-3 of the formula's, under "
        + "simultaneous updates it lies within a grid step of a^2/4, and under alternating ones at least 80 % of the "
        + "band is within 1e-5 of the least";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. As.SelectMany(a => Setting.Orders.Select(alternating => Measure(a, alternating, setting)))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var worst = measured.Scans.Select(s => Math.Abs(s.Moduli.Min() - Formula(s))).Worst();
        var panels = measured.Scans.GroupBy(s => s.A).Select(Panel);
        return new(
            measured.Scans.All(Holds) ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest difference of the least measured modulus from the formula's",
            $"The least measured moduli differ from the formulas by at most {worst.Text("G2")}. "
            + "Under alternating updates the least is reached on the whole damped band, and it is lower.",
            new("Modulus against b", [.. panels], Columns: 2))
        {
            Settings = Settings(setting),
            Table = Table(measured),
        };
    }

    private static Scan Measure(double a, bool alternating, ClaimSetting setting)
    {
        var game = Setting.Game(("lambda", "1"), ("radius", "0.5"));
        double Modulus(double b) =>
            MeanMode.Measure(game, Setting.Rule(alternating, b / a, a), Offset, Window).Magnitude;

        return new(a, alternating, Setting.InParallel(Grid(a, Count(setting)), setting, Modulus));
    }

    private static int Count(ClaimSetting setting) => setting.Full ? 401 : 121;

    /// <summary>The ratio of neighbours on the grid of b.</summary>
    private static double Ratio(double a, int count) => Math.Pow(40 * 5 / (a * a), 1.0 / (count - 1));

    /// <summary>
    /// A grid of b that has a^2/4 among its points: only there simultaneous updates are as fast as they can be.
    /// </summary>
    private static double[] Grid(double a, int count)
    {
        var ratio = Ratio(a, count);
        var before = (int)(Math.Log(10) / Math.Log(ratio));
        return [.. Enumerable.Range(-before, count).Select(i => a * a / 4 * Math.Pow(ratio, i))];
    }

    /// <summary>Between which b alternating updates oscillate.</summary>
    private static (double Low, double High) Band(double a) =>
        (Math.Pow(1 - Math.Sqrt(1 - a), 2), Math.Pow(1 + Math.Sqrt(1 - a), 2));

    private static double Formula(Scan scan) => scan.Alternating ? Math.Sqrt(1 - scan.A) : 1 - (scan.A / 2);

    /// <summary>The b of the least modulus.</summary>
    private static double At(Scan scan) =>
        Grid(scan.A, scan.Moduli.Count)[scan.Moduli.ToList().IndexOf(scan.Moduli.Min())];

    /// <summary>The share of the damped band whose modulus is within 1e-5 of the least.</summary>
    private static double Flat(Scan scan)
    {
        var (low, high) = Band(scan.A);
        var grid = Grid(scan.A, scan.Moduli.Count);
        var band = scan.Moduli.Where((_, i) => grid[i] > low && grid[i] < high).ToList();
        return band.Count(modulus => modulus < scan.Moduli.Min() + 1e-5) / (double)band.Count;
    }

    private static bool Holds(Scan scan)
    {
        var spacing = Math.Log(Ratio(scan.A, scan.Moduli.Count));
        var inPlace = scan.Alternating
            ? Flat(scan) >= 0.8
            : Math.Abs(Math.Log(At(scan) / (scan.A * scan.A / 4))) <= 1.001 * spacing;
        return Math.Abs(scan.Moduli.Min() - Formula(scan)) < 1e-3 && inPlace;
    }

    private static Panel Panel(IGrouping<double, Scan> scans)
    {
        var a = scans.Key;
        Line Line(Scan s, int colour) =>
            new(Setting.Name(s.Alternating), Grid(a, s.Moduli.Count).Gaps(), s.Moduli.Gaps()) { Colour = colour };

        return new(
            $"a = {a.Text()}",
            new("b", Log: true),
            new("measured modulus", Low: 0.4, High: 1.5),
            [.. scans.Select(Line)])
        {
            Rules =
            [
                new("sqrt(1-a)", Math.Sqrt(1 - a)),
                new("1 - a/2", 1 - (a / 2)),
                new("a^2/4", a * a / 4, Vertical: true),
                new("4-2a", 4 - (2 * a), Vertical: true),
            ],
        };
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting)
    {
        var (game, rule) = (Setting.Game(("lambda", "1"), ("radius", "0.5")), Setting.Alternating(1, 1));
        var values = $"{Count(setting)} values of b from about a^2/40 to 5, logarithmic, a^2/4 among them";
        return
        [
            .. Setting.Describe(game, rule, "rule", "eta-g", "eta-d", "offset"),
            ("rule", "alternating and simultaneous"),
            ("eta-d", "a"),
            ("eta-g", $"b/a, {values}"),
            ("start", "1e-6 bandwidths from the equilibrium"),
            ("measured", $"the recurrence of two terms that fits the first {Window} updates"),
        ];
    }

    private static IReadOnlyList<string> Row(Scan s)
    {
        var (low, high) = Band(s.A);
        return
        [
            s.A.Text(),
            Setting.Name(s.Alternating),
            s.Moduli.Min().Text("F6"),
            Formula(s).Text("F6"),
            At(s).Text(),
            s.Alternating ? $"{low.Text()} to {high.Text()}" : (s.A * s.A / 4).Text(),
            s.Alternating ? Flat(s).Text("P0") : "-",
        ];
    }

    private static ResultTable Table(Measurements measured)
    {
        string[] headers =
        [
            "a",
            "order",
            "least measured",
            "formula",
            "measured at b",
            "formula: b",
            "share of the band within 1e-5 of the least",
        ];
        return new(headers, [.. measured.Scans.Select(Row)]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Scans">The moduli over b, at each a under both orders.</param>
    public sealed record Measurements(IReadOnlyList<Scan> Scans);

    /// <summary>The modulus of the leading multiplier over a logarithmic grid of b.</summary>
    /// <param name="A">The discriminator's learning rate times the regulariser.</param>
    /// <param name="Alternating">Whether the generator sees the new discriminator.</param>
    /// <param name="Moduli">The measured moduli, the least b first.</param>
    public sealed record Scan(double A, bool Alternating, IReadOnlyList<double> Moduli);
}
