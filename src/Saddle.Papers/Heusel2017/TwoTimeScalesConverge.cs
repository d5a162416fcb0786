using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>With a(n) = o(b(n)) training converges, on a game where it takes that.</summary>
[Entry(
    "heusel2017/two-time-scales-converge",
    "With a(n) = o(b(n)) both players converge, under noise, even on a game that defeats equal rates.",
    @"\theta_{n+1} = \theta_n + a(n)\,(h + M^\theta),\ w_{n+1} = w_n + b(n)\,(g + M^w),\ a(n) = o(b(n)) "
        + @"\Rightarrow (\theta_n, w_n) \to (\theta^*, \lambda(\theta^*))",
    "Heusel et al. 2017 (arXiv:1706.08500), theorem 1")]
public sealed record TwoTimeScalesConverge : Claim<TwoTimeScalesConverge.Measurements>
{
    private const double Close = 0.05;

    /// <inheritdoc/>
    public override int Place => 5;

    /// <inheritdoc/>
    public override Published Published => new(
        "converges almost surely",
        "theorem 1",
        "the abstract was read; the theorem and its assumptions are remembered, the roles of a and b read on the "
            + "poster");

    /// <inheritdoc/>
    public override string Condition =>
        "for each of three pairs of schedules every run's greatest distance over the last tenth of 100,000 "
        + "updates is at most 0.05, and its median over runs is less than half of that over the last tenth of "
        + "1,000, and from 1 to 10 times the deviation of a discriminator with that noise and rate, "
        + "0.1 sqrt(b(n) / 2)";

    /// <summary>The game; a test puts a wrong one in its place.</summary>
    internal Quadratic Game { get; init; } = TimeScales.Game;

    /// <summary>The rule with two schedules; a test puts a wrong one in its place.</summary>
    internal Func<Schedule, Schedule, Rule> Rule { get; init; } = TimeScales.Rule;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = setting.Full ? 512 : 32;
        List<double> Greatest((Schedule A, Schedule B) schedules, long updates) =>
            [.. TimeScales.Run(Game, Rule(schedules.A, schedules.B), runs, updates, setting).Select(e => e.High)];
        return new([.. TimeScales.Separated.Select(s => Times(setting).Select(t => Greatest(s, t)).ToList())]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var early = measured.Distances.Select(d => d[0]).ToList();
        var late = measured.Distances.Select(d => d[2]).ToList();
        var largest = late.Max(d => d.Max());
        var noisy = late.Zip(TimeScales.Separated, (d, s) => d.Median() / Deviation(s.B)).All(r => r is >= 1 and <= 10);
        return new(
            noisy && largest <= Close && early.Zip(late, (a, b) => b.Median() < a.Median() / 2).All(shrinks => shrinks)
                ? Outcome.Holds
                : Outcome.Contradicted,
            largest,
            "largest distance in the last tenth of 100,000 updates, over all schedules and runs",
            $"Median distances fall from {Medians(early)} near 1,000 updates to {Medians(late)} near 100,000; the "
                + $"largest of any run is {largest.Text("G2")}.",
            new("Greatest distance over the last tenth, against the number of updates", [Panel(measured, setting)]))
        {
            Seeds = early[0].Count,
            Settings = Settings(early[0].Count, setting),
            Table = Table(measured, setting),
        };
    }

    // Stationary, in the limit of small rates, near the 100,000th update.
    private static double Deviation(Schedule b) => TimeScales.Noise * Math.Sqrt(b.At(100_000) / 2);

    private static long[] Times(ClaimSetting setting) =>
        setting.Full ? [1000, 10_000, 100_000, 1_000_000] : [1000, 10_000, 100_000];

    private static string Name((Schedule A, Schedule B) schedules) =>
        $"a = {schedules.A}, b = {schedules.B}";

    private static string Medians(List<IReadOnlyList<double>> samples) =>
        string.Join(", ", samples.Select(s => s.Median().Text("G2")));

    private static Panel Panel(Measurements measured, ClaimSetting setting)
    {
        double?[] times = [.. Times(setting).Select(t => (double?)t)];
        return new(
            string.Empty,
            new("updates", Log: true),
            new("distance", Log: true),
            [.. TimeScales.Separated.Zip(measured.Distances, (s, d) => Drawing.Band(Name(s), times, d))]);
    }

    private static ResultTable Table(Measurements measured, ClaimSetting setting) => new(
        ["schedules", .. Times(setting).Select(t => $"median (greatest) distance near {t.Text()}")],
        [.. TimeScales.Separated.Zip(measured.Distances, (s, of) => (IReadOnlyList<string>)
        [
            Name(s), .. of.Select(d => $"{d.Median().Text("G3")} ({d.Max().Text("G3")})"),
        ])]);

    private static (string Name, string Value)[] Settings(int runs, ClaimSetting setting) =>
    [
        ("game", TimeScales.Game.InOneLine()),
        ("rule", "simultaneous, eta-g a(n), eta-d b(n)"),
        ("schedules", string.Join("; ", TimeScales.Separated.Select(Name))),
        ("assumptions", TimeScales.Assumptions),
        ("starts", $"{runs}, uniform in the square from -1 to 1"),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Distances">
    /// Of each pair of schedules, near 1,000, 10,000 and 100,000 updates (in full also 1,000,000), each run's greatest
    /// distance over the last tenth.
    /// </param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<IReadOnlyList<double>>> Distances);
}
