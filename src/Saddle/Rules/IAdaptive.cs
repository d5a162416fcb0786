using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>Adam and its kin: each coordinate's step is scaled by running means of its gradient and of its square.</summary>
public interface IAdaptive
{
    /// <summary>Why one update of them has no Jacobian at an equilibrium, and what replaces it.</summary>
    protected internal const string WhyNot =
        "Adam divides by the root of the gradient's mean square, which is 0 at the equilibrium, where the root has no derivative; instead, "
        + "with the mean square frozen at v it is heavy-ball with step eta (1 - beta1) / sqrt(v) and momentum beta1";

    /// <summary>The decay of the mean.</summary>
    double Beta1 { get; }

    /// <summary>The decay of the mean square.</summary>
    double Beta2 { get; }

    /// <summary>Added to the root.</summary>
    double Epsilon { get; }

    /// <summary>The running means with the settings of such a rule.</summary>
    internal static Moments<T> Moments<T>(Pack<Rule> settings)
        where T : IScalar<T> =>
        new(settings.Of<T>(r => ((IAdaptive)r).Beta1), settings.Of<T>(r => ((IAdaptive)r).Beta2), settings.Of<T>(r => ((IAdaptive)r).Epsilon));
}
