using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>Adam and its kin: each coordinate's step is scaled by running means of its gradient and of its square.</summary>
public abstract record AdaptiveRule : Rule
{
    /// <summary>The decay of the mean.</summary>
    public abstract double Beta1 { get; init; }

    /// <summary>The decay of the mean square.</summary>
    public abstract double Beta2 { get; init; }

    /// <summary>Added to the root.</summary>
    public abstract double Epsilon { get; init; }

    /// <inheritdoc/>
    public sealed override string? WhyNotDifferentiable =>
        "Adam divides by the root of the gradient's mean square, which is 0 at the equilibrium, where the root has no derivative; instead, "
        + "with the mean square frozen at v it is heavy-ball with step eta (1 - beta1) / sqrt(v) and momentum beta1";

    /// <summary>The running means with these settings.</summary>
    private protected static Moments<T> MomentsOf<T>(Pack<Rule> settings)
        where T : IScalar<T> =>
        new(settings.Of<T>(r => ((AdaptiveRule)r).Beta1), settings.Of<T>(r => ((AdaptiveRule)r).Beta2), settings.Of<T>(r => ((AdaptiveRule)r).Epsilon));
}
