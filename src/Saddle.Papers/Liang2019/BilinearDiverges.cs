using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>Simultaneous gradient descent spirals outwards on every bilinear game, at the rate of its singular values.</summary>
[Entry(
    "liang2019/sga-bilinear-diverges",
    "Simultaneous gradient descent diverges on bilinear games with any step, by a factor of sqrt(1 + eta^2 s^2) an update for each singular value s.",
    @"\|z_{t+1}\| = \sqrt{1 + \eta^2 s^2}\,\|z_t\|",
    "Liang and Stokes 2019 (arXiv:1802.06132), bilinear games")]
public sealed record BilinearDiverges : Claim
{
    /// <inheritdoc/>
    public override int Place => 1;

    /// <inheritdoc/>
    public override Published Published => new("diverges", "introduction and section on bilinear games", "remembered, not re-read; the factor is derived");

    /// <inheritdoc/>
    public override string Condition => "on one coordinate a player the measured rate equals log sqrt(1 + eta^2 s^2) to 1e-9 of it for every step and singular value; on the 6 x 6 game of kappa 4 that of the largest singular value to 1 %";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(4), new Simultaneous()) { Steps = 1000 };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[] etas = [0.01, 0.03, 0.1, 0.3, 1];
        double[] values = [0.1, 0.3, 1, 3];
        var rows = new List<(double Eta, double Value, double Measured, double Predicted)>();
        foreach (var s in values)
        {
            var game = new Bilinear([s], [], 1);
            rows.AddRange(etas.Select(eta => (eta, s, MeasuredRate.Of(game, Rule(eta), Starts.OnSphere(game, 1, setting.Seed, 0), 0, 300), Predicted(eta, s))));
        }

        var worst = rows.Max(r => Math.Abs((r.Measured / r.Predicted) - 1));
        var whole = Setting.Game(4);
        var measured = MeasuredRate.Of(whole, Rule(0.5), Starts.OnSphere(whole, 1e-100, setting.Seed, 0), 1000, 500);
        var off = Math.Abs((measured / Predicted(0.5, 1)) - 1);
        return new(
            worst <= 1e-9 && off <= 0.01 ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of a measured rate from log sqrt(1 + eta^2 s^2)",
            $"Distances grow by the predicted factor at each of {rows.Count} pairs of step and singular value; on the 6 x 6 game of kappa 4 the rate differs from that of the largest singular value by {(100 * off).Text("G2")} %.",
            new(
                "Growth of the distance under simultaneous gradient descent",
                [
                    new(
                        string.Empty,
                        new("step eta", Log: true),
                        new("logarithm of the factor by which the distance grows in an update", Log: true),
                        [
                            .. values.SelectMany((s, i) => new Trace[]
                            {
                                new Line($"predicted, s = {s.Text()}", [.. etas.Select(e => (double?)e)], [.. etas.Select(e => (double?)Predicted(e, s))]) { Colour = i },
                                new Points($"measured, s = {s.Text()}", [.. etas.Select(e => (double?)e)], [.. rows.Where(r => r.Value == s).Select(r => (double?)r.Measured)]) { Colour = i },
                            }),
                        ]),
                ]))
        {
            Settings =
            [
                ("games", $"bilinear of size 1; {whole.InOneLine()}"),
                ("rule", "simultaneous, eta-g = eta-d = eta"),
                ("rate measured", "least-squares slope of the log distance over updates 1 to 300; on the 6 x 6 game, with eta 0.5, over 1001 to 1500"),
                ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
            Table = new(
                ["eta", "s", "measured rate", "predicted rate"],
                [.. rows.Select(r => (IReadOnlyList<string>)[r.Eta.Text(), r.Value.Text(), r.Measured.Text("G8"), r.Predicted.Text("G8")])]),
        };

        static Rule Rule(double eta) => new Simultaneous { EtaG = eta, EtaD = eta };
        static double Predicted(double eta, double s) => Math.Log(1 + (eta * eta * s * s)) / 2;
    }
}
