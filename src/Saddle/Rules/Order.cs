namespace Saddle.Rules;

/// <summary>Who moves first in an update, or both at once.</summary>
public enum Order
{
    /// <summary>Both move at once: each sees where the other was.</summary>
    Simultaneous,

    /// <summary>The discriminator first: the generator sees the new discriminator.</summary>
    DFirst,

    /// <summary>The generator first: the discriminator sees the new generator.</summary>
    GFirst,
}
