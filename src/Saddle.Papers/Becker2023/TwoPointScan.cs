using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games.Kernels;

namespace Saddle.Papers.Becker2023;

/// <summary>One true and one generated point over bandwidths, regularisers and steps, with the one-point models beside.</summary>
[Entry(
    "becker2023/two-point-scan",
    "Over bandwidths, regularisers and steps, one generated point converges to one true point wherever the spectrum says so.",
    @"x_{t+1} = x_t + \eta_g b_{t+1}\ \text{(linear)},\quad x_{t+1} = x_t + \eta_g (b_{t+1} - c_{t+1} x_t)\ \text{(quadratic)}",
    "Becker et al. 2023 (arXiv:2305.08277), very probably its parameter scan; the authors' notebooks")]
public sealed record TwoPointScan : Claim
{
    private const int Steps = 1000;
    private const double Start = 0.1;
    private static readonly double[] Sigmas = [0.1, 1, 10];
    private static readonly double[] Lambdas = [1, 0.1, 0.01];
    private static readonly (double EtaD, double EtaG)[] Etas = [(1, 0.1), (0.1, 0.1), (0.1, 0.01), (0.01, 0.01)];

    /// <inheritdoc/>
    public override int Place => 13;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Contradicted;

    /// <inheritdoc/>
    public override Published Published => new("4 x 3 panels of distance against iteration", "notebooks; very probably a figure of the paper", Setting.Notebook);

    /// <inheritdoc/>
    public override string Condition => "in every combination the point comes to within 1 % of the start's distance if and only if the exact radius is below 1, given the time in which the radius predicts a ten-thousandth; and wherever the prediction for the notebooks' 1,000 updates is clear of the boundaries, the verdict measured over these is the predicted one";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var (clear, agreeing, right) = (0, 0, 0);
        var differing = new List<string>();
        var rows = new List<IReadOnlyList<string>>();
        var panels = new List<Panel>();
        foreach (var (etaD, etaG) in Etas)
        {
            var diagram = new PhaseDiagram(new Setup("kernel-gan", "alternating", [("eta-d", etaD.Exact()), ("eta-g", etaG.Exact())]), new("sigma", Sigmas), new("lambda", Lambdas), Steps);
            foreach (var (sigma, column) in Sigmas.Select((s, i) => (s, i)))
            {
                var lines = new List<Trace>();
                foreach (var (lambda, row) in Lambdas.Select((l, i) => (l, i)))
                {
                    var cell = (row * Sigmas.Length) + column;
                    var (game, rule) = diagram.At(cell);
                    var predicted = diagram.Predict([cell])[0];
                    var start = new double[game.StateSize];
                    start[0] = Start;
                    var run = Simulation.Run(game, rule, start, Steps);
                    var isClear = diagram.IsClear(predicted);
                    var agrees = predicted.Verdict == run.Measured.Verdict;
                    clear += isClear ? 1 : 0;
                    agreeing += isClear && agrees ? 1 : 0;
                    var name = $"eta_d {etaD.Text()}, eta_g {etaG.Text()}, sigma {sigma.Text()}, lambda {lambda.Text()}";

                    // In the long run: the time in which the radius predicts a ten-thousandth.
                    var stable = predicted.Radius < 1;
                    var time = Math.Max(Steps, stable ? (long)Math.Ceiling(Math.Log(1e-4) / Math.Log(predicted.Radius!.Value)) : 0);
                    var end = Simulation.Run(game, rule, start, time, time, cancellation: setting.Cancellation).Measured;
                    setting.Cancellation.ThrowIfCancellationRequested();
                    var converged = end.Verdict == Verdict.Converges;
                    right += stable == converged ? 1 : 0;
                    if (stable != converged)
                    {
                        differing.Add($"{name}: radius {predicted.Radius!.Value.Text("F5")}, after {time} updates {end.Reason}");
                    }

                    rows.Add([etaD.Text(), etaG.Text(), sigma.Text(), lambda.Text(), predicted.Radius!.Value.Text("F5"), $"{predicted.Verdict}", isClear ? "clear" : "near a boundary", $"{run.Measured.Verdict}", run.Measured.Ratio.Text("G3"), time.Text(), end.Ratio.Text("G3")]);
                    double?[] steps = [.. Enumerable.Range(0, Steps + 1).Where(k => k % 2 == 0).Select(k => (double?)k)];
                    lines.Add(new Line($"lambda {lambda.Text()}", steps, run.Points.Select(p => p.State[0]).Where((_, k) => k % 2 == 0).Select(Square).Gaps()) { Colour = row });
                    foreach (var quadratic in new[] { false, true })
                    {
                        var model = new SecondMoments(sigma, etaG, etaD, lambda, Quadratic: quadratic).Run(SecondMoments.Of([[Start]]), Steps);
                        lines.Add(new Line($"lambda {lambda.Text()}, {(quadratic ? "quadratic" : "linear")}", steps, model.Select(m => m.Mean[0]).Where((_, k) => k % 2 == 0).Select(Square).Gaps()) { Colour = row, Stroke = quadratic ? Stroke.Dot : Stroke.Dash });
                    }
                }

                panels.Add(new($"eta_d {etaD.Text()}, eta_g {etaG.Text()}, sigma {sigma.Text()}", new("update"), new("squared distance", Log: true, Low: 1e-16, High: 100), lines));
            }
        }

        return new(
            right == rows.Count && clear == agreeing ? Outcome.Holds : Outcome.Contradicted,
            (double)right / rows.Count,
            "share of the combinations that converge in the long run if and only if the exact radius is below 1",
            $"{right} of {rows.Count} combinations converge in the long run if and only if the radius is below 1; over 1,000 updates {agreeing} of the {clear} combinations with a clear prediction have the predicted verdict (the others are near a boundary: most have hardly begun to move).{(differing.Count == 0 ? string.Empty : $" Differing, with a start one bandwidth away: {string.Join("; ", differing)}.")}",
            new("Squared distance of one generated point from one true point", panels, Columns: 3))
        {
            Settings = [.. Setting.Describe(Setting.Game(), Setting.Orders[0].Make(1, 1)).Where(s => s.Name is not ("sigma" or "lambda" or "eta-g" or "eta-d" or "offset")), ("sigma, lambda, eta-d, eta-g", "as in the table"), ("start", "0.1 (not in bandwidths), the discriminator 0"), ("updates", Steps.Text()), ("clear", "a radius at least 0.002 from 1, and a predicted ratio of distances at least a factor 3 from 0.01 and from 1.5")],
            Table = new(["eta-d", "eta-g", "sigma", "lambda", "radius", "predicted", "clear", "measured", "ratio of distances", "long run: updates", "ratio of distances"], rows),
        };
    }

    // Beyond these a squared distance cannot be drawn on a logarithmic axis.
    private static double Square(double x) => x * x is > 1e-30 and < 1e30 ? x * x : double.NaN;
}
