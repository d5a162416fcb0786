using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games.Kernels;

namespace Saddle.Papers.Becker2023;

/// <summary>Sums of kernels of several widths: the widest is felt far away, the narrowest decides near the true point.</summary>
[Entry(
    "becker2023/multi-scale",
    "A kernel of several widths pulls from as far as its widest and approaches as its mean curvature says.",
    @"K = \sum_k w_k K_{\sigma_k},\ w_k \propto 1/\sigma_k;\quad c = \sum_k w_k/\sigma_k^2",
    "Becker et al. 2023 (arXiv:2305.08277) and its 2025 follow-up (a kernel shape with fast local and better global convergence); the authors' notebooks")]
public sealed record MultiScale : Claim
{
    private const double Eta = 1e-3;
    private static readonly double[][] Widths = [[0.1], [1], [10], [0.1, 1], [1, 10], [0.1, 1, 10]];
    private static readonly double[] Starts = [0.1, 1, 10];
    private static readonly double[] Lambdas = [0.1, 0.01, 0];

    /// <inheritdoc/>
    public override int Place => 16;

    /// <inheritdoc/>
    public override Published Published => new("fast local and better global convergence", "abstract of the 2025 follow-up; settings of the notebook on several widths", Setting.Notebook);

    /// <inheritdoc/>
    public override string Condition => "from 10 away every kernel that has the width 10 moves the point by more than 1e-4 of the distance (quick; 1 % in full) and no other by more than 1e-12; the exact radius of every kernel is the formula's with c the weighted mean curvature, to 1e-9; and runs in two dimensions are those in one, to 1e-9";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var steps = setting.Full ? 20_000 : 2000;
        var need = setting.Full ? 1e-2 : 1e-4;
        var cases = Starts.SelectMany(s => Lambdas.SelectMany(l => Widths.Select(w => (Start: s, Lambda: l, Widths: w)))).ToList();
        var runs = Setting.InParallel(cases, setting, c => Run(c.Start, c.Lambda, c.Widths, steps, 1, setting));

        // In two dimensions the point stays on the line to the true point.
        var planes = Setting.InParallel(cases, setting, c => Run(c.Start, c.Lambda, c.Widths, Math.Min(steps, 1000), 2, setting));
        var apart = runs.Zip(planes).Max(p => p.Second.Select((d, k) => Math.Abs(d - p.First[k])).Max());
        var worst = 0.0;
        foreach (var (lambda, widths) in Lambdas.SelectMany(l => Widths.Select(w => (l, w))))
        {
            var game = Setting.Game(("sigma", string.Join(',', widths.Select(w => w.Exact()))), ("lambda", lambda.Exact()));
            var (trace, determinant) = Setting.MeanMode(alternating: true, Eta * lambda, Eta * Eta * Curvature(widths));
            worst = Math.Max(worst, Math.Abs(Spectrum.Of(game.ForSpectrum, Setting.Orders[0].Make(Eta, Eta)).Radius!.Value - Setting.Roots(trace, determinant).First.Magnitude));
        }

        var moved = cases.Zip(runs).Where(p => p.First.Start == 10).Select(p => (Wide: p.First.Widths.Contains(10), Share: p.Second.Max(d => Math.Abs(d - 10)) / 10)).ToList();
        var far = moved.Where(m => m.Wide).Min(m => m.Share);
        var unfelt = moved.Where(m => !m.Wide).Max(m => m.Share);
        var every = Math.Max(1, steps / 400);
        double?[] at = [.. Enumerable.Range(0, steps + 1).Where(k => k % every == 0).Select(k => (double?)k)];
        return new(
            far > need && unfelt < 1e-12 && worst < 1e-9 && apart < 1e-9 ? Outcome.Holds : Outcome.Contradicted,
            far,
            "least share of the distance 10 that a kernel with the width 10 moves the point by",
            $"In {steps} updates from 10 away every kernel with the width 10 moves the point by at least {far.Text("P2")} of the distance, the others by at most {unfelt.Text("G2")}. The exact radii differ from the formula's by at most {worst.Text("G2")}, runs in the plane from those on the line by at most {apart.Text("G2")}.",
            new(
                "Distance from the true point",
                [
                    .. cases.Zip(runs).GroupBy(p => (p.First.Start, p.First.Lambda)).Select(g => new Panel(
                        $"start {g.Key.Start.Text()}, lambda {g.Key.Lambda.Text()}",
                        new("update"),
                        new("distance, as a share of the start's", Log: true, Low: 1e-4, High: 20),
                        [.. g.Select((p, i) => new Line(Name(p.First.Widths), at, p.Second.Where((_, k) => k % every == 0).Select(d => Math.Abs(d) / p.First.Start).Select(d => d > 0 ? d : double.NaN).Gaps()) { Colour = i })])),
                ],
                Columns: 3))
        {
            Settings = [("kernel", "sums of Gaussian kernels, weights inverse to the widths, summing to 1"), ("widths, lambda, start", "as in the table"), ("true points", "one, of mass 1, at 0"), ("generated points", "one, of mass 1; the discriminator 0 at the start"), ("rule", "alternating, the discriminator first, by the full history"), ("eta-g", Eta.Text()), ("eta-d", Eta.Text()), ("updates", $"{steps} (20,000 in full, as in the notebooks); {Math.Min(steps, 1000)} in two dimensions")],
            Table = new(
                ["start", "lambda", "widths", "c", "distance at the end", "nearest"],
                [.. cases.Zip(runs, (c, r) => (IReadOnlyList<string>)[c.Start.Text(), c.Lambda.Text(), Name(c.Widths), Curvature(c.Widths).Text(), Math.Abs(r[^1]).Text(), r.Min(Math.Abs).Text()])]),
        };
    }

    private static string Name(double[] widths) => string.Join(", ", widths.Select(w => w.Text()));

    private static double Curvature(double[] widths) => widths.Sum(w => 1 / w / w / w) / widths.Sum(w => 1 / w);

    /// <summary>The signed distance along the line from the true point to the start, after each update.</summary>
    private static double[] Run(double start, double lambda, double[] widths, int steps, int dimension, ClaimSetting setting)
    {
        var direction = 1 / Math.Sqrt(dimension);
        var (distances, done) = (new double[steps + 1], 0);
        distances[0] = start;
        new KernelHistory(new Gaussian(widths, []), [new double[dimension]], [1], [1], Eta, Eta, lambda).Run([[.. Enumerable.Repeat(start * direction, dimension)]], steps, (_, y) =>
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            distances[++done] = y[0].Sum(v => v * direction);
        });
        return distances;
    }
}
