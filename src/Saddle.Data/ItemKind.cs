namespace Saddle.Data;

/// <summary>What the items of a data set are.</summary>
public enum ItemKind
{
    /// <summary>Points: raw coordinates.</summary>
    Points,

    /// <summary>Images: channels first, from -1 (black) to 1.</summary>
    Images,

    /// <summary>Text: token numbers.</summary>
    Text,
}
