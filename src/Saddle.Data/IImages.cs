namespace Saddle.Data;

/// <summary>Images of 8 bits as they are stored, which need not be of one size. Safe to read from several threads at once.</summary>
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

/// <summary>Images that lie each in a file: what they hold can be told without decoding it.</summary>
public interface IImageFiles
{
    /// <summary>The bytes of an image's file.</summary>
    /// <param name="index">The image's number, from 0.</param>
    byte[] ReadBytes(long index);
}

/// <summary>Images whose content something shorter decides, such as the weights of the network that makes them.</summary>
public interface IFingerprinted
{
    /// <summary>A text that is the same only where all images are.</summary>
    string Fingerprint { get; }
}

/// <summary>An image of 8 bits a channel.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 (grey) or 3 (red, green, blue).</param>
/// <param name="Pixels">The values, row by row from the top, the channels of a pixel side by side.</param>
/// <param name="Name">Where it is from: a file's name, or a data set's and the number in it.</param>
public sealed record Image(int Width, int Height, int Channels, byte[] Pixels, string Name)
{
    /// <summary>The image in three channels; itself if it has them.</summary>
    public Image ToRgb()
    {
        if (Channels == 3)
        {
            return this;
        }

        var rgb = new byte[Pixels.Length * 3];
        for (var i = 0; i < rgb.Length; i++)
        {
            rgb[i] = Pixels[i / 3];
        }

        return this with { Channels = 3, Pixels = rgb };
    }
}
