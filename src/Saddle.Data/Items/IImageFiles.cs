namespace Saddle.Data;

/// <summary>Images that lie each in a file: what they hold can be told without decoding it.</summary>
public interface IImageFiles
{
    /// <summary>The bytes of an image's file.</summary>
    /// <param name="index">The image's number, from 0.</param>
    byte[] ReadBytes(long index);
}
