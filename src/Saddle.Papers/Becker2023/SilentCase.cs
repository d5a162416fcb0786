using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games.Kernels;

namespace Saddle.Papers.Becker2023;

/// <summary>At a balanced point the linearisation has an eigenvalue 1, and the second-moment model decides.</summary>
[Entry(
    "becker2023/silent-case",
    "At a balanced point the linearisation says nothing about the spread of the generated points; the second-moment model does: it falls like 1/t.",
    @"1 - h = 1,\quad \mathrm{Var}_t \approx \lambda\sigma^4 / \big((d+2)\,\eta_g N q^2\, t\big)",
    "Becker et al. 2023 (arXiv:2305.08277); the second-moment model of the authors' notebooks; the law is derived from it")]
public sealed record SilentCase : Claim
{
    private const double EtaG = 0.15;
    private const double EtaD = 0.1;
    private const double Lambda = 0.2;
    private const double Offset = 0.1;

    /// <inheritdoc/>
    public override int Place => 11;

    /// <inheritdoc/>
    public override Published Published => new("second moments decide where the linearisation is silent", "the 2025 follow-up's abstract and the authors' notebooks", "the model was read in the authors' notebooks, the follow-up's abstract was read; the 1/t law is derived");

    /// <inheritdoc/>
    public override string Condition => "for 2, 5 and 10 generated points the exact Jacobian has the radius 1 to 1e-9; the spread falls over the last tenth of the run with a log-log slope within 0.05 of -1; at the end it is within 5 % of the second-moment model's and within 5 % of the 1/t law with the same start";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var steps = setting.Full ? 400_000 : 40_000;
        int[] counts = [2, 5, 10];
        var (holds, worst) = (true, 0.0);
        var rows = new List<IReadOnlyList<string>>();
        var lines = new List<Trace>();
        foreach (var (count, i) in counts.Select((c, i) => (c, i)))
        {
            var game = Setting.Game(("lambda", Lambda.Exact()), ("generated", count.Text()), ("radius", "1"));
            var rule = Setting.Orders[0].Make(EtaG, EtaD);
            var radius = Spectrum.Of(game.ForSpectrum, rule).Radius!.Value;

            // Points evenly over the interval: their mean is the true point.
            var start = new double[game.StateSize];
            Setting.Range(-Offset, Offset, count).CopyTo(start, 0);
            var run = Simulation.Run(game, rule, start, steps, steps / 400, cancellation: setting.Cancellation);
            setting.Cancellation.ThrowIfCancellationRequested();
            var model = new SecondMoments(1, EtaG, EtaD, Lambda, 1.0 / count, count).Run(SecondMoments.Of([.. start[..count].Select(y => new[] { y })]), steps);
            double Spread(TrajectoryPoint p) => p.State[..count].Average(y => y * y);
            var (late, end) = (run.Points[^41], run.Points[^1]);
            var slope = Math.Log(Spread(end) / Spread(late)) / Math.Log((double)end.Step / late.Step);
            var law = 1 / ((1 / Spread(run.Points[0])) + (3 * EtaG / count / Lambda * steps));
            var (ofModel, ofLaw) = ((model[^1].MeanSquare / Spread(end)) - 1, (law / Spread(end)) - 1);
            worst = Math.Max(worst, Math.Abs(ofModel));
            holds &= Math.Abs(radius - 1) < 1e-9 && Math.Abs(slope + 1) < 0.05 && Math.Abs(ofModel) < 0.05 && Math.Abs(ofLaw) < 0.05;
            rows.Add([count.Text(), radius.Text("F9"), Spread(run.Points[0]).Text(), Spread(end).Text(), model[^1].MeanSquare.Text(), law.Text(), slope.Text("F4")]);
            double?[] at = [.. run.Points.Skip(1).Select(p => (double?)p.Step)];
            lines.Add(new Line($"{count} points", at, run.Points.Skip(1).Select(Spread).Gaps()) { Colour = i });
            lines.Add(new Line($"{count} points: second moments", at, run.Points.Skip(1).Select(p => model[(int)p.Step].MeanSquare).Gaps()) { Colour = i, Stroke = Stroke.Dash });
        }

        return new(
            holds ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of the second-moment model's spread from the simulation's at the end",
            $"The exact radius is 1 in every case: the linearisation is silent. The spread falls like 1/t, and after {steps} updates the second-moment model is within {worst.Text("P2")} of it.",
            new("Mean squared distance of balanced generated points", [new(string.Empty, new("update", Log: true), new("mean squared distance, in bandwidths squared", Log: true), lines)]))
        {
            Settings = [.. Setting.Describe(Setting.Game(("lambda", Lambda.Exact()), ("radius", "1")), Setting.Orders[0].Make(EtaG, EtaD)).Where(s => s.Name is not ("generated" or "offset")), ("generated", string.Join(", ", counts)), ("start", $"evenly spread over {Offset.Text()} bandwidths either side, the discriminator 0"), ("updates", steps.Text())],
            Table = new(["points", "exact radius", "spread at the start", "at the end", "second moments", "1/t law", "log-log slope"], rows),
        };
    }
}
