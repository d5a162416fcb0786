using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Games.Kernels;

namespace Saddle.Papers.Becker2023;

/// <summary>At a balanced point the linearisation has an eigenvalue 1, and the second-moment model decides.</summary>
[Entry(
    "becker2023/silent-case",
    "At a balanced point the linearisation says nothing about the spread of the generated points; "
    + "the second-moment model does: it falls like 1/t.",
    @"1 - h = 1,\quad \mathrm{Var}_t \approx \lambda\sigma^4 / \big((d+2)\,\eta_g N q^2\, t\big)",
    "Becker et al. 2023 (arXiv:2305.08277); the second-moment model of the authors' notebooks; "
    + "the law is derived from it")]
public sealed record SilentCase : Claim<SilentCase.Measurements>
{
    private const double EtaG = 0.15;
    private const double EtaD = 0.1;
    private const double Lambda = 0.2;
    private const double Offset = 0.1;

    // The spread is recorded so many times, and its slope taken over the last tenth of them.
    private const int Records = 400;
    private const int Tenth = Records / 10;
    private static readonly int[] Counts = [2, 5, 10];

    /// <inheritdoc/>
    public override int Place => 11;

    /// <inheritdoc/>
    public override Published Published => new(
        "second moments decide where the linearisation is silent",
        "the 2025 follow-up's abstract and the authors' notebooks",
        "the model was read in the authors' notebooks, the follow-up's abstract was read; the 1/t law is derived");

    /// <inheritdoc/>
    public override string Condition =>
        "for 2, 5 and 10 generated points the exact Jacobian has the radius 1 to 1e-9; "
        + "the spread falls over the last tenth of the run with a log-log slope within 0.05 of -1; "
        + "at the end it is within 5 % of the second-moment model's and within 5 % of the 1/t law with the same start";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new([.. Counts.Select(count => Measure(count, setting))]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var steps = Steps(setting);
        var worst = measured.Cases.Select(c => Math.Abs(OfModel(c))).Worst();
        return new(
            measured.Cases.All(c => Holds(c, steps)) ? Outcome.Holds : Outcome.Contradicted,
            worst,
            "largest relative difference of the second-moment model's spread from the simulation's at the end",
            "The exact radius is 1 in every case: the linearisation is silent. The spread falls like 1/t, and after "
            + $"{steps} updates the second-moment model is within {worst.Text("P2")} of it.",
            new("Mean squared distance of balanced generated points", [Panel(measured, steps)]))
        {
            Settings = Settings(steps),
            Table = Table(measured, steps),
        };
    }

    private static int Steps(ClaimSetting setting) => setting.Full ? 400_000 : 40_000;

    private static Case Measure(int count, ClaimSetting setting)
    {
        var (steps, rule) = (Steps(setting), Setting.Alternating(EtaG, EtaD));
        var game = Setting.Game(("lambda", Lambda.Exact()), ("generated", count.Text()), ("radius", "1"));

        // Points evenly over the interval: their mean is the true point.
        var start = new double[game.StateSize];
        Setting.Range(-Offset, Offset, count).CopyTo(start, 0);
        var run = Simulation.Run(game, rule, start, steps, steps / Records, cancellation: setting.Cancellation);
        setting.Cancellation.ThrowIfCancellationRequested();
        var moments = SecondMoments.Of([.. start[..count].Select(y => new[] { y })]);
        var model = new SecondMoments(1, EtaG, EtaD, Lambda, 1.0 / count, count).Run(moments, steps);
        return new(
            count,
            Spectrum.Of(game.ForSpectrum, rule).Radius!.Value,
            [.. run.Points.Select(p => p.State[..count].Average(y => y * y))],
            [.. run.Points.Select(p => model[(int)p.Step].MeanSquare)]);
    }

    /// <summary>The 1/t law at the end, with the same start.</summary>
    private static double Law(Case c, int steps) => 1 / ((1 / c.Spread[0]) + (3 * EtaG / c.Count / Lambda * steps));

    private static double OfLaw(Case c, int steps) => (Law(c, steps) / c.Spread[^1]) - 1;

    private static double OfModel(Case c) => (c.Model[^1] / c.Spread[^1]) - 1;

    /// <summary>The slope of the logarithm of the spread against that of the number of updates.</summary>
    private static double Slope(Case c, int steps)
    {
        var (end, late) = (steps, steps / Records * (Records - Tenth));
        return Math.Log(c.Spread[^1] / c.Spread[^(Tenth + 1)]) / Math.Log((double)end / late);
    }

    private static bool Holds(Case c, int steps) =>
        Math.Abs(c.Radius - 1) < 1e-9
        && Math.Abs(Slope(c, steps) + 1) < 0.05
        && Math.Abs(OfModel(c)) < 0.05
        && Math.Abs(OfLaw(c, steps)) < 0.05;

    private static Panel Panel(Measurements measured, int steps)
    {
        // The start has no place on a logarithmic axis.
        var at = Setting.Updates(Records + 1, steps / Records)[1..];
        IEnumerable<Trace> Lines(Case c, int colour) =>
        [
            new Line($"{c.Count} points", at, c.Spread.Skip(1).Gaps()) { Colour = colour },
            new Line($"{c.Count} points: second moments", at, c.Model.Skip(1).Gaps())
            {
                Colour = colour,
                Stroke = Stroke.Dash,
            },
        ];

        return new(
            string.Empty,
            new("update", Log: true),
            new("mean squared distance, in bandwidths squared", Log: true),
            [.. measured.Cases.SelectMany(Lines)]);
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(int steps)
    {
        var game = Setting.Game(("lambda", Lambda.Exact()), ("radius", "1"));
        return
        [
            .. Setting.Describe(game, Setting.Alternating(EtaG, EtaD), "generated", "offset"),
            ("generated", string.Join(", ", Counts)),
            ("start", $"evenly spread over {Offset.Text()} bandwidths either side, the discriminator 0"),
            ("updates", steps.Text()),
        ];
    }

    private static ResultTable Table(Measurements measured, int steps) => new(
        ["points", "exact radius", "spread at the start", "at the end", "second moments", "1/t law", "log-log slope"],
        [.. measured.Cases.Select(c => Row(c, steps))]);

    private static IReadOnlyList<string> Row(Case c, int steps)
    {
        return
        [
            c.Count.Text(),
            c.Radius.Text("F9"),
            c.Spread[0].Text(),
            c.Spread[^1].Text(),
            c.Model[^1].Text(),
            Law(c, steps).Text(),
            Slope(c, steps).Text("F4"),
        ];
    }

    /// <summary>What is measured.</summary>
    /// <param name="Cases">What is measured with each number of generated points.</param>
    public sealed record Measurements(IReadOnlyList<Case> Cases);

    /// <summary>What is measured with one number of generated points.</summary>
    /// <param name="Count">The number of generated points.</param>
    /// <param name="Radius">The radius of the exact Jacobian.</param>
    /// <param name="Spread">
    /// The mean squared distance from the true point, at the start and then every 400th part of the run.
    /// </param>
    /// <param name="Model">The second-moment model's, at the same times.</param>
    public sealed record Case(int Count, double Radius, IReadOnlyList<double> Spread, IReadOnlyList<double> Model);
}
