using Saddle.Catalog;
using Saddle.Data.Families;
using Saddle.Dynamics;
using Saddle.Figures;
using Saddle.Gans;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Papers.Che2017;

/// <summary>The MODE score over a grid of architectures and rates, plain and regularised.</summary>
[Entry(
    "che2017/mode-score-grid",
    "Over a grid of architectures and learning rates, mode regularisation moves the histogram of MODE scores to the "
        + "right.",
    @"\exp\big(E_x \mathrm{KL}(p(y|x) \,\|\, p^*(y)) - \mathrm{KL}(p(y) \,\|\, p^*(y))\big)",
    "Che, Li, Jacob, Bengio and Li 2017 (arXiv:1612.02136), section 4.1, figure of MODE scores")]
public sealed record ModeScoreGrid : Claim<ModeScoreGrid.Measurements>
{
    private const int Size = 16;
    private const int Samples = 1000;
    private const int Bins = 9;

    private static readonly string[] Rates = ["0.01", "0.001", "0.0001"];
    private static readonly string[] Rules = ["adam", "alternating"];
    private static readonly (int G, int D)[] Few = [(128, 64), (256, 128)];
    private static readonly (int G, int D)[] Many =
    [
        (400, 256), (400, 512), (400, 1024),
        (800, 256), (800, 512), (800, 1024),
        (1600, 256), (1600, 512), (1600, 1024),
    ];

    /// <inheritdoc/>
    public override int Place => 2;

    /// <inheritdoc/>
    public override Published Published => new(
        "the regularised GANs' histogram lies to the right of the plain ones'",
        "figure of the MNIST grid",
        "remembered, not re-read");

    /// <inheritdoc/>
    public override string Condition =>
        "the mean log ratio of the MODE scores over the settings of the grid, without the regulariser by with it, is "
        + $"judged: {PairedRatio.Decides}";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var grid = Grid(setting.Full);
        var scores = Networks.Each(
            "che2017/mode-score-grid",
            [.. Variant.All.Take(2)],
            grid.Count,
            setting,
            (variant, i) => Score(grid[i].Yaml, variant, i, setting));
        return new(scores[0], scores[1], RealScore());
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var (plain, regularised, real) = measured;
        var wins = new Proportion(plain.Zip(regularised, (p, r) => r > p).Count(w => w), plain.Count);
        var ratio = PairedRatio.Of(plain, regularised);
        return new(
            ratio.Outcome,
            ratio.Ratio,
            "MODE score without the regulariser by that with it, geometric mean over the settings",
            $"The median MODE score over {plain.Count} settings is {plain.Median().Text("F2")} without the regulariser "
            + $"and {regularised.Median().Text("F2")} with it (real digits: {real.Text("F2")}); the regularised run "
            + $"has the higher score in {wins.Share()} of them. Without by with: {ratio}.",
            new("MODE scores over the grid", [Histogram(plain, regularised)]))
        {
            Interval = ratio.Interval,
            Seeds = plain.Count,
            Settings = Settings(setting),
            Table = Table(plain, regularised, setting),
        };
    }

    private static int Updates(ClaimSetting setting) => setting.Full ? 10_000 : 500;

    private static IReadOnlyList<(string Name, string Yaml)> Grid(bool full)
    {
        int[] depths = full ? [2, 3, 4] : [2, 3];
        return
        [
            .. from depth in depths
               from width in full ? Many : Few
               from rule in Rules
               from rate in Rates
               select ($"{depth} layers, {width.G}/{width.D}, {rule}, {rate}", Cell(depth, width, rule, rate)),
        ];
    }

    private static string Cell(int depth, (int G, int D) width, string rule, string rate) => $$"""
        generator: {name: mlp, latent: 20, width: {{width.G.Text()}}, depth: {{depth.Text()}}}
        discriminator: {name: mlp, width: {{width.D.Text()}}, depth: {{depth.Text()}}, slope: 0.2}
        rule: {name: {{rule}}, order: d-first, eta: {{rate}}}
        """;

    private static double Score(string yaml, Variant variant, int run, ClaimSetting setting)
    {
        using var at = Networks.Start(
            $"data: {{name: stacked-digits, digits: 1, size: {Size.Text()}}}\n{yaml}\n"
            + $"regularisers: {variant.Regularisers}\nbatch: 64",
            setting,
            run);
        at.Train(Updates(setting), setting);
        var samples = at.Samples(Samples);

        // What has run away shows one class at most.
        return samples.IsFinite() ? Score(Batches.Read(at.Items, 0, 2 * Samples), samples) : 1;
    }

    private static double Score(Tensor real, Tensor generated)
    {
        var classifier = new DigitClassifier(Size);
        return new ModeScore().Measure(
            new Side("real") { Logits = classifier.Logits(real) },
            new Side("generated") { Logits = classifier.Logits(generated) },
            new MeasuringSettings()).Value;
    }

    // That of other items of the data.
    private static double RealScore()
    {
        using var items = new StackedDigits(Digits: 1).Open(new("."), 1);
        using var scope = new TensorScope();
        return Score(Batches.Read(items, 0, 2 * Samples), Batches.Read(items, 2 * Samples, Samples));
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting) =>
    [
        ("data", $"stacked-digits, one drawn digit of {Size} x {Size}"),
        ("grid", setting.Full
            ? "layers 2 and 3 and 4; units of generator/discriminator 400, 800, 1600 by 256, 512, 1024; "
                + $"Adam and plain descent; steps {string.Join(", ", Rates)}"
            : "layers 2 and 3; units of generator/discriminator 128/64 and 256/128; "
                + $"Adam and plain descent; steps {string.Join(", ", Rates)}"),
        ("updates", Updates(setting).Text()),
        ("batch", "64"),
        ("lambda", "0.2 and 0.4"),
        ("samples", Samples.Text()),
        ("classifier", "the data's own posterior"),
        ("scale", "fewer and smaller networks than published and no dropout; one seed a setting"),
    ];

    private static ResultTable Table(
        IReadOnlyList<double> plain,
        IReadOnlyList<double> regularised,
        ClaimSetting setting) => new(
        ["setting", "plain", "regularised"],
        [
            .. Grid(setting.Full).Select((cell, i) =>
                (IReadOnlyList<string>)[cell.Name, plain[i].Text("F2"), regularised[i].Text("F2")]),
        ]);

    private static Panel Histogram(IReadOnlyList<double> plain, IReadOnlyList<double> regularised)
    {
        var bins = Drawing.Places(Bins);
        return new(
            string.Empty,
            new("MODE score")
            {
                Categories = [.. Enumerable.Range(1, Bins).Select(b => $"{b.Text()} to {(b + 1).Text()}")],
            },
            new("settings"),
            [new Bars("plain", bins, Counts(plain)), new Bars("regularised", bins, Counts(regularised))]);
    }

    private static double?[] Counts(IReadOnlyList<double> scores) =>
    [
        .. Enumerable.Range(0, Bins)
            .Select(bin => (double?)scores.Count(s => Math.Clamp((int)(s - 1), 0, Bins - 1) == bin)),
    ];

    /// <summary>What is measured.</summary>
    /// <param name="Plain">The score of the plain run in each setting of the grid.</param>
    /// <param name="Regularised">That of the regularised run.</param>
    /// <param name="Real">That of items of the data.</param>
    public sealed record Measurements(IReadOnlyList<double> Plain, IReadOnlyList<double> Regularised, double Real);
}
