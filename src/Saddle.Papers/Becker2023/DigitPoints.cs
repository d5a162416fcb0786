using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Games.Kernels;
using Saddle.Scalars;

namespace Saddle.Papers.Becker2023;

/// <summary>Ten digits as true points and ten generated points from noise, under kernels of many kinds.</summary>
[Entry(
    "becker2023/digit-points",
    "Ten points of noise come near ten digits under a kernel as wide as their distance, and push one another away under one half as wide.",
    @"y_j' = y_j + \eta_g q \nabla f'(y_j),\quad x_i \in [0,1]^{784}",
    "Becker et al. 2022 and 2023 (arXiv:2208.09938, arXiv:2305.08277); the authors' notebooks")]
public sealed record DigitPoints : Claim
{
    private const int Points = 10;
    private const double Eta = 1;
    private const double Lambda = 0.01;
    private const double Memory = 0.1;
    private const int Trials = 3;

    private static readonly (string Name, Kernel Kernel)[] AllKernels =
    [
        ("Gaussian 5", new Gaussian([5], [])),
        ("Gaussian 10", new Gaussian([10], [])),
        ("Gaussian 20", new Gaussian([20], [])),
        ("Gaussian 30", new Gaussian([30], [])),
        ("rational quadratic 10", new RationalQuadratic(10)),
        ("NNGP depth 2", new ReluNetwork(Tangent: false, Depth: 2)),
        ("NNGP depth 3", new ReluNetwork(Tangent: false, Depth: 3)),
        ("NNGP depth 4", new ReluNetwork(Tangent: false, Depth: 4)),
        ("NTK depth 2", new ReluNetwork(Tangent: true, Depth: 2)),
        ("NTK depth 4", new ReluNetwork(Tangent: true, Depth: 4)),
    ];

    /// <inheritdoc/>
    public override int Place => 17;

    /// <inheritdoc/>
    public override Published Published => new("ten generated points against ten MNIST digits", "the authors' notebooks", Setting.Notebook + "; drawn seven-segment digits stand for MNIST's where its files are not given");

    /// <inheritdoc/>
    public override string Condition => "under the Gaussian kernel of bandwidth 10 (the size of the distances between noise and digits) in each of three trials the generated points come to a matched mean squared distance below a tenth of the start's; under bandwidth 5 they do not within the same time; and the kernels' results differ by more than a factor 10";

