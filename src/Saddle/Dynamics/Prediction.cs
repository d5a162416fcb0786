using System.Globalization;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>What the linearisation at the equilibrium says of a run, before and apart from the run.</summary>
/// <param name="Verdict">
/// The verdict after the run's updates; null, like the next three, where there is no linearisation.
/// </param>
/// <param name="Approach">Monotone, spiral or flip.</param>
/// <param name="Rate">The exponential rate per update; negative where displacements grow.</param>
/// <param name="Radius">The spectral radius of one update.</param>
/// <param name="Note">Why there is no prediction, or what it does not tell; null where nothing.</param>
public sealed record Prediction(Verdict? Verdict, string? Approach, double? Rate, double? Radius, string? Note)
{
    /// <summary>
    /// The largest state with its memory that is linearised here: more would take longer than most runs.
    /// </summary>
    public const int MostCoordinates = 500;

    /// <summary>Predicts.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="steps">The number of updates that the verdict is for.</param>
    /// <exception cref="NotSupportedException">
    /// The rule asks the game for something that it declines; the message says why.
    /// </exception>
    public static Prediction Of(Game game, Rule rule, long steps)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(rule);
        var linearised = game.ForSpectrum;
        var size = linearised.StateSize + rule.Bind(linearised.Bind<Real>()).MemorySize;
        if (size > MostCoordinates)
        {
            return new(
                null,
                null,
                null,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{size} coordinates with memory are not linearised beside a run, only up to {MostCoordinates}"));
        }

        var leading = LeadingMode.Of(linearised, rule);
        return new(leading.Predict(steps), leading.Approach, leading.Rate + 0.0, leading.Radius, leading.Note);
    }
}
