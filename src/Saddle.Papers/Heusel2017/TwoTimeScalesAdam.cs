using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>Two time scales under Adam, on the game on which they decide under plain descent.</summary>
[Entry(
    "heusel2017/two-time-scales-adam",
    "Under Adam, too, schedules with a(n) = o(b(n)) converge where equal ones and exchanged ones do not.",
    @"a(n) = 0.05\, n^{-0.9},\ b(n) = 0.05\, n^{-0.6};\quad \beta_1 = 0.5,\ \beta_2 = 0.999",
    "Heusel et al. 2017 (arXiv:1706.08500), section 2 and theorem 2: two time scales with Adam; the game is ours")]
public sealed record TwoTimeScalesAdam : Claim<TwoTimeScalesAdam.Measurements>
{
    private const long Updates = 100_000;
    private const double Close = 0.1;
    private const double Away = 5;

    private static readonly (string Name, Schedule A, Schedule B)[] Cases =
    [
        ("a = o(b)", new(0.05, -0.9), new(0.05, -0.6)),
        ("equal", new(0.05, -0.6), new(0.05, -0.6)),
        ("exchanged", new(0.05, -0.6), new(0.05, -0.9)),
    ];

    /// <inheritdoc/>
    public override int Place => 14;

    /// <inheritdoc/>
    public override Published Published => new(
        "the two time-scale rule is proven for Adam as well",
        "theorem 2",
        "remembered; the game, the schedules and the bounds are ours");

    /// <inheritdoc/>
    public override string Condition =>
        "over the last tenth of 100,000 updates the median run's greatest distance is below 0.1 with a(n) = o(b(n)) "
        + "and above 5 with equal and with exchanged schedules";

    /// <summary>The rule with two schedules; a test puts a wrong one in its place.</summary>
    internal Func<Schedule, Schedule, Rule> Rule { get; init; } =
        (a, b) => new Adam(Beta1: 0.5) { EtaG = a, EtaD = b };

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[] Start(int run) => DrawnStart.Of(TimeScales.Game, setting.Seed, run);
        IReadOnlyList<double> Follow(Schedule a, Schedule b) =>
        [
            .. Envelope.Of(TimeScales.Game, Rule(a, b), Runs(setting), Start, Updates * 9 / 10, Updates, setting)
                .Select(run => run.High),
        ];
        return new([.. Cases.Select(c => Follow(c.A, c.B))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var medians = measured.Distances.Select(of => of.Median()).ToList();
        return new(
            medians[0] < Close && medians[1] > Away && medians[2] > Away ? Outcome.Holds : Outcome.Contradicted,
            medians[0],
            "median of the greatest distance over the last tenth, a(n) = o(b(n))",
            $"The median distances are {medians[0].Text("G3")} with a(n) = o(b(n)), {medians[1].Text("G3")} with equal "
                + $"schedules and {medians[2].Text("G3")} with exchanged ones; the worst run with a(n) = o(b(n)) is at "
                + $"{measured.Distances[0].Max().Text("G3")}: Adam's steps have the size of their rate, and those of "
                + "a(n) add up to 1.6 in so many updates.",
            new($"Greatest distance over the last tenth of {Updates} updates", [Panel(measured)]))
        {
            Interval = measured.Distances[0].MedianInterval(),
            Seeds = Runs(setting),
            Settings =
            [
                ("game", TimeScales.Game.InOneLine()),
                ("rule", "adam, simultaneous, decays 0.5 and 0.999, eta-g a(n), eta-d b(n)"),
                .. Cases.Select(c => ($"schedules, {c.Name}", $"a = {c.A}, b = {c.B}")),
                ("updates", Updates.Text()),
                ("starts", $"{Runs(setting).Text()}, uniform in the square from -1 to 1"),
                ("seed", $"{setting.Seed}"),
            ],
            Table = new(
                ["schedules", "least", "median", "greatest"],
                [
                    .. Cases.Zip(measured.Distances, (c, d) => (IReadOnlyList<string>)
                        [c.Name, d.Min().Text("G3"), d.Median().Text("G3"), d.Max().Text("G3")]),
                ]),
        };
    }

    private static int Runs(ClaimSetting setting) => setting.Full ? 512 : 64;

    private static Panel Panel(Measurements measured) => new(
        string.Empty,
        new("schedules") { Categories = [.. Cases.Select(c => c.Name)] },
        new("distance", Log: true),
        [Drawing.Spread("median, least and greatest over runs", Drawing.Places(Cases.Length), measured.Distances)]);

    /// <summary>What is measured.</summary>
    /// <param name="Distances">
    /// With a = o(b), with equal and with exchanged schedules: each run's greatest distance over the last tenth.
    /// </param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<double>> Distances);
}
