using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games.Kernels;

namespace Saddle.Papers.Becker2023;

/// <summary>
/// Sums of kernels of several widths: the widest is felt far away, the narrowest decides near the true point.
/// </summary>
[Entry(
    "becker2023/multi-scale",
    "A kernel of several widths pulls from as far as its widest and approaches as its mean curvature says.",
    @"K = \sum_k w_k K_{\sigma_k},\ w_k \propto 1/\sigma_k;\quad c = \sum_k w_k/\sigma_k^2",
    "Becker et al. 2023 (arXiv:2305.08277) and its 2025 follow-up (a kernel shape with fast local and better global "
    + "convergence); the authors' notebooks")]
public sealed record MultiScale : Claim<MultiScale.Measurements>
{
    private const double Eta = 1e-3;
    private const double Far = 10;
    private static readonly double[][] Widths = [[0.1], [1], [10], [0.1, 1], [1, 10], [0.1, 1, 10]];
    private static readonly double[] Starts = [0.1, 1, Far];
    private static readonly double[] Lambdas = [0.1, 0.01, 0];

    /// <inheritdoc/>
    public override int Place => 16;

    /// <inheritdoc/>
    public override Published Published => new(
        "fast local and better global convergence",
        "abstract of the 2025 follow-up; settings of the notebook on several widths",
        Setting.Notebook);

    /// <inheritdoc/>
    public override string Condition =>
        "from 10 away every kernel that has the width 10 moves the point by more than 1e-4 of the distance "
        + "(quick; 1 % in full) and no other by more than 1e-12; the exact radius of every kernel is the formula's "
        + "with c the weighted mean curvature, to 1e-9; and runs in two dimensions are those in one, to 1e-9";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var cases = Starts
            .SelectMany(s => Lambdas.SelectMany(l => Widths.Select(w => (Start: s, Lambda: l, Widths: w))))
            .ToList();
        double[][] InDimension(int dimension, int steps) => Setting.InParallel(cases, setting, c =>
            Run(c.Start, c.Lambda, c.Widths, steps, dimension, setting));

        // In two dimensions the point stays on the line to the true point.
        var (line, plane) = (InDimension(1, Steps(setting)), InDimension(2, InPlane(setting)));
        return new(
            [.. cases.Select((c, i) => new Approach(c.Start, c.Lambda, c.Widths, line[i], plane[i]))],
            [.. Lambdas.SelectMany(lambda => Widths.Select(widths => Radius(lambda, widths)))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var need = setting.Full ? 1e-2 : 1e-4;
        var fromFar = measured.Approaches.Where(a => a.Start == Far).ToLookup(a => a.Widths.Contains(Far), Moved);
        var (far, unfelt) = (fromFar[true].Min(), fromFar[false].Worst());
        var worst = measured.Radii.Select(r => Math.Abs(r.Exact - Formula(r.Lambda, r.Widths))).Worst();
        var apart = measured.Approaches.SelectMany(a => a.Plane.Zip(a.Line, (p, l) => Math.Abs(p - l))).Worst();
        return new(
            far > need && unfelt < 1e-12 && worst < 1e-9 && apart < 1e-9 ? Outcome.Holds : Outcome.Contradicted,
            far,
            "least share of the distance 10 that a kernel with the width 10 moves the point by",
            $"In {Steps(setting)} updates from 10 away every kernel with the width 10 moves the point by at least "
            + $"{far.Text("P2")} of the distance, the others by at most {unfelt.Text("G2")}. "
            + $"The exact radii differ from the formula's by at most {worst.Text("G2")}, "
            + $"runs in the plane from those on the line by at most {apart.Text("G2")}.",
            new("Distance from the true point", [.. Panels(measured, setting)], Columns: 3))
        {
            Settings = Settings(setting),
            Table = Table(measured),
        };
    }

    private static int Steps(ClaimSetting setting) => setting.Full ? 20_000 : 2000;

    private static int InPlane(ClaimSetting setting) => Math.Min(Steps(setting), 1000);

    /// <summary>The mean curvature, each width weighted by its inverse.</summary>
    private static double Curvature(IReadOnlyList<double> widths) =>
        widths.Sum(w => 1 / w / w / w) / widths.Sum(w => 1 / w);

    private static double Formula(double lambda, IReadOnlyList<double> widths) =>
        MeanMode.Predict(alternating: true, Eta * lambda, Eta * Eta * Curvature(widths)).Magnitude;

    /// <summary>The largest share of the start's distance that the point ever moves by.</summary>
    private static double Moved(Approach a) => a.Line.Max(d => Math.Abs(d - a.Start)) / a.Start;

    /// <summary>The signed distance along the line from the true point to the start, after each update.</summary>
    private static double[] Run(
        double start,
        double lambda,
        double[] widths,
        int steps,
        int dimension,
        ClaimSetting setting)
    {
        var direction = 1 / Math.Sqrt(dimension);
        var (distances, done) = (new double[steps + 1], 0);
        distances[0] = start;
        double[] point = [.. Enumerable.Repeat(start * direction, dimension)];
        var history = new KernelHistory(new Gaussian(widths, []), [new double[dimension]], [1], [1], Eta, Eta, lambda);
        history.Run([point], steps, (_, y) =>
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            distances[++done] = y[0].Sum(v => v * direction);
        });
        return distances;
    }

