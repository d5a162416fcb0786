using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games.Kernels;

namespace Saddle.Papers.Becker2023;

/// <summary>How far from the true point the linear analysis still tells how fast a point comes.</summary>
[Entry(
    "becker2023/linear-range",
    "The linear analysis is exact near the true point and grossly inaccurate from moderate distances, in every regime.",
    @"\left| T_{\text{linear}} / T_{\text{measured}} - 1 \right| \text{ against } |y_0| / \sigma",
    "Becker et al. 2025 (IEEE Trans. Signal Processing 73, 433-445), abstract, on the analysis of arXiv:2305.08277")]
public sealed record LinearRange : Claim
{
    private const int Limit = 3000;

    // Two bandwidths is moderate: the kernel's slope there is 0.27 per bandwidth, its greatest 0.61.
    private static readonly double[] Distances = [0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5];

    private static readonly (string Name, double EtaD, double EtaG, double Lambda)[] Cases =
    [
        ("overdamped", 0.1, 0.01, 1),
        ("critical", 0.1, 0.025, 1),
        ("damped", 0.1, 0.1, 0.2),
        ("large steps", 1, 0.5, 0.1),
    ];

    /// <inheritdoc/>
    public override int Place => 12;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Published Published => new("\"grossly inaccurate, even at moderate distances\"", "abstract of the 2025 follow-up", "the abstract was read; the measure and what counts as gross are ours");

    /// <inheritdoc/>
    public override string Condition => "in each of four regimes the linear model's time to come for good within a tenth of the start's distance is within 2 % of the measured one from 0.01 bandwidths, and off by more than 50 % of the measured one from two bandwidths";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var rows = new List<IReadOnlyList<string>>();
        var (linearLines, quadraticLines) = (new List<Trace>(), new List<Trace>());
        var (near, far) = (0.0, double.PositiveInfinity);
        foreach (var (c, colour) in Cases.Select((c, i) => (c, i)))
        {
            var times = Setting.InParallel(Distances, setting, distance =>
            {
                var game = Setting.Game(("lambda", c.Lambda.Exact()), ("radius", "5"));
                var start = new double[game.StateSize];
                start[0] = distance;
                var run = Simulation.Run(game, Setting.Orders[0].Make(c.EtaG, c.EtaD), start, Limit);
                double Of(bool quadratic) => Settled(new SecondMoments(1, c.EtaG, c.EtaD, c.Lambda, Quadratic: quadratic).Run(SecondMoments.Of([[distance]]), Limit).Select(m => m.Mean[0]));
                return (Measured: Settled(run.Points.Select(p => p.State[0])), Linear: Of(false), Quadratic: Of(true));
            });
            var errors = times.Select(t => Math.Abs((t.Linear / t.Measured) - 1)).ToArray();
            near = Math.Max(near, errors[0]);
            far = Math.Min(far, errors[Array.IndexOf(Distances, 2)]);
            rows.AddRange(Distances.Select((d, i) => (IReadOnlyList<string>)[c.Name, d.Text(), times[i].Measured.Text("F0"), times[i].Linear.Text("F0"), times[i].Quadratic.Text("F0"), errors[i].Text("P1")]));
            double?[] x = [.. Distances.Select(d => (double?)d)];
            linearLines.Add(new Line(c.Name, x, errors.Select(e => Math.Max(e, 1e-4)).Gaps()) { Colour = colour });
            quadraticLines.Add(new Line(c.Name, x, times.Select(t => Math.Max(1e-4, Math.Abs((t.Quadratic / t.Measured) - 1))).Gaps()) { Colour = colour });
        }

        return new(
            near < 0.02 && far > 0.5 ? Outcome.Holds : Outcome.Contradicted,
            far,
            "least relative error of the linear model's time over four regimes, from two bandwidths",
            $"From 0.01 bandwidths the linear model's time is off by at most {near.Text("P1")}. From half a bandwidth and from two it is off by {string.Join("; ", Cases.Select((c, i) => $"{rows[(i * Distances.Length) + Array.IndexOf(Distances, 0.5)][5]} and {rows[(i * Distances.Length) + Array.IndexOf(Distances, 2)][5]} where {c.Name}"))}.",
            new(
                "Relative error of the predicted time to a tenth of the distance",
                [
                    new("linear model", new("start's distance, in bandwidths", Log: true), new("relative error", Log: true, Low: 1e-4, High: 10), linearLines),
                    new("quadratic model", new("start's distance, in bandwidths", Log: true), new("relative error", Log: true, Low: 1e-4, High: 10), quadraticLines),
                ],
                Columns: 2))
        {
            Settings = [.. Setting.Describe(Setting.Game(("radius", "5")), Setting.Orders[0].Make(1, 1)).Where(s => s.Name is not ("lambda" or "eta-g" or "eta-d" or "offset")), .. Cases.Select(c => (c.Name, $"eta-d {c.EtaD.Text()}, eta-g {c.EtaG.Text()}, lambda {c.Lambda.Text()}")), ("start", "the discriminator 0"), ("most updates", Limit.Text())],
            Table = new(["regime", "start, in bandwidths", "measured updates", "linear", "quadratic", "error of linear"], rows),
        };
    }

    /// <summary>After how many updates the displacement stays within a tenth of that at the start.</summary>
    private static double Settled(IEnumerable<double> displacements)
    {
        var (time, last, first) = (0, 0, double.NaN);
        foreach (var u in displacements)
        {
            first = time == 0 ? Math.Abs(u) : first;
            last = Math.Abs(u) <= first / 10 ? last : time;
            time++;
        }

        return last == time - 1 ? double.PositiveInfinity : last + 1;
    }
}
