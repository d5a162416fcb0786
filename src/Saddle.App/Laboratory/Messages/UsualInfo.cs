namespace Saddle.App.Laboratory.Messages;

/// <summary>What pages begin with where the address says nothing, and how much they may ask for.</summary>
/// <param name="Game">The game of the games page and the phase diagram.</param>
/// <param name="Sides">
/// The two sides of the playground, the second differing from the first in what it compares.
/// </param>
/// <param name="MostRules">The most rules beside each other on one game.</param>
/// <param name="MostRegularisers">The most regularisers of a side of the playground.</param>
/// <param name="MostConditionings">The most ways of conditioning of a side of the playground.</param>
internal sealed record UsualInfo(
    string Game, IReadOnlyList<SideInfo> Sides, int MostRules, int MostRegularisers, int MostConditionings)
{
    /// <summary>What is usual here.</summary>
    public static UsualInfo Here { get; } = new(
        OpeningInfo.Game,
        [Side([]), Side([new("r1", new Dictionary<string, string>(StringComparer.Ordinal) { ["gamma"] = "0.5" })])],
        GameEndpoints.MostRules,
        PlaygroundEndpoints.MostRegularisers,
        PlaygroundEndpoints.MostConditionings);

    private static SideInfo Side(IReadOnlyList<EntryChoice> regularisers) => new(
        new("non-saturating", new Dictionary<string, string>(StringComparer.Ordinal)),
        regularisers,
        new("adam", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["order"] = "d-first",
            ["eta-g"] = "0.001",
            ["eta-d"] = "0.001",
            ["beta1"] = "0.5",
            ["beta2"] = "0.99",
        }));
}
