using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Papers.Li2018;

/// <summary>
/// The theorem: with an optimal discriminator, a step and a number of steps polynomial in the accuracy suffice. Measured with
/// the step equal to the accuracy, over separations of the target's means.
/// </summary>
[Entry(
    "li2018/steps-polynomial",
    "The optimal discriminator needs a number of steps that is polynomial in 1/accuracy, whatever the separation.",
    @"\eta = \mathrm{poly}(\delta, e^{-C^2}),\quad T = \mathrm{poly}(1/\delta, e^{C^2}) \Rightarrow d_{TV}(G_{u(T)}, G^*) \le \delta",
    "Li et al. 2018 (arXiv:1706.09884), main theorem")]
public sealed record StepsPolynomial : Claim
{
    /// <inheritdoc/>
    public override int Place => 12;

    private const long Limit = 200_000;

    /// <inheritdoc/>
    public override Published Published => new("T = poly(1/accuracy, exp(C^2))", "main theorem", "the statement's shape is remembered; exact polynomials are not given in the paper");

    /// <inheritdoc/>
    public override string Condition => "every run reaches its accuracy, and at every separation the slope of log T against log(1/accuracy) is at most 3 and grows by less than 1 from the coarser to the finer half";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(), Setting.Optimal) { Steps = Setting.Steps };

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[] separations = [0.25, 0.5, 1, 2, 4];
        double[] accuracies = setting.Full ? [0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001] : [0.1, 0.05, 0.02, 0.01, 0.005];
        var runs = setting.Full ? 64 : 16;
        var slowest = new long[separations.Length, accuracies.Length];
        for (var i = 0; i < separations.Length; i++)
        {
            var half = separations[i] / 2;
            var game = Setting.Game(("target", $"{(-half).Text("R")},{half.Text("R")}"));
            for (var j = 0; j < accuracies.Length; j++)
            {
                slowest[i, j] = Slowest(game, accuracies[j], runs, setting);
            }
        }

        var slopes = separations.Select((_, i) => Slopes([.. accuracies.Select((a, j) => (Math.Log(1 / a), Math.Log(slowest[i, j])))])).ToList();
        var reached = slowest.Cast<long>().All(t => t <= Limit);
        var steepest = slopes.Max(s => s.All);
        var bend = slopes.Max(s => s.Fine - s.Coarse);
        return new(
            reached && steepest <= 3 && bend < 1 ? Outcome.Holds : Outcome.Contradicted,
            steepest,
            "largest exponent of the number of steps in 1/accuracy, over the separations",
            $"{(reached ? "Every run reaches its accuracy" : "Not every run reaches its accuracy")}; the number of steps grows at most like the power {steepest.Text("F2")} of 1/accuracy, and the slope grows by at most {bend.Text("F2")} towards finer accuracies.",
            new(
                "Steps that the slowest run needs",
                [
                    new(
                        "against the accuracy",
                        new("accuracy: total variation distance reached", Log: true),
                        new("updates", Log: true),
                        [.. separations.Select((s, i) => new Line($"separation {s.Text()}", [.. accuracies.Select(a => (double?)a)], [.. accuracies.Select((_, j) => (double?)slowest[i, j])]))]),
                    new(
                        "against the separation",
                        new("separation of the target's means", Log: true),
                        new("updates", Log: true),
                        [.. accuracies.Select((a, j) => new Line($"accuracy {a.Text()}", [.. separations.Select(s => (double?)s)], [.. separations.Select((_, i) => (double?)slowest[i, j])]))]),
                ],
                Columns: 2))
        {
            Seeds = runs,
            Settings =
            [
                .. Setting.Describe(Setting.Game(), Setting.Optimal).Where(s => s.Name is not ("target" or "eta-g" or "eta-d")),
                ("target", "half the separation on either side of 0"),
                ("eta", "equal to the accuracy"),
                ("starts", $"{runs} at each point; means apart by at least a tenth of the separation"),
                ("most steps", Limit.Text()),
                ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ],
            Table = new(
                ["separation", .. accuracies.Select(a => $"T at {a.Text()}"), "exponent"],
                [.. separations.Select((s, i) => (IReadOnlyList<string>)[s.Text(), .. accuracies.Select((_, j) => slowest[i, j].Text()), slopes[i].All.Text("F2")])]),
        };
    }

    /// <summary>The most updates that any of the runs needs until its total variation distance is at most the accuracy.</summary>
    private static long Slowest(TwoGaussians game, double accuracy, int runs, ClaimSetting setting)
    {
        var bound = game.Bind<Real>();
        var update = new OptimalDiscriminator { EtaG = accuracy }.Bind(bound);
        var gap = 0.1 * (game.Target[1] - game.Target[0]);
        var most = 0L;
        for (var (run, tried) = (0, 0); run < runs; tried++)
        {
            var start = DrawnStart.Of(game, setting.Seed, tried);
            if (start[1] - start[0] < gap)
            {
                continue;
            }

            run++;
            var state = start.ToScalars<Real>();
            var step = 0L;
            do
            {
                // The update answers with the best response to the means before its step: its value less 1 is their distance.
                var before = ((ReadOnlySpan<Real>)state).ToDoubles();
                update.Step(state, [], new Sample(setting.Seed, tried, step, 0));
                Real[] response = [before[0], before[1], .. state[2..]];
                if (bound.Loss(Player.Generator, response, default).Value - 1 <= accuracy)
                {
                    break;
                }
            }
            while (++step <= Limit);
            setting.Cancellation.ThrowIfCancellationRequested();
            most = Math.Max(most, Math.Max(1, step));
        }

        return most;
    }

    /// <summary>Least-squares slopes over all points, the coarser half and the finer half.</summary>
    private static (double All, double Coarse, double Fine) Slopes((double X, double Y)[] points)
    {
        var middle = (points.Length + 1) / 2;
        return (Slope(points), Slope(points[..middle]), Slope(points[(middle - 1)..]));

        static double Slope((double X, double Y)[] p)
        {
            var (x, y) = (p.Average(v => v.X), p.Average(v => v.Y));
            return p.Sum(v => (v.X - x) * (v.Y - y)) / p.Sum(v => (v.X - x) * (v.X - x));
        }
    }
}
