using Saddle.Catalog;

namespace Saddle.Papers.Arjovsky2017;

/// <summary>
/// The log(1 - D) gradient against the optimal discriminator of noised samples, with noise on the generator's samples
/// too.
/// </summary>
[Entry(
    "arjovsky2017/noisy-divergence",
    "With noise on the generated samples too, the log(1 - D) gradient at the optimal discriminator is twice that of "
        + "the divergence between the noised laws.",
    @"E_{z, \epsilon'}[\nabla_\theta \log(1 - D^*(g_\theta(z) + \epsilon'))]"
        + @" = 2\,\nabla_\theta JSD(P_{r+\epsilon} \| P_{g+\epsilon})",
    "Arjovsky and Bottou 2017 (arXiv:1701.04862), corollary 3.2")]
public sealed record NoisyDivergence : Claim<NoisyDivergence.Measurements>
{
    // In the divergence a central difference is then off by about 1e-7 of its gradient.
    private const double Step = 1e-3;

    // Both in standard deviations of the noise: the trapezoidal rule is then exact to rounding, but for the tails
    // beyond.
    private const double Reach = 7;
    private const double Spacing = 0.25;

    /// <inheritdoc/>
    public override int Place => 16;

    /// <inheritdoc/>
    public override Published Published => new("an identity", "corollary 3.2", "read in the paper");

    /// <inheritdoc/>
    public override string Condition =>
        "in one and in two dimensions, in every setting and for every parameter, the gradient by quadrature over z and "
        + "the noise agrees to 1e-6 of the setting's largest component with twice the difference quotient of the "
        + "divergence by a quadrature of its own";

    /// <inheritdoc/>
    public override Measurements Measure(ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var cells = new List<BothSides>();
        foreach (var (laws, generator) in NoisedSegments.Settings(setting.Full))
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            double[] slope = [.. DivergenceSlope(laws, generator).Select(d => 2 * d)];
            cells.Add(new(laws.Dimension, laws.Sd, Gradient(laws, generator), slope));
        }

        return new(cells);
    }

    /// <inheritdoc/>
    public override Finding Report(Measurements measured, ClaimSetting setting)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var cells = measured.Cells;
        var gap = cells.Max(c => c.Gap);
        return new(
            gap <= BothSides.Tolerance ? Outcome.Holds : Outcome.Contradicted,
            gap,
            "largest difference of the two sides, by the setting's largest component",
            $"In {cells.Count.Text()} settings in one and two dimensions both sides differ by at most {gap.Text("G2")} "
            + "of the setting's largest component.",
            new(
                "The gradient by both sides of the corollary",
                BothSides.Panels(cells, "gradient of log(1 - D)", "twice the slope of the divergence"),
                Columns: 2))
        {
            Settings = Settings(cells.Count),
        };
    }

    private static IReadOnlyList<(string Name, string Value)> Settings(int count) =>
    [
        ("real", "uniform on a segment of half-length 1"),
        ("generator", "b + w z, z uniform in [-1, 1]"),
        ("settings", count.Text()),
        ("quadrature by z", "Gauss and Legendre, 48 nodes"),
        ("quadrature by the noise and in space", $"trapezoidal, every {Spacing.Text()} standard deviations"),
        ("step of the difference", $"{Step.Text()}, fourth order"),
    ];

    /// <summary>The slope of log(1 - D*) along g, averaged over z and noise.</summary>
    internal static double[] Gradient(NoisedSegments laws, double[] generator)
    {
        var sum = new double[generator.Length];
        var noises = Grid(new double[laws.Dimension], laws.Sd, 0);
        var (nowhere, volume) = (new double[laws.Dimension], Math.Pow(Spacing * laws.Sd, laws.Dimension));
        double[][] real = [.. NoisedSegments.Latents.Select(l => laws.Real(l.Z))];
        double[][] generated = [.. NoisedSegments.Latents.Select(l => laws.Generate(generator, l.Z))];
        var (x, slope) = (new double[laws.Dimension], new double[laws.Dimension]);
        foreach (var ((z, weight), g) in NoisedSegments.Latents.Zip(generated))
        {
            foreach (var noise in noises)
            {
                Add(g, noise, x);
                LogSlope(x, real, generated, laws.Sd, slope);
                var share = weight * volume * laws.Noise(noise, nowhere);
                for (var p = 0; p < sum.Length; p++)
                {
                    sum[p] += share * slope[p % x.Length] * (p < x.Length ? 1 : z);
                }
            }
        }

        return sum;
    }

    /// <summary>The slope of the divergence of the noised laws by the generator's parameters, by differences.</summary>
    internal static double[] DivergenceSlope(NoisedSegments laws, double[] generator)
    {
        double[] lengths =
        [
            .. Enumerable.Range(0, laws.Dimension).Select(i => Math.Max(
                Math.Abs(laws.Real(1)[i]),
                Math.Abs(generator[i]) + Math.Abs(generator[laws.Dimension + i]))),
        ];
        var grid = Grid(lengths, laws.Sd, 1);
        var volume = Math.Pow(Spacing * laws.Sd, laws.Dimension);
        var real = grid.ConvertAll(x => laws.RealDensity(x));
        double At(int parameter, double by)
        {
            var moved = generator.ToArray();
            moved[parameter] += by;
            return volume
                * grid.Select((x, k) => JensenShannon.Twice(real[k], laws.GeneratedDensity(moved, x)) / 2).Sum();
        }

        return
        [
            .. generator.Select((_, p) =>
                ((8 * (At(p, Step) - At(p, -Step))) - (At(p, 2 * Step) - At(p, -2 * Step))) / (12 * Step)),
        ];
    }

    private static void Add(double[] a, double[] b, double[] sum)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = a[i] + b[i];
        }
    }

    // log(1 - D*) = log g - log(g + r), by x, from the scores of both mixtures.
    private static void LogSlope(double[] x, double[][] real, double[][] generated, double sd, double[] slope)
    {
        Span<double> byReal = stackalloc double[x.Length], byGenerated = stackalloc double[x.Length];
        var r = Scores(x, real, sd, byReal);
        var g = Scores(x, generated, sd, byGenerated);
        for (var i = 0; i < x.Length; i++)
        {
            slope[i] = ((byGenerated[i] / g) - ((byReal[i] + byGenerated[i]) / (r + g))) / (sd * sd);
        }
    }

    private static double Scores(double[] x, double[][] nodes, double sd, Span<double> by)
    {
        by.Clear();
        var total = 0.0;
        for (var k = 0; k < nodes.Length; k++)
        {
            var squared = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                squared += (nodes[k][i] - x[i]) * (nodes[k][i] - x[i]);
            }

            var density = NoisedSegments.Latents[k].Weight * Math.Exp(-squared / (2 * sd * sd));
            total += density;
            for (var i = 0; i < x.Length; i++)
            {
                by[i] += density * (nodes[k][i] - x[i]);
            }
        }

        return total;
    }

    private static List<double[]> Grid(double[] lengths, double sd, double further)
    {
        double[] Axis(double length)
        {
            var count = (int)Math.Ceiling((length + (sd * (Reach + further))) / (Spacing * sd));
            return [.. Enumerable.Range(-count, (2 * count) + 1).Select(k => k * Spacing * sd)];
        }

        return lengths.Length == 1
            ? [.. Axis(lengths[0]).Select(x => new[] { x })]
            : [.. from x in Axis(lengths[0]) from y in Axis(lengths[1]) select new[] { x, y }];
    }

    /// <summary>What is measured.</summary>
    /// <param name="Cells">Both sides in every setting.</param>
    public sealed record Measurements(IReadOnlyList<BothSides> Cells);
}