    /// <inheritdoc/>
    public override Finding Find(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var steps = setting.Full ? 1000 : 400;
        double[][] digits = setting.Digits is { } given ? [.. given] : Digits.All();
        var kernels = AllKernels.Where(k => setting.Full || k.Name is not ("NNGP depth 3" or "NNGP depth 4")).ToList();
        var cases = kernels.SelectMany((k, i) => Enumerable.Range(0, Trials).Select(trial => (Kernel: i, Trial: trial))).ToList();
        var results = Setting.InParallel(cases, setting, c => Run(kernels[c.Kernel].Kernel, digits, c.Trial, steps, setting));
        var byKernel = kernels.Select((k, i) => (k.Name, Runs: cases.Zip(results).Where(p => p.First.Kernel == i).Select(p => p.Second).ToList())).ToList();
        static double Share(Result r) => r.Distances[^1].Distance / r.Distances[0].Distance;
        var reached = byKernel[1].Runs.TrueForAll(r => Share(r) < 0.1);
        var narrow = byKernel[0].Runs.TrueForAll(r => Share(r) >= 0.1);
        var worst = byKernel.Max(k => k.Runs.Average(Share));
        var best = byKernel.Min(k => k.Runs.Average(Share));
        return new(
            reached && narrow && worst > 10 * best ? Outcome.Holds : Outcome.Contradicted,
            byKernel[1].Runs.Max(Share),
            "largest share of the start's matched mean squared distance that is left under the Gaussian kernel of bandwidth 10",
            $"After {steps} updates the share left and the digits that are the nearest to some point are {string.Join("; ", byKernel.Select(k => $"{k.Runs.Average(Share).Text("G3")} and {k.Runs.Average(r => r.Covered).Text("F1")} under {k.Name}"))}. Coming near is not covering: the points first fall together towards the digits' common middle.",
            new(
                "Matched mean squared distance of ten generated points from ten digits",
                [
                    new("Gaussian and rational quadratic", new("update"), new("matched mean squared distance", Log: true), [.. Lines(byKernel[..5])]),
                    new("ReLU networks", new("update"), new("matched mean squared distance", Log: true), [.. Lines(byKernel[5..])]),
                    .. byKernel.Where(k => k.Name is "Gaussian 10" or "NTK depth 4").Select(k => Picture($"{k.Name}: the generated points of the first trial at the end", k.Runs[0].Final)),
                ],
                Columns: 2))
        {
            Seeds = Trials,
            Recorded = setting.Digits is null ? null : Outcome.Contradicted,
            Settings = [("true points", $"{(setting.Digits is null ? "ten seven-segment digits of 28 x 28 pixels, drawn as strokes" : "the first image of each digit in MNIST's training files, 28 x 28 pixels")}; masses 1/10"), ("generated points", "ten, uniform in the unit cube of 784 dimensions; masses 1/10; the discriminator 0"), ("rule", "alternating, the discriminator first, by the full history, in the space that all points span (exact for these kernels)"), ("eta-g", Eta.Text()), ("eta-d", Eta.Text()), ("lambda", Lambda.Text()), ("memory", "generations whose weight has fallen below 0.1 are dropped"), ("biases of the ReLU kernels", "variance 0.1"), ("updates", $"{steps} (1,000 in full, which has NNGP of depth 3 and 4 as well)"), ("trials", Trials.Text()), ("seed", setting.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            Table = new(
                ["kernel", "distance at the start", "at the end, by trial", "digits that are the nearest to some point, by trial"],
                [.. byKernel.Select(k => (IReadOnlyList<string>)[k.Name, k.Runs[0].Distances[0].Distance.Text(), string.Join(", ", k.Runs.Select(r => r.Distances[^1].Distance.Text("G3"))), string.Join(", ", k.Runs.Select(r => r.Covered.Text()))])]),
        };
    }

    private static IEnumerable<Trace> Lines(IEnumerable<(string Name, List<Result> Runs)> kernels) => kernels.SelectMany((k, colour) => k.Runs.Select((r, trial) =>
        new Line(trial == 0 ? k.Name : string.Empty, [.. r.Distances.Select(d => (double?)d.Step)], r.Distances.Select(d => d.Distance).Gaps()) { Colour = colour }));

    /// <summary>The images side by side, five in a row.</summary>
    private static Panel Picture(string title, double[][] images)
    {
        const int Across = 5;
        var (width, height) = (Across * Digits.Side, images.Length / Across * Digits.Side);
        return new(
            title,
            new("pixel", Equal: true),
            new("pixel"),
            [
                new HeatMap(
                    "brightness",
                    [.. Enumerable.Range(0, width).Select(x => (double)x)],
                    [.. Enumerable.Range(0, height).Select(y => (double)y)],
                    [.. Enumerable.Range(0, height).Select(y => height - 1 - y).Select(y => (IReadOnlyList<double?>)[.. Enumerable.Range(0, width).Select(x => (double?)Math.Round(images[(y / Digits.Side * Across) + (x / Digits.Side)][(y % Digits.Side * Digits.Side) + (x % Digits.Side)], 3))])])
                {
                    Low = 0,
                    High = 1,
                },
            ]);
    }

    private static Result Run(Kernel kernel, double[][] digits, int trial, int steps, ClaimSetting setting)
    {
        var random = new Philox(setting.Seed, trial, Purpose.Start);
        double[][] start = [.. Enumerable.Range(0, Points).Select(_ => Enumerable.Range(0, digits[0].Length).Select(_ => random.Uniform()).ToArray())];
        var space = new SpannedSpace(digits.Concat(start));

        // A ReLU network sees <x, z> / d. In the smaller space that d is smaller, so all points are scaled by the root of the
        // ratio, and the steps, which are gradients by the scaled points, by the ratio.
        var scale = kernel is ReluNetwork ? (double)space.Dimension / digits[0].Length : 1;
        double[] Small(double[] x) => Array.ConvertAll(space.Coordinates(x), c => c * Math.Sqrt(scale));
        double[] Whole(double[] y) => space.Point(Array.ConvertAll(y, c => c / Math.Sqrt(scale)));
        double[][] truth = [.. digits.Select(Small)];
        double[] masses = [.. Enumerable.Repeat(1.0 / Points, Points)];
        var distances = new List<(int Step, double Distance)> { (0, Matched(truth, [.. start.Select(Small)]) / scale) };
        var history = new KernelHistory(kernel, truth, masses, masses, Eta * scale, Eta, Lambda, Memory: Memory);
        var final = history.Run([.. start.Select(Small)], steps, (step, y) =>
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            if (step % 5 == 0)
            {
                distances.Add((step, Matched(truth, y) / scale));
            }
        });
        return new(distances, [.. final.Select(Whole)], final.Select(y => Enumerable.Range(0, Points).MinBy(i => Square(y, truth[i]))).Distinct().Count());
    }

    /// <summary>The least mean squared distance over all one-to-one matchings: over sets of digits, point by point.</summary>
    private static double Matched(double[][] truth, double[][] points)
    {
        var best = new double[1 << truth.Length];
        Array.Fill(best, double.PositiveInfinity);
        best[0] = 0;
        var cost = points.Select(y => truth.Select(x => Square(x, y)).ToArray()).ToArray();
        for (var set = 0; set < best.Length - 1; set++)
        {
            var next = cost[System.Numerics.BitOperations.PopCount((uint)set)];
            for (var i = 0; i < truth.Length; i++)
            {
                if ((set & (1 << i)) == 0)
                {
                    best[set | (1 << i)] = Math.Min(best[set | (1 << i)], best[set] + next[i]);
                }
            }
        }

        return best[^1] / truth.Length;
    }

    private static double Square(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }

        return sum;
    }

    private sealed record Result(IReadOnlyList<(int Step, double Distance)> Distances, double[][] Final, int Covered);
}
