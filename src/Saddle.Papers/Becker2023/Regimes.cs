using System.Numerics;
using Saddle.Figures;

namespace Saddle.Papers.Becker2023;

/// <summary>
/// The regimes of a balanced isolated point over (a, b), by formula, from the exact spectrum and from trajectories.
/// </summary>
public abstract record Regimes : Claim<Regimes.Measurements>
{
    private const int Window = 200;
    private const double Offset = 1e-7;
    private const double Margin = 0.01;
    private const double Width = 1e-6;

    private static readonly string[] Names =
        ["monotone convergence", "damped oscillation", "flip convergence", "sustained oscillation", "unstable"];

    /// <summary>What becomes of a displacement, in the order of the names.</summary>
    protected enum Regime
    {
        /// <summary>It shrinks, keeping its sign.</summary>
        Monotone,

        /// <summary>It spirals in.</summary>
        Damped,

        /// <summary>It shrinks, changing its sign at every update.</summary>
        Flip,

        /// <summary>It keeps its size.</summary>
        Sustained,

        /// <summary>It grows.</summary>
        Unstable,
    }

    /// <inheritdoc/>
    public override Published Published => new(
        "regions of converging, oscillating and diverging",
        Setting.Abstract,
        Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition =>
        "with 1, 2 and 4 generated points of equal mass, which differ in N q^2 and not in N q, at every point of a "
        + "grid over (a, b) that is more than 1 % in b off the formula's boundaries, the regime by the formula, that "
        + "of the exact Jacobian's leading eigenvalue and that of the multipliers "
        + "measured on a trajectory are the same";

    /// <summary>Whether the generator sees the new discriminator.</summary>
    protected abstract bool IsAlternating { get; }

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);

