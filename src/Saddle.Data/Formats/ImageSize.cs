using System.Globalization;

namespace Saddle.Data.Formats;

/// <summary>The image sizes that are believed.</summary>
internal static class ImageSize
{
    /// <summary>The most rows or columns.</summary>
    public const int MaxSide = 1 << 15;

    /// <summary>The most pixels.</summary>
    public const int MaxPixels = 1 << 25;

    /// <summary>Checks a declared size before memory is taken for it.</summary>
    /// <param name="file">The file, for the message.</param>
    /// <param name="width">The declared columns.</param>
    /// <param name="height">The declared rows.</param>
    /// <exception cref="DataException">The image is empty or absurdly large.</exception>
    public static void Check(string file, long width, long height)
    {
        if (width is < 1 or > MaxSide || height is < 1 or > MaxSide || width * height > MaxPixels)
        {
            throw new DataException(
                file,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the image is declared as {width} x {height}, "
                    + $"where 1 to {MaxSide} rows and columns and at most {MaxPixels} pixels are expected"));
        }
    }
}
