using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games.Kernels;

namespace Saddle.Papers.Becker2023;

/// <summary>Ten digits as true points and ten generated points from noise, under kernels of many kinds.</summary>
[Entry(
    "becker2023/digit-points",
    "Ten points of noise come near ten digits under a kernel as wide as their distance, "
    + "and push one another away under one half as wide.",
    @"y_j' = y_j + \eta_g q \nabla f'(y_j),\quad x_i \in [0,1]^{784}",
    "Becker et al. 2022 and 2023 (arXiv:2208.09938, arXiv:2305.08277); the authors' notebooks")]
public sealed record DigitPoints : Claim<DigitPoints.Measurements>
{
    private const int Trials = 3;

    // Gaussian and rational quadratic ones first, then those of networks; the first two decide.
    private const int FirstNetwork = 5;

    private static readonly NamedKernel[] AllKernels =
    [
        new("Gaussian 5", new Gaussian([5], [])),
        new("Gaussian 10", new Gaussian([10], [])),
        new("Gaussian 20", new Gaussian([20], [])),
        new("Gaussian 30", new Gaussian([30], [])),
        new("rational quadratic 10", new RationalQuadratic(10)),
        new("NNGP depth 2", new ReluNetwork(Tangent: false, Depth: 2)),
        new("NNGP depth 3", new ReluNetwork(Tangent: false, Depth: 3)) { FullOnly = true },
        new("NNGP depth 4", new ReluNetwork(Tangent: false, Depth: 4)) { FullOnly = true },
        new("NTK depth 2", new ReluNetwork(Tangent: true, Depth: 2)),
        new("NTK depth 4", new ReluNetwork(Tangent: true, Depth: 4)),
    ];

    /// <inheritdoc/>
    public override int Place => 17;

    /// <inheritdoc/>
    public override Published Published => new(
        "ten generated points against ten MNIST digits",
        "the authors' notebooks",
        $"{Setting.Notebook}; drawn seven-segment digits stand for MNIST's where its files are not given");

