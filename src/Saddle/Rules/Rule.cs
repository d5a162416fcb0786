using Saddle.Catalog;
using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Rules;

/// <summary>The settings of an update rule: a sealed record in one file, marked with its catalogue name.</summary>
/// <remarks>
/// To add a rule: (1) a sealed record with <c>[Entry]</c>, its own parameters declared in its constructor; (2)
/// <see cref="Bind{T}(Pack{Rule}, IGame{T})"/> returning its <see cref="Update{T}"/>, which states one update. Whatever
/// an update must remember is memory, passed in and out, never a field: then state and memory are one dynamical system,
/// and its Jacobian decides the rule's stability without a derivation by hand.
/// </remarks>
[Shorthand("eta", "eta-g", "eta-d")]
[Family]
public abstract record Rule
{
    /// <summary>The generator's learning rate.</summary>
    [Parameter("the generator's learning rate: a number, or a schedule such as 0.1*n^-0.6 or 0.1*(1-n/1000)", Min = 0)]
    public Schedule EtaG { get; init; } = 0.1;

    /// <summary>The discriminator's learning rate.</summary>
    [Parameter(
        "the discriminator's learning rate: a number, or a schedule such as 0.1*n^-0.6 or 0.1*(1-n/1000)",
        Min = 0)]
    public Schedule EtaD { get; init; } = 0.1;

    /// <summary>
    /// Why one update has no Jacobian at an equilibrium, and what replaces it; null where it has one.
    /// </summary>
    public virtual string? WhyNotDifferentiable => null;

    /// <summary>Whether the update asks the game for the discriminator's best response.</summary>
    public virtual bool UsesBestResponse => false;

    /// <summary>
    /// Whether every update solves a dense system of equations in all coordinates: its time grows with their cube.
    /// </summary>
    public virtual bool SolvesEquations => false;

    /// <summary>The rule at work on one game.</summary>
    /// <typeparam name="T">The kind of coordinate.</typeparam>
    /// <param name="settings">One record of this type for all lanes, or one a lane.</param>
    /// <param name="game">The game.</param>
    public abstract Update<T> Bind<T>(Pack<Rule> settings, IGame<T> game)
        where T : IScalar<T>;

    /// <summary>The rule at work on one game, with these settings in every lane.</summary>
    /// <typeparam name="T">The kind of coordinate.</typeparam>
    /// <param name="game">The game.</param>
    public Update<T> Bind<T>(IGame<T> game)
        where T : IScalar<T> => Bind(new Pack<Rule>(this), game);
}
