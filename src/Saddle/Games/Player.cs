namespace Saddle.Games;

/// <summary>One of the two players. In a state the generator's coordinates come first.</summary>
public enum Player
{
    /// <summary>The generator.</summary>
    Generator,

    /// <summary>The discriminator.</summary>
    Discriminator,
}
