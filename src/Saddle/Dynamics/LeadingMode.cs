using System.Globalization;
using System.Numerics;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Dynamics;

/// <summary>
/// What decides the long run near a state: the eigenvalue of one update's Jacobian whose modulus is the largest.
/// </summary>
/// <param name="Value">The eigenvalue; null where there is no Jacobian.</param>
/// <param name="Note">
/// What the reader must know: why there is no Jacobian, or that it is silent; null where nothing.
/// </param>
public sealed record LeadingMode(Complex? Value, string? Note)
{
    /// <summary>A radius this close to 1 leaves the decision to the terms that linearising drops.</summary>
    public const double SilentWidth = 1e-9;

    /// <summary>Why there is no eigenvalue where there is a Jacobian.</summary>
    internal const string BeyondRange = "the derivative of one update is beyond the range of numbers";

    /// <summary>
    /// The spectral radius: the factor by which a small displacement shrinks or grows in one update, in the long run.
    /// </summary>
    public double? Radius => Value?.Magnitude;

    /// <summary>The exponential rate of approach, -ln(radius) per update; negative where displacements grow.</summary>
    public double? Rate => Radius is > 0 and { } radius ? -Math.Log(radius) : null;

    /// <summary>How it approaches or leaves: monotone, spiral (complex) or flip (negative).</summary>
    public string? Approach => Value is not { } value ? null
        : Math.Abs(value.Imaginary) > 1e-12 * value.Magnitude ? "spiral"
        : value.Real < 0 ? "flip"
        : "monotone";

    /// <summary>
    /// The predicted verdict after a number of updates: radius^steps judged by the thresholds that measurements use.
    /// </summary>
    /// <param name="steps">The number of updates.</param>
    public Verdict? Predict(long steps) =>
        Radius is { } radius ? Thresholds.Judge(Math.Pow(radius, steps), Approach != "monotone") : null;

    /// <summary>
    /// The leading mode alone, at the game's equilibrium: what a map over many cells asks for, in a fraction of the
    /// time of a <see cref="Spectrum"/>.
    /// </summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule, whose learning rates are those of the first update.</param>
    /// <exception cref="NotSupportedException">
    /// The rule asks the game for something that it declines; the message says why.
    /// </exception>
    public static LeadingMode Of(Game game, Rule rule)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(rule);
        var state = game.Equilibrium();
        if (Linearisation.WhyNone(game, rule, state) is { } why)
        {
            return new(null, why);
        }

        var tangent = new Tangent(game, rule, state);
        return (LowRank.Leading(tangent) ?? Eigenvalues.Leading(tangent.Jacobian())) is { } value
            ? Of(rule, tangent.Moved, value)
            : new(null, BeyondRange);
    }

    /// <summary>The mode with its note.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="moved">How far an update moves the state at which it is linearised.</param>
    /// <param name="value">The leading eigenvalue.</param>
    internal static LeadingMode Of(Rule rule, double moved, Complex value)
    {
        var changing = rule.EtaG.IsConstant && rule.EtaD.IsConstant
            ? null
            : "the learning rates change from update to update; this is the first one";
        return new(value, Remark(value, moved) ?? changing);
    }

    private static string? Remark(Complex leading, double moved)
    {
        if (moved > 1e-9)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"this is not a fixed point: one update moves it by {moved:G3}, "
                    + $"so the eigenvalues say nothing about the long run");
        }

        return Math.Abs(leading.Magnitude - 1) <= SilentWidth
            ? "an eigenvalue of modulus 1: the linearisation is silent, and what it drops decides"
            : null;
    }
}
