namespace Saddle.Data;

/// <summary>The items of an open data set, by index. Safe to read from several threads at once.</summary>
public interface IItems : IDisposable
{
    /// <summary>
    /// The shape of one item: [coordinates] of a point, [channels, height, width] of an image, [tokens] of a text.
    /// </summary>
    IReadOnlyList<int> Shape { get; }

    /// <summary>The number of items; null where they never end.</summary>
    long? Count { get; }

    /// <summary>Reads one item. The same index gives the same item, whatever was read before.</summary>
    /// <param name="index">The item's number, from 0.</param>
    /// <param name="item">The result, as many numbers as <see cref="Shape"/> says.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such item, or the result has another length.
    /// </exception>
    /// <exception cref="DataException">The item is damaged; the message says where.</exception>
    void Read(long index, Span<float> item);
}
