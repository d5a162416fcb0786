using System.Collections.Concurrent;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Papers;

/// <summary>
/// A formula of the literature for the spectral radius of one update at a game's equilibrium: like a claim, it brings a
/// concrete game and a concrete rule together. One file each, found by itself.
/// </summary>
/// <remarks>
/// To add one: a sealed record with <c>[Entry]</c> in the folder of its paper, whose source names the formula's place
/// and whose <see cref="Radius"/> is null for every game and rule that the formula was not derived for; and a test that
/// holds it to the linearisation. See docs/how-to/add-a-closed-form.md.
/// </remarks>
[Family]
public abstract record ClosedForm
{
    private static readonly ConcurrentDictionary<Type, bool> Told = [];

    // Made once: a figure asks for every cell.
    private static readonly Lazy<IReadOnlyList<(string Source, ClosedForm Form)>> Known = new(() =>
    [
        .. Catalog<ClosedForm>.Entries.Select(entry =>
            (entry.Source, entry.Create(new Dictionary<string, string>(StringComparer.Ordinal)))),
    ]);

    /// <summary>The spectral radius; null where the formula does not cover the game or the rule.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule, whose learning rates are those of the first update.</param>
    public abstract double? Radius(Game game, Rule rule);

    /// <summary>The first formula that covers a game and a rule; null where none does.</summary>
    /// <param name="game">The game.</param>
    /// <param name="rule">The rule.</param>
    public static KnownRadius? Find(Game game, Rule rule) => Known.Value
        .Select(known => known.Form.Ask(known.Source, game, rule))
        .FirstOrDefault(found => found is not null);

    /// <summary>
    /// What the formula answers; null where it fails, of a game that it did not expect perhaps: that takes no other
    /// formula down, and its maker is told once.
    /// </summary>
    internal KnownRadius? Ask(string source, Game game, Rule rule)
    {
        try
        {
            return Radius(game, rule) is not { } radius ? null
                : radius >= 0 ? new(radius, source)
                : throw new InvalidOperationException(FormattableString.Invariant($"the radius is {radius}"));
        }
        catch (Exception failure) when (Failures.IsDefect(failure))
        {
            if (Told.TryAdd(GetType(), true))
            {
                Declarations.Tell(this, new(
                    $"fails for {game.InOneLine()} under {rule.InOneLine()} ({Failures.Tell(failure, GetType())})",
                    "return null for every game and rule that the formula does not cover"));
            }

            return null;
        }
    }
}
