using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Dynamics;

/// <summary>
/// Another rule, or other settings of the game, under which some learning rate makes a game converge.
/// </summary>
/// <param name="What">The change, in a few words.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Settings">What changes of the game's settings, as text by name; empty where only the rule does.</param>
/// <param name="Eta">The learning rate of both players of the least spectral radius among those tried.</param>
/// <param name="Radius">That radius.</param>
/// <remarks>
/// Found by trying, and so never offered in vain: every rule of the catalogue is scanned as <see cref="RateScan"/>
/// does, and every change that the game itself knows (<see cref="Game.Remedies"/>).
/// </remarks>
/// <example>
/// <code>
/// var setup = new Setup("dirac-gan", "simultaneous", []);
/// Alternative.For(setup)[0].Radius // below 1, where no learning rate of simultaneous descent comes below it
/// </code>
/// </example>
public sealed record Alternative(
    string What, string Rule, IReadOnlyDictionary<string, string> Settings, double Eta, double Radius)
{
    /// <summary>
    /// The most coordinates of a game whose alternatives are looked for: a spectrum costs their cube.
    /// </summary>
    public const int MostCoordinates = 24;

    private const int Rates = 31;

    /// <summary>
    /// What converges in the place of a setup: the game's own changes, then other rules, the fastest first.
    /// </summary>
    /// <param name="setup">The game and the rule that are in use.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>None where the game has more than <see cref="MostCoordinates"/> coordinates.</returns>
    public static IReadOnlyList<Alternative> For(Setup setup, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        if (setup.Game.ForSpectrum.StateSize > MostCoordinates)
        {
            return [];
        }

        var mended = setup.Game.Remedies
            .Where(remedy => !Has(setup, remedy.Settings))
            .Select(remedy => Try(setup, remedy.What, setup.RuleEntry, remedy.Settings, cancellation));
        var others = Catalog<Rule>.Entries
            .Where(rule => rule.Name != setup.RuleEntry.Name)
            .Select(rule =>
                Try(setup, rule.Name, rule, new Dictionary<string, string>(StringComparer.Ordinal), cancellation))
            .OrderBy(alternative => alternative?.Radius);
        return [.. mended.Concat(others).OfType<Alternative>()];
    }

    private static bool Has(Setup setup, IReadOnlyDictionary<string, string> settings)
    {
        var now = setup.GameEntry.SettingsOf(setup.Game);
        return settings.All(s => now[s.Key] == s.Value);
    }

    private static Alternative? Try(
        Setup setup,
        string what,
        Entry<Rule> rule,
        IReadOnlyDictionary<string, string> changes,
        CancellationToken cancellation)
    {
        var ofGame = setup.GameEntry.SettingsOf(setup.Game).Where(s => !changes.ContainsKey(s.Key)).Concat(changes);
        var ofRule = rule == setup.RuleEntry
            ? rule.SettingsOf(setup.Rule)
            : new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var tried = new Setup(
                setup.GameEntry.Name,
                rule.Name,
                [.. ofGame.Select(s => ("game." + s.Key, s.Value)), .. ofRule.Select(s => ("rule." + s.Key, s.Value))]);
            return RateScan.Of(tried, RateScan.Least, RateScan.Greatest, Rates, cancellation).Fastest is { } fastest
                ? new(what, rule.Name, changes, fastest.Eta, fastest.Radius)
                : null;
        }
        catch (NotSupportedException)
        {
            return null; // the game declines the rule: no alternative here
        }
    }
}
