using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>
/// Simultaneous gradient descent spirals outwards on every bilinear game, at the rate of its singular values.
/// </summary>
[Entry(
    "liang2019/sga-bilinear-diverges",
    "Simultaneous gradient descent diverges on bilinear games with any step, by a factor of sqrt(1 + eta^2 s^2) "
        + "an update for each singular value s.",
    @"\|z_{t+1}\| = \sqrt{1 + \eta^2 s^2}\,\|z_t\|",
    "Liang and Stokes 2019 (arXiv:1802.06132), bilinear games")]
public sealed record BilinearDiverges : Claim<BilinearDiverges.Measurements>
{
    // The rate on the game of several singular values, the largest of which is 1.
    private const double WholeEta = 0.5;

    private static readonly double[] Etas = [0.01, 0.03, 0.1, 0.3, 1];
    private static readonly double[] Values = [0.1, 0.3, 1, 3];

    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new(
        "diverges",
        "introduction and section on bilinear games",
        "remembered, not re-read; the factor is derived");

    /// <inheritdoc/>
    public override string Condition =>
        "on one coordinate a player the measured rate equals log sqrt(1 + eta^2 s^2) to 1e-9 of it for every step and "
        + "singular value; on the 6 x 6 game of kappa 4 that of the largest singular value to 1 %";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(4), new Simultaneous()) { Steps = 1000 };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double Single(double eta, double value)
        {
            var game = new Bilinear([value], [], 1);
            return MeasuredRate.Of(game, Rule(eta), Starts.OnSphere(game, 1, setting.Seed, 0), 0, 300);
        }

        var whole = Setting.Game(4);
        var start = Starts.OnSphere(whole, 1e-100, setting.Seed, 0);
        return new(
            [.. Values.SelectMany(s => Etas.Select(eta => new Growth(eta, s, Single(eta, s))))],
            MeasuredRate.Of(whole, Rule(WholeEta), start, 1000, 500));
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (single, whole) = measured;
        var worst = single.Max(g => Math.Abs((g.Rate / Predicted(g.Eta, g.Value)) - 1));
        var off = Math.Abs((whole / Predicted(WholeEta, 1)) - 1);
        return new(
            worst <= 1e-9 && off <= 0.01 ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of a measured rate from log sqrt(1 + eta^2 s^2)",
            $"Distances grow by the predicted factor at each of {single.Count} pairs of step and singular value; "
                + "on the 6 x 6 game of kappa 4 the rate differs from that of the largest singular value by "
                + $"{(100 * off).Text("G2")} %.",
            new("Growth of the distance under simultaneous gradient descent", [Panel(single)]))
        {
            Settings = Settings(setting),
            Table = Table(single),
        };
    }

    private static Simultaneous Rule(double eta) => new() { EtaG = eta, EtaD = eta };

    private static double Predicted(double eta, double s) => Math.Log(1 + (eta * eta * s * s)) / 2;

    private static Panel Panel(IReadOnlyList<Growth> single) => new(
        string.Empty,
        new("step eta", Log: true),
        new("logarithm of the factor by which the distance grows in an update", Log: true),
        [.. single.GroupBy(g => g.Value).Index().SelectMany(of => Pair(of.Index, of.Item.Key, [.. of.Item]))]);

    private static Trace[] Pair(int colour, double s, IReadOnlyList<Growth> of)
    {
        var etas = of.Select(g => g.Eta).Gaps();
        var predicted = of.Select(g => Predicted(g.Eta, s)).Gaps();
        return
        [
            new Line($"predicted, s = {s.Text()}", etas, predicted) { Colour = colour },
            new Points($"measured, s = {s.Text()}", etas, of.Select(g => g.Rate).Gaps()) { Colour = colour },
        ];
    }

    private static ResultTable Table(IReadOnlyList<Growth> single) => new(
        ["eta", "s", "measured rate", "predicted rate"],
        [.. single.Select(g => (IReadOnlyList<string>)
        [
            g.Eta.Text(), g.Value.Text(), g.Rate.Text("G8"), Predicted(g.Eta, g.Value).Text("G8"),
        ])]);

    private static (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("games", $"bilinear of size 1; {Setting.Game(4).InOneLine()}"),
        ("rule", "simultaneous, eta-g = eta-d = eta"),
        (
            "rate measured",
            "least-squares slope of the log distance over updates 1 to 300; on the 6 x 6 game, with eta 0.5, "
                + "over 1001 to 1500"
        ),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Single">On games of one singular value, value by value.</param>
    /// <param name="Whole">On the game of several singular values: the growth of the log distance in an update.</param>
    public sealed record Measurements(IReadOnlyList<Growth> Single, double Whole);

    /// <summary>How fast the distance grows on a game of one singular value.</summary>
    /// <param name="Eta">The rate.</param>
    /// <param name="Value">The singular value.</param>
    /// <param name="Rate">The growth of the log distance in an update.</param>
    public sealed record Growth(double Eta, double Value, double Rate);
}
