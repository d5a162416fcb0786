using MathNet.Numerics.LinearAlgebra;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games.Kernels;

namespace Saddle.Papers.Becker2023;

/// <summary>The covariance of twenty generated points around one true point, and the second-moment model.</summary>
[Entry(
    "becker2023/covariance",
    "The second-moment model follows the covariance of twenty generated points around a true point.",
    @"C' = (1-\eta_d\lambda) C + \eta_d g \Delta I + \eta_d N q \tfrac{g^2}{2}\big(\mathrm{tr}(S) I + 2S\big),\quad \mathrm{Cov}' = M\,\mathrm{Cov}\,M',\quad M = I - \eta_g q C'",
    "Becker et al. 2025 (IEEE Trans. Signal Processing 73, 433-445), abstract; the authors' notebooks, with tr(C) put right")]
public sealed record Covariance : Claim
{
    private const int Generated = 20;
    private const int Steps = 2500;
    private const double Eta = 0.01;
    private const double OfEllipses = 0.1;
    private static readonly long[] Shown = [0, 500, 2500];
    private static readonly double[] Sigmas = [1, 2, 5];
    private static readonly double[] Lambdas = [1, 0.1, 0.01];
    private static readonly double[] Deltas = [0, 0.2];

    /// <inheritdoc/>
    public override int Place => 14;

    /// <inheritdoc/>
    public override Published Published => new("the model predicts well", "abstract of the 2025 follow-up; settings of the notebook on variance", Setting.Notebook);

    /// <inheritdoc/>
    public override string Condition => "with bandwidths 2 and 5 (spreads within a quarter of a bandwidth) both eigenvalues of the model's covariance stay within 5 % of the larger initial one of the simulated eigenvalues over the whole run, for every regulariser, balanced and under-covered";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var start = StartOf(setting.Seed);
        var cases = Deltas.SelectMany(d => Sigmas.SelectMany(s => Lambdas.Select(l => (Delta: d, Sigma: s, Lambda: l)))).ToList();
        var results = Setting.InParallel(cases, setting, c => Run(c.Delta, c.Sigma, c.Lambda, start, setting));
        var rows = cases.Zip(results, (c, r) => (IReadOnlyList<string>)[c.Delta.Text(), c.Sigma.Text(), c.Lambda.Text(), Pair(r.Simulated[0]), Pair(r.Simulated[^1]), Pair(r.Model[^1]), r.Error.Text("P2"), double.IsFinite(r.Defective) ? r.Defective.Text("P2") : "unbounded"]).ToList();
        var worst = cases.Zip(results).Where(p => p.First.Sigma >= 2).Max(p => p.Second.Error);
        var narrow = cases.Zip(results).Where(p => p.First.Sigma < 2).Max(p => p.Second.Error);
        var defective = cases.Zip(results).Count(p => !(p.Second.Defective <= 0.05));
        double?[] steps = [.. results[0].Steps.Select(s => (double?)s)];
        var panels = cases.Zip(results).GroupBy(p => (p.First.Delta, p.First.Sigma)).Select(g => new Panel(
            $"excess {g.Key.Delta.Text()}, sigma {g.Key.Sigma.Text()}",
            new("update"),
            new("eigenvalues of the covariance", Low: 0),
            [
                .. g.SelectMany((p, i) => new Trace[]
                {
                    new Line($"lambda {p.First.Lambda.Text()}", steps, p.Second.Simulated.Select(e => e.Large).Gaps()) { Colour = i },
                    new Line(string.Empty, steps, p.Second.Simulated.Select(e => e.Small).Gaps()) { Colour = i },
                    new Line($"lambda {p.First.Lambda.Text()}: model", steps, p.Second.Model.Select(e => e.Large).Gaps()) { Colour = i, Stroke = Stroke.Dash },
                    new Line(string.Empty, steps, p.Second.Model.Select(e => e.Small).Gaps()) { Colour = i, Stroke = Stroke.Dash },
                }),
            ])).ToList();
        return new(
            worst <= 0.05 ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest difference of an eigenvalue from the simulated one, as a share of the larger initial eigenvalue, with bandwidths 2 and 5",
            $"With bandwidths 2 and 5 the model is off by at most {worst.Text("P2")}, with bandwidth 1 by at most {narrow.Text("P2")}. With the notebook's tr(C + ee') for tr(Cov + ee') it is off by more than 5 % in {defective} of {cases.Count} cases.",
            new(
                "Covariance of twenty generated points: simulated, and by the second-moment model (dashed)",
                [.. panels, .. cases.Zip(results).Where(p => p.First.Lambda == OfEllipses).Select(p => Ellipses(p.First.Delta, p.First.Sigma, p.Second))],
                Columns: 3))
        {
            Settings = [.. Setting.Describe(Game(0, 2, 0.1), Setting.Orders[0].Make(Eta, Eta)).Where(s => s.Name is not ("sigma" or "lambda" or "masses" or "offset" or "radius")), ("masses", "1 + excess"), ("sigma, lambda, excess", "as in the table"), ("start", "20 points of the normal law with covariance diag(0.1, 0.2), centred; the discriminator 0"), ("ellipses", $"one standard deviation, lambda {OfEllipses.Text()}"), ("updates", Steps.Text()), ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            Table = new(["excess", "sigma", "lambda", "eigenvalues at the start", "simulated at the end", "model at the end", "largest error", "error with tr(C)"], rows),
        };
    }

