namespace Saddle.Data;

/// <summary>
/// Items that are to be made of an image each: what is given is one part of a picture, the item is the other. Safe to
/// read from several threads at once.
/// </summary>
public interface IConditioned
{
    /// <summary>The shape of what is given: [channels, height, width], rows and columns as an item has.</summary>
    IReadOnlyList<int> ConditionShape { get; }

    /// <summary>Reads an item and what it is to be made of.</summary>
    /// <param name="index">The item's number, from 0.</param>
    /// <param name="item">The item, as <see cref="IItems.Read"/> gives it.</param>
    /// <param name="condition">What is given, in [-1, 1], as many numbers as <see cref="ConditionShape"/> says.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item, or a result has another length.</exception>
    /// <exception cref="DataException">The item is damaged; the message says where.</exception>
    void Read(long index, Span<float> item, Span<float> condition);

    /// <summary>The picture that both parts make.</summary>
    /// <param name="whole">What is given, then the item.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    Image Picture(ReadOnlySpan<double> whole, int height, int width);
}
