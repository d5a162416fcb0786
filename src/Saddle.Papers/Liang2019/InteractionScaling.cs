using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Liang2019;

/// <summary>How the numbers of updates grow with the condition number.</summary>
[Entry(
    "liang2019/kappa-scaling",
    "On bilinear games OMD, EG and IU need a number of updates proportional to kappa; CO and PM with the paper's step, "
        + "to its square.",
    @"T \propto \kappa\ \text{(OMD, EG, IU)},\quad T \propto \kappa^2\ \text{(CO, PM)},\quad \kappa = "
        + @"\lambda_M/\lambda_m",
    "Liang and Stokes 2019 (arXiv:1802.06132), bilinear games")]
public sealed record InteractionScaling : Claim<InteractionScaling.Measurements>
{
    private const double Tolerance = 0.15;

    /// <inheritdoc/>
    public override int Place => 7;

    /// <inheritdoc/>
    public override Published Published => new(
        "exponents 1 (OMD, IU) and 2 (CO, PM)",
        "the bounds of the theorems on bilinear games",
        Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition =>
        "over kappa of 4, 25, 100 the slope of log(median updates) against log(kappa) is within 0.15 of 1 for "
        + "OMD, EG and IU, and of 2 for CO and PM";

    /// <inheritdoc/>
    public override LiveFigure? Live =>
        new(Setting.Game(25), [.. new[] { Method.Omd, Method.Co, Method.Iu, Method.Eg }.Select(m => m.Rule(25))])
        {
            Steps = 3000,
        };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. Method.All.Select(m => Setting.Counts(m, setting))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var slopes = measured.Updates.Select(Slope).ToList();
        var worst = Method.All.Zip(slopes, (m, s) => Math.Abs(s - Stated(m))).Max();
        return new(
            worst <= Tolerance ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest difference of a measured exponent from the stated one",
            "Measured exponents: "
                + $"{string.Join(", ", Method.All.Zip(slopes, (m, s) => $"{m.Name} {s.Text("F3")}"))}. CO and PM "
                + "are as slow as that only because the step that their theorem uses falls with lm.",
            new("Updates until the distance has shrunk a millionfold", [Panel(measured)]))
        {
            Seeds = Setting.Starts(setting),
            Settings =
            [
                .. Method.All.Select(m => ($"steps of {m.Name}", m.Rates)),
                .. Setting.Bilinear(),
                .. Setting.Common(setting),
            ],
            Table = Table(measured, slopes),
        };
    }

    private static double Stated(Method method) => method.Name is "CO" or "PM" ? 2 : 1;

    // At kappa 1 all singular values are one, and the law does not hold yet.
    private static double Slope(IReadOnlyList<IReadOnlyList<double>> counts) => Statistics.Slope(
        [.. Setting.Kappas.Skip(1).Select(k => Math.Log(k))],
        [.. counts.Skip(1).Select(c => Math.Log(c.Median()))]);

    private static Panel Panel(Measurements measured) => new(
        string.Empty,
        Setting.Kappa,
        new("updates (median start)", Log: true),
        [
            .. Method.All.Zip(measured.Updates, (m, counts) => Drawing.Band(m.Name, Setting.Kappas.Gaps(), counts) with
            {
                Stroke = m.Name == "PM" ? Stroke.Dash : Stroke.Solid,
            }),
        ]);

    private static ResultTable Table(Measurements measured, List<double> slopes) => new(
        ["kappa", .. Method.All.Select(m => $"{m.Name}: median (least to most) / bound")],
        [
            .. Setting.Kappas.Select((kappa, i) => (IReadOnlyList<string>)
            [
                kappa.Text(),
                .. Method.All.Zip(measured.Updates, (m, counts) => $"{Setting.Spread(counts[i])} / {Bound(m, kappa)}"),
            ]),
            (IReadOnlyList<string>)["exponent", .. slopes.Select(s => s.Text("F3"))],
        ]);

    private static string Bound(Method method, double kappa) =>
        method.Bound is { } bound ? Math.Ceiling(bound(kappa)).Text("F0") : "-";

    /// <summary>What is measured.</summary>
    /// <param name="Updates">
    /// Of OMD, CO, IU, PM and EG, at each kappa of 1, 4, 25 and 100, how many updates each start needs; infinite where
    /// they are too many.
    /// </param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> Updates);
}
