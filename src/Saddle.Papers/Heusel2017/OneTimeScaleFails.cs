using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Scalars;

namespace Saddle.Papers.Heusel2017;

/// <summary>Without a(n) = o(b(n)) the same game is lost.</summary>
[Entry(
    "heusel2017/one-time-scale-fails",
    "Without a(n) = o(b(n)) convergence can fail: with equal schedules, or with the generator's the slower to fall, runs leave.",
    @"\dot z = -\begin{pmatrix} -2 & 2 \\ -2\tau & \tau \end{pmatrix} z,\ \tau = b/a:\quad \text{stable} \iff \tau > 2",
    "Heusel et al. 2017 (arXiv:1706.08500), theorem 1: what its assumption is for")]
public sealed record OneTimeScaleFails : Claim
{
    /// <inheritdoc/>
    public override int Place => 6;

    /// <inheritdoc/>
    public override Published Published => new("a(n) = o(b(n)) is assumed", "theorem 1, assumption A2", "remembered; the game and the threshold are derived");

    /// <inheritdoc/>
    public override string Condition =>
        "with equal schedules 0.2 n^-0.6 and with the roles of 0.2 n^-0.6 and 0.2 n^-0.9 exchanged, every run is farther than 10 from the equilibrium after 10,000 updates";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var runs = setting.Full ? 512 : 64;
        const long Updates = 10_000;
        (string Name, (Schedule A, Schedule B) Steps)[] cases =
        [
            ("equal", (new(0.2, -0.6), new(0.2, -0.6))),
            ("exchanged", (new(0.2, -0.6), new(0.2, -0.9))),
            ("b = 1.5 a", (new(0.2, -0.6), new(0.3, -0.6))),
            ("b = 4 a", (new(0.1, -0.6), new(0.4, -0.6))),
            ("a = o(b)", TimeScales.Separated[0]),
        ];
        var distances = cases.Select(c => TimeScales.Run(c.Steps, runs, Updates, setting)).ToList();
        var gone = distances.Select(d => d.Count(e => e.Low > 10)).ToList();
        return new(
            gone[0] == runs && gone[1] == runs ? Outcome.Holds : Outcome.Contradicted,
            (double)Math.Min(gone[0], gone[1]) / runs,
            "least share of runs that leave, equal and exchanged schedules",
            $"{gone[0]} of {runs} runs leave with equal schedules, {gone[1]} with exchanged ones. The assumption is sufficient, not necessary: a fixed ratio b = 4 a keeps {runs - gone[3]} of {runs}, b = 1.5 a {runs - gone[2]}; the threshold is 2.",
            new(
                $"Greatest distance over the last tenth of {Updates} updates",
                [
                    new(
                        string.Empty,
                        new("schedules") { Categories = [.. cases.Select(c => c.Name)] },
                        new("distance", Log: true),
                        [
                            new Points("median, least and greatest over runs", [.. cases.Select((_, i) => (double?)i)], distances.Select(d => d.Select(e => e.High).Median()).Gaps())
                            {
                                Low = distances.Select(d => d.Min(e => e.High)).Gaps(),
                                High = distances.Select(d => d.Max(e => e.High)).Gaps(),
                            },
                        ]),
                ]))
        {
            Seeds = runs,
            Settings =
            [
                ("game", TimeScales.Game.InOneLine()),
                ("rule", "simultaneous, eta-g a(n), eta-d b(n)"),
                .. cases.Select(c => ($"schedules, {c.Name}", $"a = {c.Steps.A}, b = {c.Steps.B}")),
                ("starts", $"{runs}, uniform in the square from -1 to 1"),
                ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
            Table = new(
                ["schedules", "a(n)", "b(n)", "runs that leave", "median greatest distance"],
                [.. cases.Select((c, i) => (IReadOnlyList<string>)[c.Name, c.Steps.A.ToString(), c.Steps.B.ToString(), $"{gone[i]} of {runs}", distances[i].Select(e => e.High).Median().Text("G3")])]),
        };
    }
}
