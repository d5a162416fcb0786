using Saddle.Catalog;
using Saddle.Figures;

namespace Saddle.Papers.Becker2023;

/// <summary>The fastest approach under either order.</summary>
[Entry(
    "becker2023/fastest-setting",
    "Alternating updates are fastest on the whole damped band, sqrt(1-a) an update; simultaneous ones at b = a^2/4 only, 1 - a/2, which is slower.",
    @"\min_b \rho = \sqrt{1-a} \text{ (alternating)},\quad 1 - a/2 \text{ at } b = a^2/4 \text{ (simultaneous)}",
    "Becker et al. 2023 (arXiv:2305.08277); derived from arXiv:2208.09938, equations 124 and 125")]
public sealed record FastestSetting : Claim
{
    private const double Offset = 1e-6;
    private static readonly double[] As = [0.05, 0.2, 0.5, 0.8];

    /// <inheritdoc/>
    public override int Place => 8;

    /// <inheritdoc/>
    public override Published Published => new("sqrt(1-a); 1 - a/2", Setting.Abstract, Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition => "for each of four a, the least measured modulus over a fine grid of b is within 1e-3 of the formula's, under simultaneous updates it lies within a grid step of a^2/4, and under alternating ones at least 80 % of the band is within 1e-5 of the least";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var count = setting.Full ? 401 : 121;
        var (holds, worst) = (true, 0.0);
        var rows = new List<IReadOnlyList<string>>();
        var panels = new List<Panel>();
        foreach (var a in As)
        {
            var (low, high) = (Math.Pow(1 - Math.Sqrt(1 - a), 2), Math.Pow(1 + Math.Sqrt(1 - a), 2));

            // A grid that has a^2/4 among its points: only there simultaneous updates are as fast as they can be.
            var step = Math.Pow(40 * 5 / (a * a), 1.0 / (count - 1));
            var before = (int)(Math.Log(10) / Math.Log(step));
            double[] bs = [.. Enumerable.Range(-before, count).Select(i => a * a / 4 * Math.Pow(step, i))];
            var lines = new List<Trace>();
            for (var order = 0; order < 2; order++)
            {
                var (name, make) = Setting.Orders[order];
                var game = Setting.Game(("lambda", "1"), ("radius", "0.5"));
                var moduli = Setting.InParallel(bs, setting, b => Setting.Multipliers(Setting.Displacements(game, make(b / a, a), Offset, 200)).First.Magnitude);
                var least = moduli.Min();
                var at = bs[Array.IndexOf(moduli, least)];
                var formula = order == 0 ? Math.Sqrt(1 - a) : 1 - (a / 2);
                var band = bs.Zip(moduli).Where(p => p.First > low && p.First < high).ToList();
                var flat = band.Count(p => p.Second < least + 1e-5) / (double)band.Count;
                worst = Math.Max(worst, Math.Abs(least - formula));
                holds &= Math.Abs(least - formula) < 1e-3 && (order == 0 ? flat >= 0.8 : Math.Abs(Math.Log(at / (a * a / 4))) <= 1.001 * Math.Log(step));
                rows.Add([a.Text(), name, least.Text("F6"), formula.Text("F6"), at.Text(), order == 0 ? $"{low.Text()} to {high.Text()}" : (a * a / 4).Text(), order == 0 ? flat.Text("P0") : "-"]);
                lines.Add(new Line(name, [.. bs.Select(b => (double?)b)], moduli.Gaps()) { Colour = order });
            }

            panels.Add(new($"a = {a.Text()}", new("b", Log: true), new("measured modulus", Low: 0.4, High: 1.5), lines)
            {
                Rules = [new("sqrt(1-a)", Math.Sqrt(1 - a)), new("1 - a/2", 1 - (a / 2)), new("a^2/4", a * a / 4, Vertical: true), new("4-2a", 4 - (2 * a), Vertical: true)],
            });
        }

        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest difference of the least measured modulus from the formula's",
            $"The least measured moduli differ from the formulas by at most {worst.Text("G2")}. Under alternating updates the least is reached on the whole damped band, and it is lower.",
            new("Modulus against b", panels, Columns: 2))
        {
            Settings = [.. Setting.Describe(Setting.Game(("lambda", "1"), ("radius", "0.5")), Setting.Orders[0].Make(1, 1)).Where(s => s.Name is not ("rule" or "eta-g" or "eta-d" or "offset")), ("rule", "alternating and simultaneous"), ("eta-d", "a"), ("eta-g", $"b/a, {count} values of b from about a^2/40 to 5, logarithmic, a^2/4 among them"), ("start", "1e-6 bandwidths from the equilibrium"), ("measured", "the recurrence of two terms that fits the first 200 updates")],
            Table = new(["a", "order", "least measured", "formula", "measured at b", "formula: b", "share of the band within 1e-5 of the least"], rows),
        };
    }
}
