using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;

namespace Saddle.Papers.Becker2023;

/// <summary>Two generated points at one true point: their difference grows or shrinks by 1 - h an update.</summary>
[Entry(
    "becker2023/coverage",
    "A true point with too little generated mass holds its generated points together; one with too much cannot: it is unstable at any steps.",
    @"y_1 - y_2 \mapsto (1-h)(y_1 - y_2),\quad h = \eta_g q \Delta / (\lambda\sigma^2),\quad \Delta = p - Nq",
    "Becker et al. 2023 (arXiv:2305.08277), isolated points model of arXiv:2208.09938; derived")]
public sealed record Coverage : Claim
{
    private const double Eta = 0.1;
    private const double Q = 0.5;
    private const double Lambda = 0.1;
    private const double Offset = 1e-6;
    private const int Window = 20;
    private static readonly double[] Deltas = [0.5, 0.2, 0.05, -0.05, -0.2, -0.5];

    /// <inheritdoc/>
    public override int Place => 10;

    /// <inheritdoc/>
    public override Published Published => new("1 - h", "arXiv:2208.09938: under-covered points attract, over-covered ones are unstable", Setting.HowKnown);

    /// <inheritdoc/>
    public override string Condition => "for six excesses from -0.5 to 0.5 and both orders the measured factor of the difference is 1 - h to 6 digits, and the exact radius is below 1 if and only if the excess is positive";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (worst, signs) = (0.0, true);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var delta in Deltas)
        {
            for (var order = 0; order < 2; order++)
            {
                var (name, make) = Setting.Orders[order];
                var (game, rule) = (Pair(delta), make(Eta, Eta));
                var expected = 1 - (Eta * Q * delta / Lambda);
                var run = Simulation.Run(game, rule, Start(game, Offset), Window);
                var measured = Math.Pow(Difference(run.Final) / Difference(run.Points[0].State), 1.0 / Window);
                var radius = Spectrum.Of(game.ForSpectrum, rule).Radius!.Value;
                worst = Math.Max(worst, Math.Abs(measured - expected));
                signs &= radius < 1 == delta > 0;
                rows.Add([delta.Text(), name, expected.Text("F7"), measured.Text("F7"), radius.Text("F7")]);
            }
        }

        // What becomes of the pair in the long run, from a start that can be seen.
        const int Long = 600;
        double[] shown = [0.2, 0, -0.2];
        var lines = shown.Select((delta, i) =>
        {
            var game = Pair(delta);
            var run = Simulation.Run(game, Setting.Orders[0].Make(Eta, Eta), Start(game, 0.05), Long, 2);
            return new Line($"excess {delta.Text()}", [.. run.Points.Select(p => (double?)p.Step)], [.. run.Points.Select(p => (double?)Difference(p.State))]) { Colour = i };
        }).ToList();
        return new(
            worst < 1e-6 && signs ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest difference of the measured factor from 1 - h",
            $"The measured factors differ from 1 - h by at most {worst.Text("G2")}; the exact radius is {(signs ? string.Empty : "not always ")}below 1 if and only if the excess is positive. The pair at an over-covered point comes apart to a distance of {lines[2].Y[^1]!.Value.Text("F2")} bandwidths after {Long} updates.",
            new("Distance of two generated points at one true point", [new(string.Empty, new("update"), new("distance, in bandwidths", Log: true), [.. lines])]))
        {
            Settings = [.. Setting.Describe(Pair(0.2), Setting.Orders[0].Make(Eta, Eta)).Where(s => s.Name is not ("masses" or "offset")), ("masses", "1 + excess"), ("start", "1e-6 bandwidths either side, the discriminator at its equilibrium; in the figure 0.05"), ("measured", $"the mean factor over {Window} updates")],
            Table = new(["excess p - N q", "order", "1 - h", "measured", "exact radius"], rows),
        };
    }

    private static Games.KernelGan Pair(double delta) =>
        Setting.Game(("lambda", Lambda.Exact()), ("generated", "2"), ("masses", (1 + delta).Exact()), ("generated-masses", $"{Q.Exact()},{Q.Exact()}"));

    private static double[] Start(Games.KernelGan game, double offset)
    {
        var start = game.Equilibrium();
        start[0] += offset;
        start[1] -= offset;
        return start;
    }

    private static double Difference(double[] state) => Math.Abs(state[0] - state[1]);
}
