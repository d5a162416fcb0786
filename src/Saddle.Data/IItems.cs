namespace Saddle.Data;

/// <summary>The items of an open data set, by index. Safe to read from several threads at once.</summary>
public interface IItems : IDisposable
{
    /// <summary>The shape of one item: [coordinates] of a point, [channels, height, width] of an image, [tokens] of a text.</summary>
    IReadOnlyList<int> Shape { get; }

    /// <summary>The number of items; null where they never end.</summary>
    long? Count { get; }

    /// <summary>Reads one item. The same index gives the same item, whatever was read before.</summary>
    /// <param name="index">The item's number, from 0.</param>
    /// <param name="item">The result, as many numbers as <see cref="Shape"/> says.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such item, or the result has another length.</exception>
    /// <exception cref="DataException">The item is damaged; the message says where.</exception>
    void Read(long index, Span<float> item);
}

/// <summary>Items of known class.</summary>
public interface ILabelled
{
    /// <summary>The names of the classes, by label.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>The class of an item, from 0.</summary>
    /// <param name="index">The item's number.</param>
    int Label(long index);
}

/// <summary>Points drawn from a mixture of Gaussians that is known: for mode coverage and exact divergences.</summary>
public interface IModes
{
    /// <summary>The modes: their means, one array of coordinates each.</summary>
    IReadOnlyList<double[]> Centres { get; }

    /// <summary>Each mode's share of the mixture; they add to 1.</summary>
    IReadOnlyList<double> Weights { get; }

    /// <summary>The standard deviation of each mode in every direction.</summary>
    double StandardDeviation { get; }
}

/// <summary>Items that are texts.</summary>
public interface IText
{
    /// <summary>What the token numbers mean.</summary>
    Vocabulary Vocabulary { get; }
}

/// <summary>Items that are images of 8 bits, which can be had as they are stored.</summary>
public interface IPictured
{
    /// <summary>The images; of the same count and order as the items.</summary>
    IImages Images { get; }
}