        // a = 0 is no regulariser; b on a logarithmic scale shows all boundaries.
        double[] every = [0, .. Setting.Range(0.05, 0.95, setting.Full ? 37 : 19)];
        var bs = Setting.Range(2e-4, 6, setting.Full ? 160 : 60, log: true);
        var grid = every.SelectMany(a => bs.Select(b => (A: a, B: b))).ToList();
        IReadOnlyList<Leading> Over(int number) => Setting.InParallel(grid, setting, at => Measure(at.A, at.B, number));
        return new(every, bs, [.. Setting.Numbers.Select(number => new Points(number, Over(number)))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var cells = Judge(measured);
        IEnumerable<Cell> Of(int place) => cells.Chunk(cells.Count / measured.ByNumber.Count).ElementAt(place);
        var clear = cells.Where(c => c.IsClear).ToList();
        var agreeing = clear.Count(c => c.Agrees);
        var worst = clear.Select(c => c.Error).Worst();
        return new(
            agreeing == clear.Count ? Outcome.Holds : Outcome.Contradicted,
            (double)agreeing / clear.Count,
            "share of the clear points of the grid in which formula, spectrum and trajectory name the same regime",
            $"In {agreeing} of {clear.Count} clear points ({cells.Count - clear.Count} of {cells.Count} lie within 1 "
            + "% of a boundary) the three agree; the measured multipliers differ from the formula's by at most "
            + $"{worst.Text("G2")}.",
            new(
                $"Regimes of a balanced point, {Setting.Name(IsAlternating)} updates",
                [
                    Panel("by formula", measured, [.. Of(0).Select(c => c.Formula)]),
                    .. measured.ByNumber.Select((points, i) => Panel(
                        $"measured on trajectories, N = {points.Number.Text()}",
                        measured,
                        [.. Of(i).Select(c => c.Measured)])),
                ],
                Columns: 2))
        {
            Settings = Settings(measured),
            Table = Table(cells),
        };
    }

    /// <summary>The regime by the boundaries in b, and those boundaries.</summary>
    /// <param name="a">The discriminator's learning rate times the regulariser.</param>
    /// <param name="b">The product of both learning rates and the curvature.</param>
    protected abstract (Regime Regime, IReadOnlyList<double> Boundaries) ByBoundaries(double a, double b);

    /// <summary>A regime's condition on b, in words.</summary>
    /// <param name="regime">The regime.</param>
    protected abstract string Words(Regime regime);

    private static Regime RegimeOf(Complex leading) =>
        Math.Abs(leading.Magnitude - 1) <= Width ? Regime.Sustained
        : leading.Magnitude > 1 ? Regime.Unstable
        : Math.Abs(leading.Imaginary) > 1e-12 ? Regime.Damped
        : leading.Real < 0 ? Regime.Flip
        : Regime.Monotone;

    private Leading Measure(double a, double b, int number)
    {
        var etaD = a == 0 ? 1 : a;
        var game = Setting.Game(
            ("lambda", a == 0 ? "0" : "1"), ("radius", "0.5"), ("generated", number.Text()));
        var rule = Setting.Rule(IsAlternating, number * b / etaD, etaD);
        return new(MeanMode.Exact(game, rule), MeanMode.Measure(game, rule, Offset, Window));
    }

    private List<Cell> Judge(Measurements measured)
    {
        var grid = measured.As.SelectMany(a => measured.Bs.Select(b => (A: a, B: b))).ToList();
        return
        [
            .. measured.ByNumber.SelectMany(points =>
                grid.Zip(points.Leading, (at, leading) => Judge(at.A, at.B, leading))),
        ];
    }

    private Cell Judge(double a, double b, Leading leading)
    {
        var (formula, boundaries) = ByBoundaries(a, b);
        var predicted = MeanMode.Predict(IsAlternating, a, b);
        return new(
            formula,
            RegimeOf(leading.Exact),
            RegimeOf(leading.Measured),
            boundaries.All(boundary => Math.Abs(b - boundary) > Margin * boundary),
            Math.Abs(leading.Measured.Magnitude - predicted.Magnitude));
    }

    private static Panel Panel(string title, Measurements measured, Regime[] regimes)
    {
        var rows = regimes.Chunk(measured.Bs.Count)
            .Select(row => (IReadOnlyList<double?>)[.. row.Select(r => (double?)r)]);
        return new(
            title,
            new("b = eta_d eta_g N q^2 / sigma^2", Log: true),
            new("a = eta_d lambda"),
            [new HeatMap("regime", measured.Bs, measured.As, [.. rows]) { Categories = Names }]);
    }

    private IReadOnlyList<(string Name, string Value)> Settings(Measurements measured)
    {
        var (game, rule) = (Setting.Game(("lambda", "1"), ("radius", "0.5")), Setting.Rule(IsAlternating, 1, 1));
        var window = $"the recurrence of two terms that fits the first {Window} updates";
        return
        [
            .. Setting.Describe(game, rule, "lambda", "eta-g", "eta-d", "offset", "generated"),
            ("generated", string.Join(", ", measured.ByNumber.Select(p => p.Number.Text()))),
            ("lambda", "1, and 0 in the row a = 0"),
            ("eta-d", "a; 1 in the row a = 0"),
            ("eta-g", "N b / eta-d, as q = 1/N"),
            ("grid",
                $"a: 0 and {measured.As.Count - 1} values from 0.05 to 0.95; "
                + $"b: {measured.Bs.Count} values from 0.0002 to 6, logarithmic"),
            ("start", "1e-7 bandwidths from the equilibrium"),
            ("measured", $"{window}; sustained: modulus within {Width.Text()} of 1"),
        ];
    }

    private ResultTable Table(List<Cell> cells)
    {
        IReadOnlyList<string> Row(Regime regime)
        {
            var all = cells.Where(c => c.Formula == regime).ToList();
            var clear = all.Where(c => c.IsClear).ToList();
            return
            [
                Names[(int)regime],
                Words(regime),
                all.Count.Text(),
                clear.Count.Text(),
                clear.Count(c => c.Agrees).Text(),
            ];
        }

        return new(
            ["regime", "condition on b", "points", "of which clear", "agree"],
            [.. Enum.GetValues<Regime>().Select(Row)]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="As">The grid's values of a.</param>
    /// <param name="Bs">The grid's values of b.</param>
    /// <param name="ByNumber">For each number of generated points, what is measured on the grid.</param>
    public sealed record Measurements(
        IReadOnlyList<double> As,
        IReadOnlyList<double> Bs,
        IReadOnlyList<Points> ByNumber);

    /// <summary>What is measured with one number of generated points.</summary>
    /// <param name="Number">The number.</param>
    /// <param name="Leading">The leading multiplier at each point of the grid, row by row: b runs along a row.</param>
    public sealed record Points(int Number, IReadOnlyList<Leading> Leading);

    /// <summary>The leading multiplier at a point of the grid.</summary>
    /// <param name="Exact">The exact Jacobian's leading eigenvalue but for the difference modes.</param>
    /// <param name="Measured">The multiplier measured on a trajectory.</param>
    public sealed record Leading(Complex Exact, Complex Measured);

    private sealed record Cell(Regime Formula, Regime Exact, Regime Measured, bool IsClear, double Error)
    {
        public bool Agrees => Formula == Exact && Formula == Measured;
    }
}
