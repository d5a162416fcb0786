namespace Saddle.Rules;

/// <summary>What becomes of the steps that the discriminator looks ahead.</summary>
public enum UnrollMode
{
    /// <summary>They are kept: the discriminator has made k steps.</summary>
    Keep,

    /// <summary>Only the generator sees them; the discriminator makes one step.</summary>
    Lookahead,

    /// <summary>As lookahead, and the generator's gradient accounts for how they depend on the generator.</summary>
    Differentiate,
}
