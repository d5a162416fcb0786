namespace Saddle.Gans.Conditions;

/// <summary>Who takes up the condition in this way.</summary>
public enum ConditionedPlayer
{
    /// <summary>Both players.</summary>
    Both,

    /// <summary>The generator alone.</summary>
    Generator,

    /// <summary>The discriminator alone.</summary>
    Discriminator,
}
