namespace Saddle.Data;

/// <summary>Items that are texts.</summary>
public interface IText
{
    /// <summary>What the token numbers mean.</summary>
    Vocabulary Vocabulary { get; }
}
