using MathNet.Numerics.LinearAlgebra;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Papers.Mescheder2018;

/// <summary>R1 that is paid at every k-th update, k times over.</summary>
/// <remarks>
/// Lazy regularisation (Karras et al. 2020, arXiv:1912.04958, section 3.1) takes R1 at every 16th update to spare time,
/// and leaves it at that the training stays the same. The Dirac-GAN says for which steps that is so: a round of k
/// updates is the product of k - 1 free ones and one whose penalty is k times as strong.
/// </remarks>
[Entry(
    "mescheder2018/lazy-r1",
    "R1 that is paid at every k-th update and k times over converges at the rate of the round's product, and not at "
    + "all where h k gamma is 2 or more.",
    @"\rho^k = \rho\left((I - h J_{k\gamma}) (I - h J_0)^{k-1}\right)",
    "Mescheder, Geiger, Nowozin 2018 (arXiv:1801.04406), section 4; "
    + "Karras et al. 2020 (arXiv:1912.04958), section 3.1")]
public sealed record LazyR1 : Claim<LazyR1.Measurements>
{
    private const int Nepers = 500; // by which a distance changes in a run, which double precision still holds

    private static readonly double[] Steps = [0.03, 0.1, 0.3];
    private static readonly double[] Gammas = [0.1, 0.3, 1];
    private static readonly int[] Rounds = [1, 2, 4, 8, 16, 32];

    /// <inheritdoc/>
    public override int Place => 10;

    /// <inheritdoc/>
    public override bool IsOurs => true;

    /// <inheritdoc/>
    public override Published Published => new(
        "a penalty at every 16th update does no harm", "Karras et al. 2020, section 3.1", "remembered, not re-read");

