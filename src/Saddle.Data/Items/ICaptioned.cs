namespace Saddle.Data;

/// <summary>Items that sentences describe. Safe to read from several threads at once.</summary>
/// <example><code>captioned.Sentences(0) // there is a square | it is red | it lies at the top left</code></example>
public interface ICaptioned
{
    /// <summary>The words of all sentences.</summary>
    Words Words { get; }

    /// <summary>The most sentences that an item has.</summary>
    int SentenceCount { get; }

    /// <summary>The most words that a sentence has.</summary>
    int WordCount { get; }

    /// <summary>
    /// What is said of an item: one sentence at least, in the order in which they are to be read. The same each time.
    /// </summary>
    /// <param name="index">The item's number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item.</exception>
    /// <exception cref="DataException">What is stored is damaged; the message says where.</exception>
    IReadOnlyList<string> Sentences(long index);

    /// <summary>
    /// A number that items share of which the same is said, so that the one's sentences are right of the other too; the
    /// item's own where that is not known.
    /// </summary>
    /// <param name="index">The item's number, from 0.</param>
    long Meaning(long index);

    /// <summary>
    /// A number that items share whose sentences at one place say the same; the item's own where that is not known.
    /// </summary>
    /// <param name="index">The item's number, from 0.</param>
    /// <param name="sentence">Which of its sentences, from 0.</param>
    long Meaning(long index, int sentence);
}
