using System.Numerics;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.Papers.Becker2023;

/// <summary>The regimes of a balanced isolated point over (a, b), by formula, from the exact spectrum and from trajectories.</summary>
public abstract record Regimes : Claim
{
    private const int Window = 200;
    private const double Offset = 1e-7;
    private const double Margin = 0.01;
    private const double Width = 1e-6;

    private static readonly string[] Names = ["monotone convergence", "damped oscillation", "flip convergence", "sustained oscillation", "unstable"];

    /// <summary>Whether the generator sees the new discriminator.</summary>
    protected abstract bool IsAlternating { get; }

    /// <inheritdoc/>
    public override Published Published => new("regions of converging, oscillating and diverging", Setting.Abstract, Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition => "at every point of a grid over (a, b) that is more than 1 % in b off the formula's boundaries, the regime by the formula, that of the exact Jacobian's leading eigenvalue and that of the multipliers measured on a trajectory are the same";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);

        // a = 0 is no regulariser; b on a logarithmic scale shows all boundaries.
        double[] as_ = [0, .. Setting.Range(0.05, 0.95, setting.Full ? 37 : 19)];
        var bs = Setting.Range(2e-4, 6, setting.Full ? 160 : 60, log: true);
        var grid = as_.SelectMany(a => bs.Select(b => (A: a, B: b))).ToList();
        var cells = Setting.InParallel(grid, setting, cell => Cell(cell.A, cell.B));
        var clear = cells.Where(c => c.Clear).ToList();
        var agreeing = clear.Count(c => c.Formula == c.Exact && c.Formula == c.Measured);
        var worst = clear.Max(c => c.Error);
        return new(
            agreeing == clear.Count ? Outcome.Holds : Outcome.Contradicted,
            (double)agreeing / clear.Count,
            "share of the clear points of the grid in which formula, spectrum and trajectory name the same regime",
            $"In {agreeing} of {clear.Count} clear points ({cells.Length - clear.Count} of {cells.Length} lie within 1 % of a boundary) the three agree; the measured multipliers differ from the formula's by at most {worst.Text("G2")}.",
            new(
                $"Regimes of a balanced point, {(IsAlternating ? "alternating" : "simultaneous")} updates",
                [
                    Panel("by formula", as_, bs, cells, c => c.Formula),
                    Panel("measured on trajectories", as_, bs, cells, c => c.Measured),
                ],
                Columns: 2))
        {
            Settings =
            [
                .. Setting.Describe(Setting.Game(("lambda", "1"), ("radius", "0.5")), Setting.Orders[IsAlternating ? 0 : 1].Make(1, 1)).Where(s => s.Name is not ("lambda" or "eta-g" or "eta-d" or "offset")),
                ("lambda", "1, and 0 in the row a = 0"),
                ("eta-d", "a; 1 in the row a = 0"),
                ("eta-g", "b / eta-d"),
                ("grid", $"a: 0 and {as_.Length - 1} values from 0.05 to 0.95; b: {bs.Length} values from 0.0002 to 6, logarithmic"),
                ("start", "1e-7 bandwidths from the equilibrium"),
                ("measured", $"the recurrence of two terms that fits the first {Window} updates; sustained: modulus within {Width.Text()} of 1"),
            ],
            Table = new(
                ["regime", "condition on b", "points", "of which clear", "agree"],
                [.. Names.Select((name, regime) => (IReadOnlyList<string>)[name, Words(regime), cells.Count(c => c.Formula == regime).Text(), clear.Count(c => c.Formula == regime).Text(), clear.Count(c => c.Formula == regime && c.Exact == regime && c.Measured == regime).Text()])]),
        };
    }

    /// <summary>The regime of two multipliers.</summary>
    private static int Of(Complex leading) =>
        Math.Abs(leading.Magnitude - 1) <= Width ? 3
        : leading.Magnitude > 1 ? 4
        : Math.Abs(leading.Imaginary) > 1e-12 ? 1
        : leading.Real < 0 ? 2
        : 0;

    private static Panel Panel(string title, double[] as_, double[] bs, RegimeCell[] cells, Func<RegimeCell, int> regime) => new(
        title,
        new("b = eta_d eta_g N q^2 / sigma^2", Log: true),
        new("a = eta_d lambda"),
        [
            new HeatMap("regime", bs, as_, [.. as_.Select((_, row) => (IReadOnlyList<double?>)[.. bs.Select((_, column) => (double?)regime(cells[(row * bs.Length) + column]))])]) { Categories = Names },
        ]);

    private RegimeCell Cell(double a, double b)
    {
        var etaD = a == 0 ? 1 : a;
        var game = Setting.Game(("lambda", a == 0 ? "0" : "1"), ("radius", "0.5"));
        var rule = Setting.Orders[IsAlternating ? 0 : 1].Make(b / etaD, etaD);
        var measured = Setting.Multipliers(Setting.Displacements(game, rule, Offset, Window)).First;
        var (trace, determinant) = Setting.MeanMode(IsAlternating, a, b);
        var predicted = Setting.Roots(trace, determinant).First;
        return new(
            ByBoundaries(a, b),
            Of(Spectrum.Of(game.ForSpectrum, rule).Eigenvalues[0]),
            Of(measured),
            Boundaries(a).All(boundary => Math.Abs(b - boundary) > Margin * boundary),
            Math.Abs(measured.Magnitude - predicted.Magnitude));
    }

    private double[] Boundaries(double a) => IsAlternating
        ? [Math.Pow(1 - Math.Sqrt(1 - a), 2), Math.Pow(1 + Math.Sqrt(1 - a), 2), 4 - (2 * a)]
        : [a * a / 4, a];

    /// <summary>The regime by the table of boundaries in b.</summary>
    private int ByBoundaries(double a, double b)
    {
        var boundaries = Boundaries(a);
        return IsAlternating
            ? b > boundaries[2] ? 4 : b >= boundaries[1] ? 2 : a == 0 ? 3 : b > boundaries[0] ? 1 : 0
            : a == 0 || b > boundaries[1] ? 4 : b > boundaries[0] ? 1 : 0;
    }

    private string Words(int regime) => (IsAlternating, regime) switch
    {
        (true, 0) => "b <= (1 - sqrt(1-a))^2",
        (true, 1) => "(1 - sqrt(1-a))^2 < b < (1 + sqrt(1-a))^2",
        (true, 2) => "(1 + sqrt(1-a))^2 <= b < 4 - 2a",
        (true, 3) => "a = 0, b < 4",
        (true, _) => "b > 4 - 2a",
        (false, 0) => "b <= a^2/4",
        (false, 1) => "a^2/4 < b < a",
        (false, 4) => "b > a, or a = 0",
        _ => "never",
    };

    private readonly record struct RegimeCell(int Formula, int Exact, int Measured, bool Clear, double Error);
}

/// <summary>The discriminator first, as in the paper.</summary>
[Entry(
    "becker2023/regimes-alternating",
    "Alternating updates at a balanced point: monotone, damped, flipping or unstable, by a and b alone; sustained without a regulariser.",
    @"(1-\sqrt{1-a})^2,\ (1+\sqrt{1-a})^2,\ 4-2a \text{ bound } b = \eta_d\eta_g N q^2/\sigma^2",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125")]
public sealed record RegimesAlternating : Regimes
{
    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    protected override bool IsAlternating => true;
}

/// <summary>Both at once.</summary>
[Entry(
    "becker2023/regimes-simultaneous",
    "Simultaneous updates at a balanced point: monotone, damped or unstable, by a and b alone; never stable without a regulariser.",
    @"a^2/4,\ a \text{ bound } b = \eta_d\eta_g N q^2/\sigma^2",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125, with both moving at once")]
public sealed record RegimesSimultaneous : Regimes
{
    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    protected override bool IsAlternating => false;
}