    /// <inheritdoc/>
    public override string Condition =>
        "for each step h of 0.03, 0.1, 0.3, gamma of 0.1, 0.3, 1 and k of 1, 2, 4, 8, 16, 32, simultaneous descent: "
        + "the measured rate an update is within 1 % of the logarithm of the round's radius by k; every run with "
        + "h k gamma of at most 1 approaches, and every one with 2 or more goes away";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. Cells.Select(cell => new Cell(
            cell.Step, cell.Gamma, cell.K, Rate(cell, Formula(cell), setting.Seed)))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var cells = measured.Cells;
        var worst = cells.Max(Off);
        var (small, large) = (cells.Where(c => c.Strength <= 1).ToList(), cells.Where(c => c.Strength >= 2).ToList());
        var holds = worst <= 0.01 && small.TrueForAll(c => c.Rate < 0) && large.TrueForAll(c => c.Rate > 0);
        var leaving = cells.Where(c => c.Rate > 0).Min(c => (double?)c.Strength);
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of a measured rate from the round's",
            $"The rates of {cells.Count} runs are those of the product to {(100 * worst).Text("G2")} %. Of "
                + $"{small.Count} with h k gamma of at most 1 {small.Count(c => c.Rate < 0)} approach, of "
                + $"{large.Count} with 2 or more {large.Count(c => c.Rate < 0)}; the least with which one goes away is "
                + $"{leaving?.Text("G3") ?? "none"}. A weak penalty (gamma 0.1) at h = 0.1 and k = 16 approaches "
                + $"{Beside(cells, 0.1, 0.1).Text("G3")} times as fast as one that is always paid, the best one "
                + $"(gamma 1) {Beside(cells, 0.1, 1).Text("G3")} times.",
            new(
                "Rate of approach against how rarely the penalty is paid",
                [.. Gammas.Select(gamma => Panel(gamma, cells))],
                Columns: 3))
        {
            Settings = Settings(setting),
            Table = Table(cells),
        };
    }

    private static IEnumerable<(double Step, double Gamma, int K)> Cells =>
        from step in Steps from gamma in Gammas from k in Rounds select (step, gamma, k);

    private static double Off(Cell cell) =>
        Math.Abs((cell.Rate / Formula((cell.Step, cell.Gamma, cell.K))) - 1);

    /// <summary>The logarithm of the round's spectral radius, by its number of updates.</summary>
    private static double Formula((double Step, double Gamma, int K) cell)
    {
        Matrix<double> Update(double gamma) => Matrix<double>.Build.DenseOfArray(new[,]
        {
            { 1, cell.Step * Setting.Slope }, { -cell.Step * Setting.Slope, 1 - (cell.Step * gamma) },
        });

        var round = Update(cell.K * cell.Gamma) * Update(0).Power(cell.K - 1);
        return Math.Log(round.Evd().EigenValues.Max(value => value.Magnitude)) / cell.K;
    }

    // The slope of the log distance from round to round over the later half, by the number of updates.
    private static double Rate((double Step, double Gamma, int K) cell, double formula, ulong seed)
    {
        var paid = new DiracGan(Penalty: DiracPenalty.R1, Gamma: cell.K * cell.Gamma);
        var (rule, free) = (Setting.Simultaneous(cell.Step), new DiracGan());
        var (once, others) = (new Lockstep<Real>(paid, rule), new Lockstep<Real>(free, rule));
        var all = (int)Math.Max(200, Math.Ceiling(Nepers / Math.Abs(formula * cell.K)));
        var distances = new double[all];
        var state = Starts.OnSphere(free, formula < 0 ? 1e-6 : 1e-230, seed, 0);
        for (var round = 0; round < all; round++)
        {
            once.Begin([state], seed);
            once.AdvanceTo(1);
            others.Begin([once.StateOf(0)], seed);
            others.AdvanceTo(cell.K - 1);
            state = others.StateOf(0);
            distances[round] = Math.Log(double.Hypot(state[0], state[1]));
        }

        return MeasuredRate.Slope(distances.AsSpan(all / 2)) / cell.K;
    }

    private static double Beside(IReadOnlyList<Cell> cells, double step, double gamma)
    {
        double At(int k) => cells.Single(c => c.Step == step && c.Gamma == gamma && c.K == k).Rate;
        return At(16) / At(1);
    }

    private static Panel Panel(double gamma, IReadOnlyList<Cell> cells) => new(
        $"gamma {gamma.Text()}",
        new("k", Log: true),
        new("rate of approach an update"),
        [
            .. cells.Where(c => c.Gamma == gamma).GroupBy(c => c.Step).Index().SelectMany(of => (Trace[])
            [
                new Line(
                    $"product, h {of.Item.Key.Text()}",
                    of.Item.Select(c => (double)c.K).Gaps(),
                    of.Item.Select(c => -Formula((c.Step, c.Gamma, c.K))).Gaps()) { Colour = of.Index },
                new Points(
                    $"measured, h {of.Item.Key.Text()}",
                    of.Item.Select(c => (double)c.K).Gaps(),
                    of.Item.Select(c => -c.Rate).Gaps()) { Colour = of.Index },
            ]),
        ])
    {
        Rules = [new("neither", 0)],
    };

    private static ResultTable Table(IReadOnlyList<Cell> cells) => new(
        ["h", "gamma", "k", "h k gamma", "rate by the product", "rate measured", "off by"],
        [.. cells.Select(c => (IReadOnlyList<string>)
        [
            c.Step.Text(),
            c.Gamma.Text(),
            c.K.Text(),
            c.Strength.Text("G3"),
            Formula((c.Step, c.Gamma, c.K)).Text("G6"),
            c.Rate.Text("G6"),
            $"{(100 * Off(c)).Text("G2")} %",
        ])]);

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("game", $"{new DiracGan(Penalty: DiracPenalty.R1).InOneLine()}, gamma varied"),
        ("rule", "simultaneous, eta-g = eta-d = h; the first update of each round pays k gamma, the others nothing"),
        (
            "rates",
            "least-squares slope of the log distance over the later half of as many rounds as change it by a factor of "
            + "e^500, at least 200, from 1e-6 (1e-230 where it grows) away in a random direction"),
        Setting.SeedOf(setting),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Cells">Step by step, in each the weakest penalty first, in each the most often paid first.</param>
    public sealed record Measurements(IReadOnlyList<Cell> Cells);

    /// <summary>One run.</summary>
    /// <param name="Step">The step h.</param>
    /// <param name="Gamma">The penalty's weight, on average over a round.</param>
    /// <param name="K">The updates of a round.</param>
    /// <param name="Rate">The logarithm of the factor by which a distance changes in one update.</param>
    public sealed record Cell(double Step, double Gamma, int K, double Rate)
    {
        /// <summary>How far the penalty draws in the one update that pays it: h k gamma.</summary>
        public double Strength => Step * K * Gamma;
    }
}