    /// <inheritdoc/>
    public override string Condition =>
        "under the Gaussian kernel of bandwidth 10 (the size of the distances between noise and digits) in each of "
        + "three trials the generated points come to a matched mean squared distance below a tenth of the start's; "
        + "under bandwidth 5 they do not within the same time; and the kernels' results differ by more than a factor "
        + "10";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        double[][] digits = setting.Digits is { } given ? [.. given] : Digits.All();
        var trials = Enumerable.Range(0, Trials);
        var cases = Kernels(setting).SelectMany(k => trials.Select(trial => (k.Kernel, Trial: trial))).ToList();
        var results = Setting.InParallel(cases, setting, c =>
            DigitRun.Measure(c.Kernel, digits, c.Trial, Steps(setting), setting));
        return new([.. results.Chunk(Trials)]);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentNullException.ThrowIfNull(setting);
        var kernels = Kernels(setting).Zip(measured.Kernels, (k, trials) => new KernelTrials(k.Name, trials)).ToList();
        var (five, ten) = (kernels[0], kernels[1]);
        var narrow = five.Trials.All(t => Share(t) >= 0.1);
        var reached = ten.Trials.All(t => Share(t) < 0.1);
        var differ = kernels.Max(k => k.Share) > 10 * kernels.Min(k => k.Share);
        return new(
            reached && narrow && differ ? Outcome.Holds : Outcome.Contradicted,
            ten.Trials.Max(Share),
            "largest share of the start's matched mean squared distance that is left under the Gaussian kernel of "
            + "bandwidth 10",
            $"After {Steps(setting)} updates the share left and the digits that are the nearest to some point are "
            + $"{string.Join("; ", kernels.Select(k => k.InWords))}. Coming near is not covering: "
            + "the points first fall together towards the digits' common middle.",
            new(
                "Matched mean squared distance of ten generated points from ten digits",
                [.. Panels(kernels)],
                Columns: 2))
        {
            Seeds = Trials,
            Recorded = setting.Digits is null ? null : Outcome.Contradicted,
            Settings = Settings(setting),
            Table = Table(kernels),
        };
    }

    private static int Steps(ClaimSetting setting) => setting.Full ? 1000 : 400;

    private static IEnumerable<NamedKernel> Kernels(ClaimSetting setting) =>
        AllKernels.Where(k => setting.Full || !k.FullOnly);

    /// <summary>What is left of the distance at the start.</summary>
    private static double Share(Trial trial) => trial.Distances[^1] / trial.Distances[0];

    private static IEnumerable<Panel> Panels(List<KernelTrials> kernels)
    {
        static Panel Distances(string title, IEnumerable<KernelTrials> kernels) => new(
            title,
            new("update"),
            new("matched mean squared distance", Log: true),
            [.. kernels.SelectMany(Lines)]);

        return
        [
            Distances("Gaussian and rational quadratic", kernels.Take(FirstNetwork)),
            Distances("ReLU networks", kernels.Skip(FirstNetwork)),
            .. kernels.Where(k => k.Name is "Gaussian 10" or "NTK depth 4").Select(Picture),
        ];
    }

    private static IEnumerable<Trace> Lines(KernelTrials kernel, int colour) =>
        kernel.Trials.Select((trial, i) => new Line(
            i == 0 ? kernel.Name : string.Empty,
            Setting.Updates(trial.Distances.Count, DigitRun.Stride),
            trial.Distances.Gaps())
        {
            Colour = colour,
        });

    /// <summary>The images of the first trial side by side, five in a row.</summary>
    private static Panel Picture(KernelTrials kernel)
    {
        const int Across = 5;
        const int Side = Digits.Side;
        var images = kernel.Trials[0].Final;
        var (width, height) = (Across * Side, images.Length / Across * Side);
        double? Pixel(int x, int y)
        {
            var image = images[(y / Side * Across) + (x / Side)];
            return Math.Round(image[(y % Side * Side) + (x % Side)], 3);
        }

        var rows = Enumerable.Range(0, height).Reverse()
            .Select(y => (IReadOnlyList<double?>)[.. Enumerable.Range(0, width).Select(x => Pixel(x, y))]);
        return new(
            $"{kernel.Name}: the generated points of the first trial at the end",
            new("pixel", Equal: true),
            new("pixel"),
            [new HeatMap("brightness", Count(width), Count(height), [.. rows]) { Low = 0, High = 1 }]);

        static double[] Count(int count) => [.. Enumerable.Range(0, count).Select(i => (double)i)];
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(ClaimSetting setting)
    {
        var digits = setting.Digits is null
            ? "ten seven-segment digits of 28 x 28 pixels, drawn as strokes"
            : "the first image of each digit in MNIST's training files, 28 x 28 pixels";
        return
        [
            ("true points", $"{digits}; masses 1/10"),
            ("generated points", "ten, uniform in the unit cube of 784 dimensions; masses 1/10; the discriminator 0"),
            ("rule",
                "alternating, the discriminator first, by the full history, in the space that all points span "
                + "(exact for these kernels)"),
            ("eta-g", DigitRun.Eta.Text()),
            ("eta-d", DigitRun.Eta.Text()),
            ("lambda", DigitRun.Lambda.Text()),
            ("memory", "generations whose weight has fallen below 0.1 are dropped"),
            ("biases of the ReLU kernels", "variance 0.1"),
            ("updates", $"{Steps(setting)} (1,000 in full, which has NNGP of depth 3 and 4 as well)"),
            ("trials", Trials.Text()),
            ("seed", $"{setting.Seed}"),
        ];
    }

    private static ResultTable Table(List<KernelTrials> kernels) => new(
        [
            "kernel",
            "distance at the start",
            "at the end, by trial",
            "digits that are the nearest to some point, by trial",
        ],
        [
            .. kernels.Select(k => (IReadOnlyList<string>)
            [
                k.Name,
                k.Trials[0].Distances[0].Text(),
                string.Join(", ", k.Trials.Select(t => t.Distances[^1].Text("G3"))),
                string.Join(", ", k.Trials.Select(t => t.Covered.Text())),
            ]),
        ]);

    /// <summary>What is measured.</summary>
    /// <param name="Kernels">The trials under each kernel, in the table's order.</param>
    public sealed record Measurements(IReadOnlyList<IReadOnlyList<Trial>> Kernels);

    /// <summary>A run from one draw of noise.</summary>
    /// <param name="Distances">The matched mean squared distance from the digits, every fifth update.</param>
    /// <param name="Final">The generated points at the end.</param>
    /// <param name="Covered">How many digits are then the nearest to some point.</param>
    public sealed record Trial(IReadOnlyList<double> Distances, double[][] Final, int Covered);

    private sealed record NamedKernel(string Name, Kernel Kernel)
    {
        /// <summary>Whether the quick form leaves it out.</summary>
        public bool FullOnly { get; init; }
    }

    private sealed record KernelTrials(string Name, IReadOnlyList<Trial> Trials)
    {
        public double Share => Trials.Average(DigitPoints.Share);

        public string InWords => $"{Share.Text("G3")} and {Trials.Average(t => t.Covered).Text("F1")} under {Name}";
    }
}
