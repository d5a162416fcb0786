using Saddle.Catalog;

namespace Saddle.Rules;

/// <summary>
/// A rule that makes of one gradient of a player one move of it, and leaves open whose turn it is. Its update derives
/// from <see cref="TurnTaking{T}"/>.
/// </summary>
public abstract record TurnTakingRule : Rule, IValidated
{
    /// <summary>Who moves first, or both at once.</summary>
    [Parameter("who moves first, or both at once")]
    public virtual Order Order { get; init; } = Order.Simultaneous;

    /// <summary>The discriminator's moves a round, where the players take turns.</summary>
    [Parameter("the discriminator's moves a round, where the players take turns", Min = 1, Max = 1000)]
    public int K { get; init; } = 1;

    /// <summary>
    /// Whether who moves second sees a fresh sample, or the one that the player before it saw last. With the same one a
    /// network's generator takes the batch that it has made for the discriminator, which saves a pass.
    /// </summary>
    [Parameter("whether who moves second sees a fresh sample rather than the last one of the player before")]
    public bool Fresh { get; init; } = true;

    /// <inheritdoc/>
    public void Validate()
    {
        if (Order == Order.Simultaneous && K > 1)
        {
            throw new SettingsException(
                $"k={K}: where both move at once each moves once; expected order=d-first or order=g-first");
        }
    }
}
