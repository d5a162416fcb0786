using Saddle.Data.Colours;

namespace Saddle.Data;

/// <summary>
/// Pictures as pairs: given is the lightness, L / 50 - 1 as [1, height, width], the item is the colour, A / 110 and
/// B / 110 as [2, height, width], both of CIELAB with the white under which a grey has no colour.
/// </summary>
/// <remarks>
/// The scale is that of pix2pix (Isola et al. 2017, arXiv:1611.07004, its code). Lightness is not luma: on neutral
/// pixels the two part by up to 3.4 of 100, on green by 29.
/// </remarks>
public sealed class ColourItems : IItems, IPictured, IConditioned
{
    /// <summary>What A and B are divided by.</summary>
    public const double MostColour = 110;

    private const double HalfLightness = 50;

    private readonly int _width;
    private readonly int _size;

    /// <summary>The pairs of pictures, all of the first one's size.</summary>
    /// <param name="images">The pictures; the pairs own them.</param>
    public ColourItems(IImages images)
    {
        ArgumentNullException.ThrowIfNull(images);
        Images = images;
        try
        {
            var first = images.Read(0);
            (_width, _size) = (first.Width, first.Width * first.Height);
            Shape = [2, first.Height, first.Width];
            ConditionShape = [1, first.Height, first.Width];
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IImages Images { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Shape { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> ConditionShape { get; }

    /// <inheritdoc/>
    public long? Count => Images.Count;

    /// <inheritdoc/>
    public void Read(long index, Span<float> item) => Read(index, item, new float[_size]);

    /// <inheritdoc/>
    public void Read(long index, Span<float> item, Span<float> condition)
    {
        Request.Check<float>(index, Count, item, 2 * _size);
        ArgumentOutOfRangeException.ThrowIfNotEqual(condition.Length, _size, nameof(condition));
        var colours = Images is ILabImages drawn ? drawn.ReadColours(index) : Colours(Images.Read(index));
        for (var i = 0; i < _size; i++)
        {
            condition[i] = Given(colours[i].L);
            item[i] = (float)(colours[i].A / MostColour);
            item[_size + i] = (float)(colours[i].B / MostColour);
        }
    }

    /// <inheritdoc/>
    public Image Picture(ReadOnlySpan<double> whole, int height, int width) => Painted(whole, height, width).Picture;

    /// <summary>A lightness as it is given.</summary>
    /// <param name="lightness">L, 0 to 100.</param>
    public static float Given(double lightness) => (float)((lightness / HalfLightness) - 1);

    /// <summary>The picture of a lightness and a colour, and what of it sRGB does not have.</summary>
    /// <param name="whole">Lightness, A and B in the scale of the pairs, a plane each.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <returns>The picture, and the share of its pixels that had to be clipped.</returns>
    public static (Image Picture, double Clipped) Painted(ReadOnlySpan<double> whole, int height, int width)
    {
        var size = height * width;
        ArgumentOutOfRangeException.ThrowIfNotEqual(whole.Length, 3 * size, nameof(whole));
        var (pixels, outside) = (new byte[3 * size], 0);
        for (var i = 0; i < size; i++)
        {
            var colour = new LabColour(
                (whole[i] + 1) * HalfLightness, whole[size + i] * MostColour, whole[(2 * size) + i] * MostColour);
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2], var clipped) = LabSpace.RowSums.ToBytes(colour);
            outside += clipped ? 1 : 0;
        }

        return (new(width, height, 3, pixels, "painted"), (double)outside / size);
    }

    /// <inheritdoc/>
    public void Dispose() => Images.Dispose();

    private LabColour[] Colours(Image image) => image.Width == _width && image.Width * image.Height == _size
        ? LabSpace.RowSums.Of(image)
        : throw new DataException(
            image.Name,
            FormattableString.Invariant($"{image.Width} x {image.Height} pixels, where the first image has ")
            + FormattableString.Invariant($"{_width} x {_size / _width}"));
}
