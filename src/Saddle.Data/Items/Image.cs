namespace Saddle.Data;

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
