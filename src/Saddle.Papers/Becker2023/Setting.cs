using System.Globalization;
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
    public const string Abstract =
        "abstract: local stability and convergence as the learning rates, the regularisation and the bandwidth vary; "
        + "phase transitions between converging, oscillating and diverging";

    /// <summary>How the update is known to us, and that the figures are not.</summary>
    public const string HowKnown =
        "the abstract was read, the paper's own figures and formulas could not be; the update was read in the authors' "
        + "code and in arXiv:2208.09938 (equations 124 and 125), the formula is derived from it";

    /// <summary>How a figure's settings are known to us.</summary>
    public const string Notebook =
        "settings read in the authors' notebooks; the paper's own figures could not be read, "
        + "and the pass condition is ours";

    /// <summary>Whether the generator sees the new discriminator: both orders of moves, the paper's first.</summary>
    public static IReadOnlyList<bool> Orders { get; } = [true, false];

    /// <summary>
    /// The numbers N of generated points at a true point, each of mass 1/N: then N q^2 = 1/N, where N q = 1.
    /// </summary>
    public static IReadOnlyList<int> Numbers { get; } = [1, 2, 4];

    /// <summary>The name of an order of moves.</summary>
    public static string Name(bool alternating) => alternating ? "alternating" : "simultaneous";

    /// <summary>The rule of an order of moves.</summary>
    public static Rule Rule(bool alternating, double etaG, double etaD) => alternating
        ? new Alternating { EtaG = etaG, EtaD = etaD }
        : new Simultaneous { EtaG = etaG, EtaD = etaD };

    /// <summary>The paper's order: the discriminator first.</summary>
    public static Rule Alternating(double etaG, double etaD) => Rule(alternating: true, etaG, etaD);

    /// <summary>
    /// The kernel GAN: one true point at 0 of mass 1, one generated point of mass 1 unless said otherwise.
    /// </summary>
    public static KernelGan Game(params (string Name, string Value)[] settings) =>
        (KernelGan)Catalog<Game>.Get("kernel-gan").Create(
            settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal));

    /// <summary>Every setting of a game and a rule, for the report.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="except">The names of settings that vary, or that are told in other words.</param>
    public static IEnumerable<(string Name, string Value)> Describe(Game game, Rule rule, params string[] except) =>
        game.Describe().Concat(rule.Describe()).Where(s => !except.Contains(s.Name, StringComparer.Ordinal));

    /// <summary>A number that reads back as itself.</summary>
    public static string Exact(this double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Numbers as a list in words.</summary>
    public static string List(this IEnumerable<double> values) => string.Join(", ", values.Select(v => v.Text()));

    /// <summary>Numbers evenly apart, in value or in their logarithm.</summary>
    public static double[] Range(double low, double high, int count, bool log = false) =>
    [
        .. Enumerable.Range(0, count).Select(i => i / (count - 1.0))
            .Select(t => log ? low * Math.Pow(high / low, t) : low + ((high - low) * t)),
    ];

    /// <summary>Every so many of the values, the first one first.</summary>
    public static IEnumerable<double> Every(this IEnumerable<double> values, int stride) =>
        values.Where((_, k) => k % stride == 0);

    /// <summary>
    /// The numbers of the updates after which values were recorded, for an axis: 0, the stride, twice the stride ...
    /// </summary>
    public static double?[] Updates(int count, int stride = 1) =>
        [.. Enumerable.Range(0, count).Select(k => (double?)(k * stride))];

    /// <summary>
    /// The greatest of some deviations, and 0 of none; a deviation that is not a number is the greatest.
    /// </summary>
    public static double Worst(this IEnumerable<double> deviations) => deviations.Aggregate(0.0, Math.Max);

    /// <summary>Runs independent measurements on the processors there are, each result in its place.</summary>
    public static TResult[] InParallel<TSource, TResult>(
        IReadOnlyList<TSource> sources,
        ClaimSetting setting,
        Func<TSource, TResult> measure)
    {
        var results = new TResult[sources.Count];
        Pieces.Each(sources.Count, i => results[i] = measure(sources[i]), cancellation: setting.Cancellation);
        setting.Cancellation.ThrowIfCancellationRequested();
        return results;
    }
}