    private static KernelRate Radius(double lambda, double[] widths)
    {
        var game = Setting.Game(("sigma", string.Join(',', widths.Select(w => w.Exact()))), ("lambda", lambda.Exact()));
        return new(lambda, widths, Spectrum.Of(game.ForSpectrum, Setting.Alternating(Eta, Eta)).Radius!.Value);
    }

    private static IEnumerable<Panel> Panels(Measurements measured, ClaimSetting setting)
    {
        var stride = Math.Max(1, Steps(setting) / 400);
        Line Line(Approach a, int colour)
        {
            // A distance of 0 has no place on a logarithmic axis.
            var shares = a.Line.Every(stride).Select(d => Math.Abs(d) / a.Start);
            var shown = shares.Select(d => d > 0 ? d : double.NaN).Gaps();
            return new(a.Widths.List(), Setting.Updates(shown.Length, stride), shown) { Colour = colour };
        }

        return measured.Approaches.GroupBy(a => (a.Start, a.Lambda)).Select(g => new Panel(
            $"start {g.Key.Start.Text()}, lambda {g.Key.Lambda.Text()}",
            new("update"),
            new("distance, as a share of the start's", Log: true, Low: 1e-4, High: 20),
            [.. g.Select(Line)]));
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting)
    {
        return
        [
            ("kernel", "sums of Gaussian kernels, weights inverse to the widths, summing to 1"),
            ("widths, lambda, start", "as in the table"),
            ("true points", "one, of mass 1, at 0"),
            ("generated points", "one, of mass 1; the discriminator 0 at the start"),
            ("rule", "alternating, the discriminator first, by the full history"),
            ("eta-g", Eta.Text()),
            ("eta-d", Eta.Text()),
            ("updates",
                $"{Steps(setting)} (20,000 in full, as in the notebooks); {InPlane(setting)} in two dimensions"),
        ];
    }

    private static ResultTable Table(Measurements measured)
    {
        static IReadOnlyList<string> Row(Approach a) =>
        [
            a.Start.Text(),
            a.Lambda.Text(),
            a.Widths.List(),
            Curvature(a.Widths).Text(),
            Math.Abs(a.Line[^1]).Text(),
            a.Line.Min(Math.Abs).Text(),
        ];

        return new(
            ["start", "lambda", "widths", "c", "distance at the end", "nearest"],
            [.. measured.Approaches.Select(Row)]);
    }

    /// <summary>What is measured.</summary>
    /// <param name="Approaches">The runs from each start, with each regulariser, under each kernel.</param>
    /// <param name="Radii">The exact radius with each regulariser under each kernel.</param>
    public sealed record Measurements(IReadOnlyList<Approach> Approaches, IReadOnlyList<KernelRate> Radii);

    /// <summary>
    /// The signed distance from the true point, along the line from there to the start, after 0, 1, ... updates.
    /// </summary>
    /// <param name="Start">The distance at the start.</param>
    /// <param name="Lambda">The regulariser.</param>
    /// <param name="Widths">The kernel's widths.</param>
    /// <param name="Line">On the line.</param>
    /// <param name="Plane">In the plane, for fewer updates.</param>
    public sealed record Approach(
        double Start,
        double Lambda,
        IReadOnlyList<double> Widths,
        IReadOnlyList<double> Line,
        IReadOnlyList<double> Plane);

    /// <summary>How fast the point approaches in the end.</summary>
    /// <param name="Lambda">The regulariser.</param>
    /// <param name="Widths">The kernel's widths.</param>
    /// <param name="Exact">The radius of the exact Jacobian.</param>
    public sealed record KernelRate(double Lambda, IReadOnlyList<double> Widths, double Exact);
}
