using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>
/// Adam and its kin: each coordinate's move is scaled by running means of its gradient and of its square. What their
/// settings mean and may be is declared here; each rule has defaults of its own.
/// </summary>
public interface IAdaptive
{
    /// <summary>Why one update of them has no Jacobian at an equilibrium, and what replaces it.</summary>
    protected internal const string WhyNot =
        "Adam divides by the root of the gradient's mean square, which is 0 at the equilibrium, "
        + "where the root has no derivative; instead, "
        + "with the mean square frozen at v it is heavy-ball with step eta (1 - beta1) / sqrt(v) and momentum beta1";

    /// <summary>The decay of the mean.</summary>
    double Beta1 { get; }

    /// <summary>The decay of the mean square.</summary>
    double Beta2 { get; }

    /// <summary>Added to the root.</summary>
    double Epsilon { get; }

    /// <summary>The running means with the settings of such a rule.</summary>
    internal static Moments<T> Moments<T>(IPack<IAdaptive> settings)
        where T : IScalar<T> =>
        new(
            settings.ToScalar<T>(r => r.Beta1),
            settings.ToScalar<T>(r => r.Beta2),
            settings.ToScalar<T>(r => r.Epsilon));

    /// <summary>Declares <see cref="IAdaptive.Beta1"/> as a setting.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    sealed class Beta1Attribute : ParameterAttribute
    {
        /// <summary>Its meaning and its range.</summary>
        public Beta1Attribute()
            : base("the decay of the mean") => (Min, Max) = (0, 0.9999999);
    }

    /// <summary>Declares <see cref="IAdaptive.Beta2"/> as a setting.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    sealed class Beta2Attribute : ParameterAttribute
    {
        /// <summary>Its meaning and its range.</summary>
        public Beta2Attribute()
            : base("the decay of the mean square") => (Min, Max) = (0, 0.9999999);
    }

    /// <summary>Declares <see cref="IAdaptive.Epsilon"/> as a setting.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    sealed class EpsilonAttribute : ParameterAttribute
    {
        /// <summary>Its meaning and its range.</summary>
        public EpsilonAttribute()
            : base("added to the root") => (Min, Max) = (0, 1);
    }
}
