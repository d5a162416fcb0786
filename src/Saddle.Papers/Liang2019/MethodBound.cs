using Saddle.Figures;

namespace Saddle.Papers.Liang2019;

/// <summary>A method needs no more updates on bilinear games than the paper's theorem allows.</summary>
public abstract record MethodBound : Claim
{
    /// <inheritdoc/>
    public override string Condition => "for each kappa of 1, 4, 25, 100 no start needs more updates than the bound, rounded up";

    private protected abstract Method Method { get; }

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var kappas = Setting.Kappas;
        var counts = kappas.Select(kappa => Setting.Counts(Setting.Game(kappa), Method.Rule(kappa), setting)).ToList();
        var bounds = kappas.Select(kappa => Math.Ceiling(Method.Bound!(kappa))).ToList();
        var shares = counts.Zip(bounds, (c, b) => c.Max() / b).ToList();
        var (low, high) = counts[^1].MedianInterval();
        return new(
            shares.TrueForAll(s => s <= 1) ? Outcome.Holds : Outcome.Contradicted,
            counts[^1].Median() / bounds[^1],
            "share of the bound that the median start needs at kappa 100",
            $"The start that needs most takes {string.Join(", ", shares.Select(s => s.Text("F3")))} of the bound at kappa {string.Join(", ", kappas.Select(k => k.Text()))}.",
            new(
                $"{Method.Name}: updates until the distance has shrunk a millionfold",
                [
                    new(
                        string.Empty,
                        new("kappa = lM/lm", Log: true),
                        new("updates", Log: true),
                        [
                            new Line("bound", [.. kappas.Select(k => (double?)k)], [.. bounds.Select(b => (double?)b)]) { Stroke = Stroke.Dash, Colour = 1 },
                            new Points("median start, and the spread over starts", [.. kappas.Select(k => (double?)k)], counts.Select(c => c.Median()).Gaps())
                            {
                                Low = counts.Select(c => c.Min()).Gaps(),
                                High = counts.Select(c => c.Max()).Gaps(),
                                Colour = 0,
                            },
                        ]),
                ]))
        {
            Interval = (low / bounds[^1], high / bounds[^1]),
            Seeds = Setting.Starts(setting),
            Settings =
            [
                ("rules", string.Join("; ", kappas.Select(k => $"kappa {k.Text()}: {Method.Rule(k).InOneLine()}"))),
                ("steps", Method.Steps),
                .. Setting.Bilinear(),
                .. Setting.Common(setting),
            ],
            Table = new(
                ["kappa", "median (least to most)", "95 % interval of the median", "bound", "most / bound"],
                [.. kappas.Select((k, i) => (IReadOnlyList<string>)
                [
                    k.Text(),
                    Setting.Spread(counts[i]),
                    $"{counts[i].MedianInterval().Low.Text("F0")} to {counts[i].MedianInterval().High.Text("F0")}",
                    bounds[i].Text("F0"),
                    shares[i].Text("F3"),
                ])]),
        };
    }
}