    /// <summary>The ellipses one standard deviation around the mean, at three times.</summary>
    private static Panel Ellipses(double delta, double sigma, Result result) => new(
        $"excess {delta.Text()}, sigma {sigma.Text()}: ellipses",
        new("first coordinate", Equal: true),
        new("second coordinate"),
        [
            .. Shown.SelectMany((step, i) => new Trace[]
            {
                Ellipse($"after {step.Text()} updates", result.Moments[Array.IndexOf(result.Steps, step)].Simulated, i, Stroke.Solid),
                Ellipse(string.Empty, result.Moments[Array.IndexOf(result.Steps, step)].Model, i, Stroke.Dash),
            }),
        ]);

    private static Line Ellipse(string name, Moments moments, int colour, Stroke stroke)
    {
        // The image of the unit circle under any root of the covariance; one of 0 has none, but its ellipse is a point.
        const int Corners = 48;
        var (a, b, c) = (moments.Covariance[0, 0], moments.Covariance[0, 1], moments.Covariance[1, 1]);
        var (root, slant) = (Math.Sqrt(a), a > 0 ? b / Math.Sqrt(a) : 0);
        var rest = Math.Sqrt(Math.Max(0, c - (slant * slant)));
        var angles = Enumerable.Range(0, Corners + 1).Select(i => 2 * Math.PI * i / Corners).ToList();
        return new Line(
            name,
            angles.Select(t => moments.Mean[0] + (root * Math.Cos(t))).Gaps(),
            angles.Select(t => moments.Mean[1] + (slant * Math.Cos(t)) + (rest * Math.Sin(t))).Gaps())
        { Colour = colour, Stroke = stroke };
    }

    private static string Pair((double Large, double Small) e) => $"{e.Large.Text()}, {e.Small.Text()}";

    private static Games.KernelGan Game(double delta, double sigma, double lambda) => Setting.Game(
        ("dimension", "2"), ("points", "0,0"), ("masses", (1 + delta).Exact()), ("generated-masses", string.Join(',', Enumerable.Repeat((1.0 / Generated).Exact(), Generated))),
        ("generated", Generated.Text()), ("sigma", sigma.Exact()), ("lambda", lambda.Exact()), ("radius", (2 / sigma).Exact()));

