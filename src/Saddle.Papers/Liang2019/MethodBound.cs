using Saddle.Figures;

namespace Saddle.Papers.Liang2019;

/// <summary>A method needs no more updates on bilinear games than the paper's theorem allows.</summary>
public abstract record MethodBound : Claim<MethodBound.Measurements>
{
    /// <inheritdoc/>
    public override string Condition =>
        "for each kappa of 1, 4, 25, 100 no start needs more updates than the bound, rounded up";

    /// <inheritdoc/>
    public override LiveFigure? Live => new(Setting.Game(4), Method.Rule(4)) { Steps = 1000 };

    private protected abstract Method Method { get; }

    /// <inheritdoc/>
    public sealed override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return new(Setting.Counts(Method, setting));
    }

    /// <inheritdoc/>
    public sealed override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (counts, bounds) = (measured.Updates, Bounds());
        var shares = counts.Zip(bounds, (c, b) => c.Max() / b).ToList();
        return new(
            shares.TrueForAll(s => s <= 1) ? Outcome.Holds : Outcome.Contradicted,
            counts[^1].Median() / bounds[^1],
            "share of the bound that the median start needs at kappa 100",
            $"The start that needs most takes {string.Join(", ", shares.Select(s => s.Text("F3")))} of the bound "
                + $"at kappa {string.Join(", ", Setting.Kappas.Select(k => k.Text()))}.",
            new($"{Method.Name}: updates until the distance has shrunk a millionfold", [Panel(counts, bounds)]))
        {
            Interval = counts[^1].Select(c => c / bounds[^1]).MedianInterval(),
            Seeds = Setting.Starts(setting),
            Settings = Settings(setting),
            Table = Table(counts, bounds, shares),
        };
    }

    private List<double> Bounds() => [.. Setting.Kappas.Select(kappa => Math.Ceiling(Method.Bound!(kappa)))];

    private static Panel Panel(IReadOnlyList<IReadOnlyList<double>> counts, List<double> bounds) => new(
        string.Empty,
        Setting.Kappa,
        new("updates", Log: true),
        [
            new Line("bound", Setting.Kappas.Gaps(), bounds.Gaps()) { Stroke = Stroke.Dash, Colour = 1 },
            Drawing.Spread("median start, and the spread over starts", Setting.Kappas.Gaps(), counts) with
            {
                Colour = 0,
            },
        ]);

    private static ResultTable Table(
        IReadOnlyList<IReadOnlyList<double>> counts, List<double> bounds, List<double> shares) => new(
        ["kappa", "median (least to most)", "95 % interval of the median", "bound", "most / bound"],
        [.. Setting.Kappas.Select((kappa, i) => (IReadOnlyList<string>)
        [
            kappa.Text(),
            Setting.Spread(counts[i]),
            counts[i].MedianInterval().Text("F0"),
            bounds[i].Text("F0"),
            shares[i].Text("F3"),
        ])]);

    private (string Name, string Value)[] Settings(ClaimSetting setting) =>
    [
        ("rules", string.Join("; ", Setting.Kappas.Select(k => $"kappa {k.Text()}: {Method.Rule(k).InOneLine()}"))),
        ("steps", Method.Rates),
        .. Setting.Bilinear(),
        .. Setting.Common(setting),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Updates">
    /// At each kappa of 1, 4, 25 and 100, how many updates each start needs; infinite where they are too many.
    /// </param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<double>> Updates);
}
