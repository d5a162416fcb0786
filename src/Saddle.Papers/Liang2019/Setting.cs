using Saddle.Figures;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>What the measurements on Liang and Stokes 2019 (arXiv:1802.06132) share.</summary>
internal static class Setting
{
    /// <summary>How the paper's bounds are known to us.</summary>
    public const string Remembered =
        "the bound's shape is remembered, not re-read; derived again and checked numerically before";

    /// <summary>The distance to reach, from the distance 1.</summary>
    public const double Delta = 1e-6;

    /// <summary>The most updates of a run.</summary>
    public const long Limit = 5_000_000;

    /// <summary>The condition numbers lM/lm.</summary>
    public static IReadOnlyList<double> Kappas { get; } = [1, 4, 25, 100];

    /// <summary>
    /// A bilinear game: 6 x 6, singular values in a geometric series from kappa^-1/2 to 1, random orthogonal factors.
    /// </summary>
    /// <param name="kappa">The condition number.</param>
    public static Bilinear Game(double kappa) => new([1 / Math.Sqrt(kappa), 1], [], 6, 1);

    /// <summary>The number of starts.</summary>
    public static int Starts(ClaimSetting setting) => setting.Full ? 512 : 32;

    /// <summary>How many updates each start needs; infinite where they are too many.</summary>
    public static double[] Counts(Game game, Rule rule, ClaimSetting setting) =>
    [
        .. Approach.Updates(game, rule, Starts(setting), Delta, Limit, setting)
            .Select(c => c == long.MaxValue ? double.PositiveInfinity : c),
    ];

    /// <summary>How many updates each start needs under a method, at each condition number.</summary>
    public static IReadOnlyList<IReadOnlyList<double>> Counts(Method method, ClaimSetting setting) =>
        [.. Kappas.Select(kappa => Counts(Game(kappa), method.Rule(kappa), setting))];

    /// <summary>A median with the spread over starts.</summary>
    public static string Spread(IReadOnlyList<double> counts) =>
        $"{counts.Median().Text("F0")} ({counts.Min().Text("F0")} to {counts.Max().Text("F0")})";

    /// <summary>An axis of condition numbers.</summary>
    public static Axis Kappa { get; } = new("kappa = lM/lm", Log: true);

    /// <summary>An axis of strengths of the interaction.</summary>
    public static Axis Interaction(IReadOnlyList<double> strengths) =>
        new("strength of the interaction |C|") { Categories = [.. strengths.Select(c => c.Text())] };

    /// <summary>The settings that all have in common.</summary>
    public static IEnumerable<(string Name, string Value)> Common(ClaimSetting setting) =>
    [
        ("starts", $"{Starts(setting)}, distance 1 from the equilibrium, directions uniform on the sphere"),
        ("updates counted", "until the distance is at most delta for good (followed until ten times closer)"),
        ("delta", Delta.Text()),
        ("seed", $"{setting.Seed}"),
    ];

    /// <summary>The settings of the bilinear games.</summary>
    public static IEnumerable<(string Name, string Value)> Bilinear() =>
    [
        ("games", string.Join("; ", Kappas.Select(k => $"kappa {k.Text()}: {Game(k).InOneLine()}"))),
    ];
}
