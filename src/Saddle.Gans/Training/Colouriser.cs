using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Colours;
using Saddle.Data.Images;
using Saddle.Metrics;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>
/// Colours any photograph with a run's generator: its lightness, made as small as the pictures that the run learnt
/// from, is what the generator is given, and the colour that it makes is made as large again and laid under the
/// photograph's own lightness.
/// </summary>
public sealed class Colouriser : IDisposable
{
    // Of 255, between the largest and the smallest channel of a pixel: JPEG's rounding stays below.
    private const int GreySpread = 8;

    private readonly Sampler _sampler;

    /// <summary>Loads a run's generator.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="checkpoint">last, best, or a file.</param>
    /// <exception cref="SettingsException">The run does not colour pictures, or there is no such checkpoint.
    /// </exception>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public Colouriser(RunFolder run, DataFolder data, string checkpoint)
    {
        ArgumentNullException.ThrowIfNull(run);
        _sampler = new(run, data, checkpoint);
        if (!_sampler.ColoursPictures)
        {
            _sampler.Dispose();
            throw new SettingsException(
                $"{run.Path}: this run does not colour pictures; expected one whose data are pairs of lightness and "
                + "colour (colour-pairs or colour-scenes) and whose generator is a u-net");
        }
    }

    /// <summary>The number of updates behind the generator.</summary>
    public long Step => _sampler.Step;

    /// <summary>Whether it is the running average.</summary>
    public bool Averaged => _sampler.Averaged;

    /// <summary>The shorter side of the pictures that the run learnt from.</summary>
    public int Side => Math.Min(_sampler.Shape[1], _sampler.Shape[2]);

    /// <summary>Whether a photograph has no colour: no pixel's channels part by more than 8 of 255.</summary>
    /// <param name="photo">The photograph.</param>
    public static bool IsGrey(Image photo)
    {
        ArgumentNullException.ThrowIfNull(photo);
        return photo.Channels == 1 || photo.Pixels.Chunk(3).All(p => p.Max() - p.Min() <= GreySpread);
    }

    /// <summary>Colours a photograph.</summary>
    /// <param name="photo">The photograph; of one in colour its lightness is taken.</param>
    /// <param name="side">The shorter side at which it is coloured; 0 for its own.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="draw">The draw's number, from 0.</param>
    /// <returns>The picture, of the photograph's size, and the share of its pixels that sRGB has not.</returns>
    public (Image Picture, double Clipped) Paint(Image photo, int side, ulong seed, long draw)
    {
        ArgumentNullException.ThrowIfNull(photo);
        using var scope = new TensorScope();
        var scale = side == 0 ? 1 : side / (double)Math.Min(photo.Width, photo.Height);
        var (width, height) = (Length(photo.Width), Length(photo.Height));
        var small = (width, height) == (photo.Width, photo.Height) ? photo : Resize.Clean.Apply(photo, width, height);
        var colour = _sampler.Draw(Tensor.From<float>(Lightness(small), [1, 1, height, width]), seed, draw);
        var large = ReferenceEquals(small, photo) ? colour : Layers.ResizeBilinear(colour, photo.Height, photo.Width);
        double[] whole = [.. Lightness(photo).Select(l => (double)l), .. large.ToDoubles()];
        var (picture, clipped) = ColourItems.Painted(whole, photo.Height, photo.Width);
        return (picture with { Name = photo.Name }, clipped);

        int Length(int length) => Math.Max(1, (int)Math.Round(length * scale));
    }

    /// <summary>Shows a comparison the colours of the pictures that the run learnt from.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="most">How many pictures at most.</param>
    public void Teach(ColourComparison comparison, long most)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var pictures = _sampler.Images!;
        for (var i = 0L; i < Math.Min(most, pictures.Count); i++)
        {
            comparison.Learn(pictures.Read(i));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sampler.Dispose();

    private static float[] Lightness(Image picture) =>
        [.. LabSpace.RowSums.Of(picture).Select(colour => ColourItems.Given(colour.L))];
}
