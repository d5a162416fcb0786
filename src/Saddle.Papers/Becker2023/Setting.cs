using System.Globalization;
using System.Numerics;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Becker2023;

/// <summary>
/// What the claims on Becker, Pandit, Rangan, Fletcher 2023 (arXiv:2305.08277) share: one isolated true point under the
/// kernel GAN, with <c>a = eta_d lambda</c>, <c>b = eta_d eta_g N q^2 / sigma^2</c>.
/// </summary>
internal static class Setting
{
    /// <summary>Where the abstract's promises are from.</summary>
    public const string Abstract = "abstract: local stability and convergence as the learning rates, the regularisation and the bandwidth vary; phase transitions between converging, oscillating and diverging";

    /// <summary>How the update is known to us, and that the figures are not.</summary>
    public const string HowKnown = "the abstract was read, the paper's own figures and formulas could not be; the update was read in the authors' code and in arXiv:2208.09938 (equations 124 and 125), the formula is derived from it";

    /// <summary>How a figure's settings are known to us.</summary>
    public const string Notebook = "settings read in the authors' notebooks; the paper's own figures could not be read, and the pass condition is ours";

    // Displacements are bent by the kernel beyond the one, and lost in rounding below the other times the first.
    private const double Bent = 1e-3;
    private const double Lost = 1e-5;

    /// <summary>Who moves how.</summary>
    public static IReadOnlyList<(string Name, Func<double, double, Rule> Make)> Orders { get; } =
    [
        ("alternating", (etaG, etaD) => new Alternating { EtaG = etaG, EtaD = etaD }),
        ("simultaneous", (etaG, etaD) => new Simultaneous { EtaG = etaG, EtaD = etaD }),
    ];

    /// <summary>The kernel GAN: one true point at 0 of mass 1, one generated point of mass 1 unless said otherwise.</summary>
    public static KernelGan Game(params (string Name, string Value)[] settings) =>
        (KernelGan)Catalog<Game>.Get("kernel-gan").Create(settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal));

    /// <summary>Every setting of a game and a rule, for the report.</summary>
    public static IEnumerable<(string Name, string Value)> Describe(Game game, Rule rule) => Li2018.Setting.Describe(game, rule);

    /// <summary>A number that reads back as itself.</summary>
    public static string Exact(this double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Numbers evenly apart, in value or in their logarithm.</summary>
    public static double[] Range(double low, double high, int count, bool log = false) =>
        [.. Enumerable.Range(0, count).Select(i => i / (count - 1.0)).Select(t => log ? low * Math.Pow(high / low, t) : low + ((high - low) * t))];

    /// <summary>The displacement of a coordinate after 0, 1, ... updates, from the equilibrium but for that displacement of it.</summary>
    public static double[] Displacements(KernelGan game, Rule rule, double offset, int steps)
    {
        var start = game.Equilibrium();
        start[0] += offset;
        return [.. Simulation.Run(game, rule, start, steps).Points.Select(p => p.State[0] - game.Points[0])];
    }

    /// <summary>
    /// The two multipliers of a displacement, measured: those of the recurrence <c>u'' = t u' - d u</c> that fits its trajectory
    /// best, each update weighted alike; the larger modulus first.
    /// </summary>
    public static (Complex First, Complex Second) Multipliers(IReadOnlyList<double> u)
    {
        // Normal equations of two unknowns, alpha = 2 - t and beta = 1 - t + d in u'' - 2 u' + u = -alpha (u' - u) - beta u: a slow
        // mode and a fast one then do not cancel.
        var (xx, xy, yy, xz, yz) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var k = 0; k + 2 < u.Count && Math.Abs(u[k + 2]) < Bent * 10; k++)
        {
            var size = (u[k] * u[k]) + (u[k + 1] * u[k + 1]);
            if (size > Bent * Bent || !(size > Lost * Lost * u[0] * u[0]))
            {
                break;
            }

            var (x, y, z) = (u[k] - u[k + 1], -u[k], u[k + 2] - u[k + 1] - (u[k + 1] - u[k]));
            xx += x * x / size;
            xy += x * y / size;
            yy += y * y / size;
            xz += x * z / size;
            yz += y * z / size;
        }

        var determinant = (xx * yy) - (xy * xy);
        var (alpha, beta) = (((yy * xz) - (xy * yz)) / determinant, ((xx * yz) - (xy * xz)) / determinant);
        return Roots(2 - alpha, 1 - alpha + beta);
    }

    /// <summary>The eigenvalues of a two by two matrix of this trace and determinant; the larger modulus first.</summary>
    public static (Complex First, Complex Second) Roots(double trace, double determinant)
    {
        var root = Complex.Sqrt((trace * trace / 4) - determinant);
        var (plus, minus) = ((trace / 2) + root, (trace / 2) - root);
        return plus.Magnitude >= minus.Magnitude ? (plus, minus) : (minus, plus);
    }

    /// <summary>The formula's trace and determinant of the mean mode.</summary>
    public static (double Trace, double Determinant) MeanMode(bool alternating, double a, double b, double h = 0) => alternating
        ? (2 - a - h - b, (1 - a) * (1 - h))
        : (2 - a - h, ((1 - a) * (1 - h)) + b);

    /// <summary>Runs independent measurements on the processors there are, each result in its place.</summary>
    public static TResult[] InParallel<TSource, TResult>(IReadOnlyList<TSource> sources, ClaimSetting setting, Func<TSource, TResult> measure)
    {
        var results = new TResult[sources.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = setting.Cancellation };
        Parallel.For(0, sources.Count, options, i => results[i] = measure(sources[i]));
        return results;
    }
}