    private static double[][] StartOf(ulong seed)
    {
        // Box and Muller, from the counter-based generator.
        var random = new Scalars.Philox(seed, 0, Scalars.Purpose.Start);
        double[][] points = [.. Enumerable.Range(0, Generated).Select(_ =>
        {
            var (radius, angle) = (Math.Sqrt(-2 * Math.Log(1 - random.Uniform())), 2 * Math.PI * random.Uniform());
            return new[] { Math.Sqrt(0.1) * radius * Math.Cos(angle), Math.Sqrt(0.2) * radius * Math.Sin(angle) };
        })];
        var centre = (X: points.Average(p => p[0]), Y: points.Average(p => p[1]));
        return [.. points.Select(p => new[] { p[0] - centre.X, p[1] - centre.Y })];
    }

    private static Result Run(double delta, double sigma, double lambda, double[][] start, ClaimSetting setting)
    {
        const int Every = 25;
        var game = Game(delta, sigma, lambda);
        var state = new double[game.StateSize];
        for (var i = 0; i < game.GeneratorSize; i++)
        {
            state[i] = start[i / 2][i % 2];
        }

        var run = Simulation.Run(game, Setting.Orders[0].Make(Eta, Eta), state, Steps, Every, cancellation: setting.Cancellation);
        setting.Cancellation.ThrowIfCancellationRequested();
        var model = new SecondMoments(sigma, Eta, Eta, lambda, 1.0 / Generated, Generated, delta);
        var (right, wrong) = (SecondMoments.Of(start), SecondMoments.Of(start));
        var moments = new List<(Moments Simulated, Moments Model)>();
        var (simulated, predicted) = (new List<(double Large, double Small)>(), new List<(double Large, double Small)>());
        var (error, defective, done) = (0.0, 0.0, 0);
        foreach (var point in run.Points)
        {
            for (; done < point.Step; done++)
            {
                (right, wrong) = (model.Step(right), Notebook(model, wrong));
            }

            var measured = SecondMoments.Of([.. Enumerable.Range(0, Generated).Select(j => new[] { point.State[2 * j], point.State[(2 * j) + 1] })]);
            moments.Add((measured, right));
            var s = Eigenvalues(measured.Covariance);
            var (m, w) = (Eigenvalues(right.Covariance), Eigenvalues(wrong.Covariance));
            simulated.Add(s);
            predicted.Add(m);
            error = Math.Max(error, Math.Max(Math.Abs(m.Large - s.Large), Math.Abs(m.Small - s.Small)) / simulated[0].Large);
            defective = Math.Max(defective, Math.Max(Math.Abs(w.Large - s.Large), Math.Abs(w.Small - s.Small)) / simulated[0].Large);
        }

        return new([.. run.Points.Select(p => p.Step)], simulated, predicted, moments, error, defective);
    }

    /// <summary>The update as the authors' notebook prints it.</summary>
    private static Moments Notebook(SecondMoments model, Moments at)
    {
        var right = model.Step(at);
        var (g, identity) = (1 / (model.Sigma * model.Sigma), Matrix<double>.Build.DenseIdentity(at.Mean.Count));
        var curvature = right.Curvature + (model.EtaD * model.Mass * model.Generated * g * g / 2 * (at.Curvature.Trace() - at.Covariance.Trace()) * identity);
        var move = identity - (model.EtaG * model.Mass * curvature);
        return new(right.Slope, curvature, (move * at.Mean) + (model.EtaG * model.Mass * right.Slope), move * at.Covariance * move.Transpose());
    }

    /// <summary>The eigenvalues of a symmetric two by two matrix.</summary>
    private static (double Large, double Small) Eigenvalues(Matrix<double> m)
    {
        var (mean, half) = ((m[0, 0] + m[1, 1]) / 2, Math.Sqrt(Math.Pow((m[0, 0] - m[1, 1]) / 2, 2) + (m[0, 1] * m[1, 0])));
        return (mean + half, mean - half);
    }

    private sealed record Result(long[] Steps, IReadOnlyList<(double Large, double Small)> Simulated, IReadOnlyList<(double Large, double Small)> Model, IReadOnlyList<(Moments Simulated, Moments Model)> Moments, double Error, double Defective);
}
