using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>With a(n) = o(b(n)) training converges, on a game where it takes that.</summary>
[Entry(
    "heusel2017/two-time-scales-converge",
    "With a(n) = o(b(n)) both players converge, under noise, even on a game that defeats equal rates.",
    @"\theta_{n+1} = \theta_n + a(n)\,(h + M^\theta),\ w_{n+1} = w_n + b(n)\,(g + M^w),\ a(n) = o(b(n)) \Rightarrow (\theta_n, w_n) \to (\theta^*, \lambda(\theta^*))",
    "Heusel et al. 2017 (arXiv:1706.08500), theorem 1")]
public sealed record TwoTimeScalesConverge : Claim
{
    private const double Close = 0.05;

    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override Published Published => new("converges almost surely", "theorem 1", "the abstract was read; the theorem and its assumptions are remembered, the roles of a and b read on the poster");

    /// <inheritdoc/>
    public override string Condition =>
        "for each of three pairs of schedules every run's greatest distance over the last tenth of 100,000 updates is at most 0.05, and its median over runs is less than half of that over the last tenth of 1,000";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = setting.Full ? 512 : 32;
        long[] times = setting.Full ? [1000, 10_000, 100_000, 1_000_000] : [1000, 10_000, 100_000];
        var distances = TimeScales.Separated.Select(s => times.Select(t => TimeScales.Run(s, runs, t, setting).Select(e => e.High).ToList()).ToList()).ToList();
        var holds = distances.TrueForAll(d => d[2].Max() <= Close && d[2].Median() < d[0].Median() / 2);
        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            distances.Max(d => d[2].Max()),
            "largest distance in the last tenth of 100,000 updates, over all schedules and runs",
            $"Median distances fall from {string.Join(", ", distances.Select(d => d[0].Median().Text("G2")))} near 1,000 updates to {string.Join(", ", distances.Select(d => d[2].Median().Text("G2")))} near 100,000; the largest of any run is {distances.Max(d => d[2].Max()).Text("G2")}.",
            new(
                "Greatest distance over the last tenth, against the number of updates",
                [
                    new(
                        string.Empty,
                        new("updates", Log: true),
                        new("distance", Log: true),
                        [
                            .. TimeScales.Separated.Select((s, i) => new Line(Name(s), [.. times.Select(t => (double?)t)], distances[i].Select(d => d.Median()).Gaps())
                            {
                                Low = distances[i].Select(d => d.Min()).Gaps(),
                                High = distances[i].Select(d => d.Max()).Gaps(),
                            }),
                        ]),
                ]))
        {
            Seeds = runs,
            Settings =
            [
                ("game", TimeScales.Game.InOneLine()),
                ("rule", "simultaneous, eta-g a(n), eta-d b(n)"),
                ("schedules", string.Join("; ", TimeScales.Separated.Select(Name))),
                ("assumptions", TimeScales.Assumptions),
                ("starts", $"{runs}, uniform in the square from -1 to 1"),
                ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
            Table = new(
                ["schedules", .. times.Select(t => $"median (greatest) distance near {t.Text()}")],
                [.. TimeScales.Separated.Select((s, i) => (IReadOnlyList<string>)[Name(s), .. distances[i].Select(d => $"{d.Median().Text("G3")} ({d.Max().Text("G3")})")])]),
        };
    }

    private static string Name((Schedule A, Schedule B) steps) => $"a = {steps.A}, b = {steps.B}";
}
