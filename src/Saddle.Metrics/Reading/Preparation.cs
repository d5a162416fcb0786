using Saddle.Data;
using Saddle.Data.Images;

namespace Saddle.Metrics.Reading;

/// <summary>How images are brought to the rows and columns that a network takes.</summary>
/// <param name="Resize">How they are resized.</param>
/// <param name="Framing">How they become square.</param>
/// <param name="Short">
/// With <see cref="Framing.ShortSide"/>, what the short side is resized to before the middle is kept; 0 for the
/// network's own side.
/// </param>
public sealed record Preparation(Resize Resize, Framing Framing = Framing.Squash, int Short = 0)
{
    /// <summary>Prepares an image.</summary>
    /// <param name="image">The image, of three channels.</param>
    /// <param name="side">The rows and columns of the result.</param>
    /// <param name="result">[3, side, side], from 0 to 255.</param>
    public void Apply(Image image, int side, Span<float> result)
    {
        ArgumentNullException.ThrowIfNull(image);
        switch (Framing)
        {
            case Framing.CentreSquare:
                var least = Math.Min(image.Width, image.Height);
                var middle = Cut(image, Middle(image.Width, least), Middle(image.Height, least), least);
                Resize.Apply(middle, side, side, result);
                break;
            case Framing.ShortSide:
                ShortSide(image, side, result);
                break;
            default:
                Resize.Apply(image, side, side, result);
                break;
        }
    }

    // The long side's length is cut off, not rounded, and the margins are rounded to even, as torchvision does both.
    private void ShortSide(Image image, int side, Span<float> result)
    {
        var (least, to) = (Math.Min(image.Width, image.Height), Short > 0 ? Short : side);
        var width = (int)((long)image.Width * to / least);
        var height = (int)((long)image.Height * to / least);
        var whole = new float[3 * width * height];
        Resize.Apply(image, width, height, whole);
        var (left, top) = (Middle(width, side), Middle(height, side));
        for (var row = 0; row < 3 * side; row++)
        {
            var from = (((row / side * height) + top + (row % side)) * width) + left;
            whole.AsSpan(from, side).CopyTo(result[(row * side)..]);
        }
    }

    private static int Middle(int length, int kept) => (int)Math.Round((length - kept) / 2.0, MidpointRounding.ToEven);

    private static Image Cut(Image image, int left, int top, int side)
    {
        if (image.Width == side && image.Height == side)
        {
            return image;
        }

        var pixels = new byte[3 * side * side];
        for (var y = 0; y < side; y++)
        {
            image.Pixels.AsSpan(3 * (((top + y) * image.Width) + left), 3 * side).CopyTo(pixels.AsSpan(3 * y * side));
        }

        return image with { Width = side, Height = side, Pixels = pixels };
    }
}
