using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Images;
using Saddle.Gans.Training;
using Saddle.Metrics;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle colourise RUN IMAGE...</c>: photographs in the colours of a run's generator; where the true colours are
/// known, how far they are, beside the baselines.
/// </summary>
[Command(
    "colourise",
    "colours grey photographs of any size with a run's generator, several draws of each; of photographs in colour "
    + "(--lightness) the errors too, beside what grey, the median colour and an honest draw give",
    "colourise runs/train-scenes-colour-001 photo.jpg --draws 4")]
public sealed class ColouriseCommand : AppCommand
{
    private const long MostLength = 1L << 30;
    private const long Taught = 1000;

    private readonly Argument<string> _run;
    private readonly Argument<string[]> _images;
    private readonly Option<long> _draws;
    private readonly Option<bool> _lightness;
    private readonly Option<long> _side;
    private readonly Option<bool> _ownSize;
    private readonly Option<long> _seed;
    private readonly Option<string?> _out;
    private readonly Option<string?> _checkpoint;
    private readonly Option<bool> _trust;

    /// <summary>Declares the options.</summary>
    public ColouriseCommand()
    {
        _run = DeclareArgument<string>("run", "a run's folder");
        _images = DeclareArgument<string[]>("image", "photographs: JPEG, PNG, WebP ...", ArgumentArity.OneOrMore);
        _draws = DeclareCount("--draws", "how often each is coloured", 1, 1, 10_000);
        _lightness = DeclareFlag("--lightness", "take the lightness of photographs that are in colour");
        _side = DeclareCount(
            "--side", "the shorter side at which they are coloured; 0 for that of the run's data", 0, 0, 100_000);
        _ownSize = DeclareFlag("--own-size", "colour them at their own size instead");
        _seed = DeclareCount("--seed", "the seed of the draws", 1, 0);
        _out = DeclareText("--out", "the folder to write to (default: runs/colourise-NAME-NNN)");
        _checkpoint = DeclareText("--checkpoint", "last or best (default: last), or a file");
        _trust = DeclareFlag(Arguments.Trust, Arguments.TrustDoc);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        call.Clock.Begin("reading");
        var photos = call.Get(_images).Select(file => Read(file, call.Get(_lightness))).ToList();
        var run = Arguments.OpenRun(call.Get(_run), call.Get(_trust));
        using var colouriser = new Colouriser(run, DataFolder.FromEnvironment(), call.Get(_checkpoint) ?? "last");
        using var folder = OutputFolder.OpenOrNumber(call.Get(_out), "colourise", run.Configuration.Settings.Name);
        var comparison = new ColourComparison((ulong)call.Get(_seed));
        var coloured = photos.Where(photo => !Colouriser.IsGrey(photo)).ToHashSet();
        if (coloured.Count > 0)
        {
            colouriser.Teach(comparison, Taught);
        }

        call.Clock.Begin("colouring");
        var side = call.Get(_ownSize) ? 0 : call.Get(_side) is > 0 and var asked ? (int)asked : colouriser.Side;
        var painted = new List<Painted>();
        foreach (var (i, photo) in photos.Index())
        {
            for (var draw = 0L; draw < call.Get(_draws); draw++)
            {
                if (call.Cancellation.IsCancellationRequested)
                {
                    return ExitStatus.Interrupted;
                }

                var (picture, clipped) = colouriser.Paint(photo, side, (ulong)call.Get(_seed), draw);
                painted.Add(Written(folder, photos, i, draw, picture, clipped));
                if (coloured.Contains(photo))
                {
                    comparison.Add(photo, picture);
                }
            }
        }

        Tell(call, folder, colouriser, side, painted, coloured.Count > 0 ? comparison.Painters("generator") : null);
        return ExitStatus.Done;
    }

    private static Image Read(string file, bool lightness)
    {
        var photo = ImageDecoder.Decode(InputFile.ReadAll(file, MostLength), file);
        return lightness || Colouriser.IsGrey(photo)
            ? photo
            : throw new SettingsException(
                $"{file}: this photograph is in colour; expected a grey one, or --lightness to take its lightness");
    }

    // Of photographs with one name in several folders the number tells them apart.
    private static Painted Written(
        OutputFolder folder, List<Image> photos, int index, long draw, Image picture, double clipped)
    {
        var stem = Path.GetFileNameWithoutExtension(photos[index].Name);
        var twins = photos.Count(photo => Path.GetFileNameWithoutExtension(photo.Name) == stem) > 1;
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{stem}{(twins ? $"-{index + 1}" : string.Empty)}-draw-{draw + 1}.png");
        var hues = new HueHistogram();
        hues.Add(picture);
        return new(
            photos[index].Name,
            folder.Write(name, PngWriter.Write(picture)),
            PictureDifference.Colourfulness(picture),
            hues.Entropy,
            clipped);
    }

    private void Tell(
        Invocation call,
        OutputFolder folder,
        Colouriser colouriser,
        int side,
        List<Painted> painted,
        IReadOnlyList<Painter>? painters)
    {
        var document = new
        {
            Run = call.Get(_run),
            colouriser.Step,
            colouriser.Averaged,
            Seed = call.Get(_seed),
            Side = side,
            Pictures = painted,
            Painters = painters is null ? null : PainterTable.Document(painters),
            Note = painters is null
                ? "no true colours are known of grey photographs: nothing says how far these are"
                : PainterTable.Note,
        };
        call.Result(
            document,
            console =>
            {
                foreach (var picture in painted)
                {
                    Terminal.Line(console, picture.InWords);
                }

                if (painters is not null)
                {
                    PainterTable.Show(console, painters);
                }
            },
            folder);
    }

    /// <summary>One draw of one photograph.</summary>
    /// <param name="Image">The photograph's file.</param>
    /// <param name="File">The picture's.</param>
    /// <param name="Colourfulness">Its colourfulness.</param>
    /// <param name="HueEntropy">The entropy of its hues; NaN where it is grey.</param>
    /// <param name="Clipped">The share of its pixels that sRGB has not.</param>
    private sealed record Painted(string Image, string File, double Colourfulness, double HueEntropy, double Clipped)
    {
        /// <summary>The draw in a line.</summary>
        [System.Text.Json.Serialization.JsonIgnore]
        public string InWords => string.Create(
            CultureInfo.InvariantCulture,
            $"{File}: {PictureDifference.Word(Colourfulness)} colourful ({Colourfulness:F1}), {Clipped:P1} clipped");
    }
}
