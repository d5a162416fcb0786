using Saddle.Figures;

namespace Saddle.Papers.Measuring;

/// <summary>
/// A claim that compares ways of painting drawn shapes from sentences by what is read off the pictures
/// (<see cref="PaintedShapes"/>), with paired seeds. Its quick form only tells.
/// </summary>
public abstract record CaptionClaim : Claim<CaptionClaim.Measurements>
{
    internal const int Seeds = 6;

    /// <inheritdoc/>
    public override Outcome Expected => Outcome.Undecided;

    /// <summary>What the runs are kept under.</summary>
    private protected abstract string Runs { get; }

    /// <summary>The main figure in words.</summary>
    private protected abstract string Unit { get; }

    /// <summary>What all ways have in common, as settings.</summary>
    private protected abstract IReadOnlyList<(string Name, string Value)> Common { get; }

    /// <summary>How all ways are trained, as a configuration has it.</summary>
    private protected virtual string Training => """
        objective: non-saturating
        regularisers: [{name: r1, gamma: 0.1}]
        rule: {name: adam, order: d-first, eta: 0.001, beta1: 0.5}
        batch: 32
        ema: 0.99
        """;

    /// <inheritdoc/>
    public sealed override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(Networks.Each(Runs, Arms(setting), Seeds, setting, (arm, seed) => Run(arm, seed, setting)));
    }

    /// <inheritdoc/>
    public sealed override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (arms, gains) = (Arms(setting), Gains(measured.Arms));
        var main = gains[0].Gain;
        var joint = measured.Arms.Select(runs => runs.Select(r => r.Joint).ToList()).ToList();
        return new(
            setting.Full ? Comparison.Every([.. gains.Select(g => g.Gain.Outcome)]) : Outcome.Undecided,
            main.Mean,
            Unit,
            $"All three agree with the caption in {List(arms, joint.Select(j => j.Median()))}. "
            + string.Join("; ", gains.Select(g => $"{g.Name}: {g.Gain}")) + ".",
            new("Agreement with the caption",
            [
                Panel("all three", arms, measured.Arms, r => r.Joint),
                Panel("colour", arms, measured.Arms, r => r.Colour),
                Panel("place", arms, measured.Arms, r => r.Place),
                Panel("shape", arms, measured.Arms, r => r.Shape),
            ]))
        {
            Interval = (main.Low, main.High),
            Seeds = measured.Arms[0].Count,
            Settings = Settings(arms, setting),
            Table = Table(arms, measured.Arms),
        };
    }

    /// <summary>One run.</summary>
    /// <param name="arm">The way.</param>
    /// <param name="seed">The run's number.</param>
    /// <param name="setting">Quick or full; stops it.</param>
    internal PaintedShapes Run(CaptionArm arm, int seed, ClaimSetting setting)
    {
        using var at = Networks.Start($"{arm.Yaml}\n{Training}", setting, seed);
        at.Train(Updates(setting), setting);
        return PaintedShapes.Of(at);
    }

    /// <summary>The ways that are compared.</summary>
    /// <param name="setting">Quick or full.</param>
    internal abstract IReadOnlyList<CaptionArm> Arms(ClaimSetting setting);

    /// <summary>The number of updates.</summary>
    /// <param name="setting">Quick or full.</param>
    private protected abstract long Updates(ClaimSetting setting);

    /// <summary>What is judged, the main figure first.</summary>
    /// <param name="arms">Of each way, what its runs paint.</param>
    private protected abstract IReadOnlyList<(string Name, PairedGain Gain)> Gains(
        IReadOnlyList<IReadOnlyList<PaintedShapes>> arms);

    /// <summary>A figure of runs.</summary>
    private protected static IReadOnlyList<double> Each(
        IReadOnlyList<PaintedShapes> runs, Func<PaintedShapes, double> figure) => [.. runs.Select(figure)];

    private static string List(IReadOnlyList<CaptionArm> arms, IEnumerable<double> values) =>
        string.Join(", ", arms.Zip(values, (arm, value) => $"{value.Text("F3")} ({arm.Name})"));

    private static Panel Panel(
        string name,
        IReadOnlyList<CaptionArm> arms,
        IReadOnlyList<IReadOnlyList<PaintedShapes>> measured,
        Func<PaintedShapes, double> figure) => new(
        string.Empty,
        new("way") { Categories = [.. arms.Select(arm => arm.Name)] },
        new($"{name} as asked", Low: 0, High: 1),
        [
            Drawing.Spread(
                $"{name}, median, least and greatest",
                Drawing.Places(arms.Count),
                [.. measured.Select(runs => Each(runs, figure))]),
        ]);

    private static ResultTable Table(
        IReadOnlyList<CaptionArm> arms, IReadOnlyList<IReadOnlyList<PaintedShapes>> measured)
    {
        (string Name, Func<PaintedShapes, double> Of)[] figures =
        [
            ("all three", r => r.Joint),
            ("shape", r => r.Shape),
            ("colour", r => r.Colour),
            ("place", r => r.Place),
            ("no shape", r => r.Rejected),
            ("variance of the radius", r => r.Radius),
            ("variance of the hue", r => r.Hue),
            ("variance of the centre", r => r.Offset),
        ];
        return new(
            ["way", .. figures.Select(f => f.Name)],
            [
                .. arms.Zip(measured, (arm, runs) => (IReadOnlyList<string>)
                    [arm.Name, .. figures.Select(f => runs.Select(f.Of).Median().Text("F3"))]),
            ]);
    }

    private IReadOnlyList<(string Name, string Value)> Settings(
        IReadOnlyList<CaptionArm> arms, ClaimSetting setting) =>
    [
        .. Common,
        .. arms.Select(arm => ($"way, {arm.Name}", arm.Text)),
        ("samples of", "the running average of the generator, 0.99"),
        ("pictures", $"{PaintedShapes.Draws} of each of {PaintedShapes.Captions} captions"),
        ("updates", Updates(setting).Text()),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Arms">Of each way, what its runs paint, of the same seeds.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<PaintedShapes>> Arms);
}
