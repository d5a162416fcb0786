namespace Saddle.Gans.Networks;

/// <summary>Which sentences a stage reads.</summary>
public enum SentenceOrder
{
    /// <summary>All of them, at every stage.</summary>
    AtOnce,

    /// <summary>The first one for the first features, and one more at each stage.</summary>
    ByStages,
}
