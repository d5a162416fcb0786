namespace Saddle.Data;

/// <summary>
/// Images of 8 bits as they are stored, which need not be of one size. Safe to read from several threads at once.
/// </summary>
public interface IImages : IDisposable
{
    /// <summary>The number of images.</summary>
    long Count { get; }

    /// <summary>Reads one image.</summary>
    /// <param name="index">The image's number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    /// <exception cref="DataException">The image is damaged; the message says where.</exception>
    Image Read(long index);
}
