using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>Without a(n) = o(b(n)) the same game is lost.</summary>
[Entry(
    "heusel2017/one-time-scale-fails",
    "Without a(n) = o(b(n)) convergence can fail: with equal schedules, or with the generator's the slower to "
        + "fall, runs leave.",
    @"\dot z = -\begin{pmatrix} -2 & 2 \\ -2\tau & \tau \end{pmatrix} z,\ \tau = b/a:\quad \text{stable} \iff \tau > 2",
    "Heusel et al. 2017 (arXiv:1706.08500), theorem 1: what its assumption is for")]
public sealed record OneTimeScaleFails : Claim<OneTimeScaleFails.Measurements>
{
    private const long Updates = 10_000;
    private const double Gone = 10;

    private static readonly (string Name, (Schedule A, Schedule B) Schedules)[] Cases =
    [
        ("equal", (new(0.2, -0.6), new(0.2, -0.6))),
        ("exchanged", (new(0.2, -0.6), new(0.2, -0.9))),
        ("b = 1.5 a", (new(0.2, -0.6), new(0.3, -0.6))),
        ("b = 4 a", (new(0.1, -0.6), new(0.4, -0.6))),
        ("a = o(b)", TimeScales.Separated[0]),
    ];

    /// <inheritdoc/>
    public override int Place => 6;

    /// <inheritdoc/>
    public override Published Published => new(
        "a(n) = o(b(n)) is assumed",
        "theorem 1, assumption A2",
        "remembered; the game and the threshold are derived");

    /// <inheritdoc/>
    public override string Condition =>
        "with equal schedules 0.2 n^-0.6 and with the roles of 0.2 n^-0.6 and 0.2 n^-0.9 exchanged, every run is "
        + "farther than 10 from the equilibrium after 10,000 updates";

    /// <summary>The rule with two schedules; a test puts a wrong one in its place.</summary>
    internal Func<Schedule, Schedule, Rule> Rule { get; init; } = TimeScales.Rule;

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        List<Late> Follow((Schedule A, Schedule B) schedules) =>
            [
                .. TimeScales.Run(TimeScales.Game, Rule(schedules.A, schedules.B), Runs(setting), Updates, setting)
                    .Select(e => new Late(e.Low, e.High)),
            ];
        return new([.. Cases.Select(c => Follow(c.Schedules))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var runs = measured.Cases[0].Count;
        var gone = measured.Cases.Select(of => of.Count(e => e.Low > Gone)).ToList();
        return new(
            gone[0] == runs && gone[1] == runs ? Outcome.Holds : Outcome.Contradicted,
            (double)Math.Min(gone[0], gone[1]) / runs,
            "least share of runs that leave, equal and exchanged schedules",
            $"{gone[0]} of {runs} runs leave with equal schedules, {gone[1]} with exchanged ones. The assumption "
                + $"is sufficient, not necessary: a fixed ratio b = 4 a keeps {runs - gone[3]} of {runs}, b = 1.5 "
                + $"a {runs - gone[2]}; the threshold is 2.",
            new($"Greatest distance over the last tenth of {Updates} updates", [Panel(measured)]))
        {
            Seeds = runs,
            Settings = Settings(runs, setting),
            Table = Table(measured, gone),
        };
    }

    private static int Runs(ClaimSetting setting) => setting.Full ? 512 : 64;

    private static Panel Panel(Measurements measured)
    {
        IReadOnlyList<double>[] distances = [.. measured.Cases.Select(of => of.Select(e => e.High).ToList())];
        return new(
            string.Empty,
            new("schedules") { Categories = [.. Cases.Select(c => c.Name)] },
            new("distance", Log: true),
            [Drawing.Spread("median, least and greatest over runs", Drawing.Places(Cases.Length), distances)]);
    }

    private static ResultTable Table(Measurements measured, List<int> gone) => new(
        ["schedules", "a(n)", "b(n)", "runs that leave", "median greatest distance"],
        [.. Cases.Zip(measured.Cases, gone).Select(row => (IReadOnlyList<string>)
        [
            row.First.Name,
            $"{row.First.Schedules.A}",
            $"{row.First.Schedules.B}",
            $"{row.Third} of {row.Second.Count}",
            row.Second.Select(e => e.High).Median().Text("G3"),
        ])]);

    private static (string Name, string Value)[] Settings(int runs, ClaimSetting setting) =>
    [
        ("game", TimeScales.Game.InOneLine()),
        ("rule", "simultaneous, eta-g a(n), eta-d b(n)"),
        .. Cases.Select(c => ($"schedules, {c.Name}", $"a = {c.Schedules.A}, b = {c.Schedules.B}")),
        ("starts", $"{runs}, uniform in the square from -1 to 1"),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Cases">
    /// With equal schedules, exchanged ones, fixed ratios of 1.5 and of 4, and a = o(b): how each run ends.
    /// </param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<Late>> Cases);

    /// <summary>Between which distances a run moves over the last tenth of its updates.</summary>
    /// <param name="Low">The least.</param>
    /// <param name="High">The greatest.</param>
    public sealed record Late(double Low, double High);
}
