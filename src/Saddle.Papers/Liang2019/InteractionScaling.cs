using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Liang2019;

/// <summary>How the numbers of updates grow with the condition number.</summary>
[Entry(
    "liang2019/kappa-scaling",
    "On bilinear games OMD, EG and IU need a number of updates proportional to kappa; CO and PM with the paper's step, to its square.",
    @"T \propto \kappa\ \text{(OMD, EG, IU)},\quad T \propto \kappa^2\ \text{(CO, PM)},\quad \kappa = \lambda_M/\lambda_m",
    "Liang and Stokes 2019 (arXiv:1802.06132), bilinear games")]
public sealed record InteractionScaling : Claim
{
    private const double Tolerance = 0.15;

    /// <inheritdoc/>
    public override int Place => 7;

    /// <inheritdoc/>
    public override Published Published => new("exponents 1 (OMD, IU) and 2 (CO, PM)", "the bounds of the theorems on bilinear games", Setting.Remembered);

    /// <inheritdoc/>
    public override string Condition => "over kappa of 4, 25, 100 the slope of log(median updates) against log(kappa) is within 0.15 of 1 for OMD, EG and IU, and of 2 for CO and PM";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(25), Method.Omd.Rule(25), Method.Co.Rule(25), Method.Iu.Rule(25), Method.Eg.Rule(25)) { Steps = 3000 };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var kappas = Setting.Kappas;
        var medians = Method.All.Select(m => kappas.Select(k => Setting.Counts(Setting.Game(k), m.Rule(k), setting)).ToList()).ToList();
        var slopes = medians.Select(counts => Statistics.Slope(
            [.. kappas.Skip(1).Select(k => Math.Log(k))], [.. counts.Skip(1).Select(c => Math.Log(c.Median()))])).ToList();
        var expected = Method.All.Select(m => m.Name is "CO" or "PM" ? 2.0 : 1.0).ToList();
        var worst = slopes.Zip(expected, (s, e) => Math.Abs(s - e)).Max();
        return new(
            worst <= Tolerance ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest difference of a measured exponent from the stated one",
            $"Measured exponents: {string.Join(", ", Method.All.Zip(slopes, (m, s) => $"{m.Name} {s.Text("F3")}"))}. CO and PM are as slow as that only because the step that their theorem uses falls with lm.",
            new(
                "Updates until the distance has shrunk a millionfold",
                [
                    new(
                        string.Empty,
                        new("kappa = lM/lm", Log: true),
                        new("updates (median start)", Log: true),
                        [
                            .. Method.All.Select((m, i) => new Line(m.Name, [.. kappas.Select(k => (double?)k)], medians[i].Select(c => c.Median()).Gaps())
                            {
                                Low = medians[i].Select(c => c.Min()).Gaps(),
                                High = medians[i].Select(c => c.Max()).Gaps(),
                                Stroke = m.Name == "PM" ? Stroke.Dash : Stroke.Solid,
                            }),
                        ]),
                ]))
        {
            Seeds = Setting.Starts(setting),
            Settings = [.. Method.All.Select(m => ($"steps of {m.Name}", m.Steps)), .. Setting.Bilinear(), .. Setting.Common(setting)],
            Table = new(
                ["kappa", .. Method.All.Select(m => $"{m.Name}: median (least to most) / bound")],
                [
                    .. kappas.Select((k, i) => (IReadOnlyList<string>)
                    [
                        k.Text(),
                        .. Method.All.Select((m, j) => $"{Setting.Spread(medians[j][i])} / {(m.Bound is { } bound ? Math.Ceiling(bound(k)).Text("F0") : "-")}"),
                    ]),
                    (IReadOnlyList<string>)["exponent", .. slopes.Select(s => s.Text("F3"))],
                ]),
        };
    }
}
