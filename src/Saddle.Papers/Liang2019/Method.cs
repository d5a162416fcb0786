using Saddle.Rules;

namespace Saddle.Papers.Liang2019;

/// <summary>
/// A method on bilinear games with its rates, and the number of updates that suffice by the paper's theorem.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="Rates">How the rates are chosen, in words.</param>
/// <param name="Rule">The rule on the game of a condition number.</param>
/// <param name="Bound">The bound for a condition number; null where none is known to us.</param>
/// <remarks>
/// With <c>kappa = lM/lm</c>, lM and lm the largest and the smallest eigenvalue of C C'; here <c>lM = 1</c>. From the
/// distance r to delta.
/// </remarks>
internal sealed record Method(string Name, string Rates, Func<double, Rule> Rule, Func<double, double>? Bound = null)
{
    /// <summary>Optimistic mirror descent.</summary>
    public static Method Omd { get; } = new(
        "OMD",
        "eta = 1/(2 sqrt lM)",
        _ => new Optimistic { EtaG = 0.5, EtaD = 0.5 },
        kappa => Bounds.Omd(1, 1 / kappa, 1, Setting.Delta));

    /// <summary>Consensus optimisation.</summary>
    public static Method Co { get; } = new(
        "CO",
        "gamma = 1/sqrt lM, eta = gamma lm/(lM + gamma^2 lM^2)",
        kappa => new Consensus(1) { EtaG = Bounds.CoRate(1, 1 / kappa, 1), EtaD = Bounds.CoRate(1, 1 / kappa, 1) },
        kappa => Bounds.Co(1, 1 / kappa, 1, 1, Setting.Delta));

    /// <summary>Implicit updates.</summary>
    public static Method Iu { get; } = new(
        "IU",
        "eta = 1/sqrt lM",
        _ => new Implicit(1) { EtaG = 1, EtaD = 1 },
        kappa => Bounds.Iu(1 / kappa, 1, 1, Setting.Delta));

    /// <summary>The predictive method.</summary>
    public static Method Pm { get; } = new(
        "PM",
        "gamma = 1/sqrt lM, eta as CO",
        kappa => new Predictive(1) { EtaG = Bounds.CoRate(1, 1 / kappa, 1), EtaD = Bounds.CoRate(1, 1 / kappa, 1) },
        kappa => Bounds.Co(1, 1 / kappa, 1, 1, Setting.Delta));

    /// <summary>Extragradient, for comparison.</summary>
    public static Method Eg { get; } = new(
        "EG",
        "eta = 1/(2 sqrt lM)",
        _ => new Extragradient { EtaG = 0.5, EtaD = 0.5 });

    /// <summary>All five.</summary>
    public static IReadOnlyList<Method> All { get; } = [Omd, Co, Iu, Pm, Eg];
}
