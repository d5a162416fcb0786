using System.Globalization;
using Saddle.Catalog;

namespace Saddle.Gans.Doctor;

/// <summary>A player whose loss is one and the same number throughout: nothing moves it.</summary>
[Entry(
    "frozen-loss",
    "a player's loss is one and the same number throughout",
    @"L_t = L_0\ \forall t",
    "made up for this guide")]
public sealed record FrozenLoss : Ailment
{
    // Two equal entries may be chance; ten are not.
    private const int Entries = 10;

    /// <inheritdoc/>
    public override int Place => 25;

    /// <inheritdoc/>
    public override Diagnosis? Examine(CaseHistory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        foreach (var player in (string[])["generator", "discriminator"])
        {
            if (run.Series.TryGetValue($"loss/{player}", out var loss)
                && loss.Count >= Entries
                && loss.All(entry => entry.Value == loss[0].Value))
            {
                return new(
                    "frozen-loss",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the {player}'s loss is {loss[0].Value:G4} at all {loss.Count} entries"),
                    [($"loss/{player}", loss[0].Value)],
                    [
                        new(
                            $"see whether the {player}'s optimiser owns its parameters",
                            "what nothing updates stays as it is",
                            "made up for this guide"),
                    ]);
            }
        }

        return null;
    }
}
