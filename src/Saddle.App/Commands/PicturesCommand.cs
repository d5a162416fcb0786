using System.CommandLine;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Sets;
using Saddle.Metrics;

namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle pictures A B</c>: how far the pictures of B are from those of A, pair by pair, with what grey, the
/// median colour and an honest draw would give beside it.
/// </summary>
[Command(
    "pictures",
    "how far pictures are from the true ones, pair by pair in the order of their names: errors of colour, PSNR, SSIM, "
    + "CIEDE2000, colourfulness, hues; beside them what grey, the median colour of each lightness and an honest draw "
    + "give",
    "pictures photos/ coloured/")]
public sealed class PicturesCommand : AppCommand
{
    private readonly Argument<string> _real;
    private readonly Argument<string> _made;
    private readonly Option<long> _seed;

    /// <summary>Declares the arguments.</summary>
    public PicturesCommand()
    {
        _real = DeclareArgument<string>("a", "the true pictures: a folder, a zip, or any other place of images");
        _made = DeclareArgument<string>("b", "what was made of them: as many, of the same sizes and in the same order");
        _seed = DeclareCount("--seed", "the seed of the honest draw", 1, 0);
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var real = ImagesAt.Open(call.Get(_real));
        using var made = ImagesAt.Open(call.Get(_made));
        if (real.Count == 0 || real.Count != made.Count)
        {
            throw new SettingsException(FormattableString.Invariant(
                $"{call.Get(_real)} holds {real.Count} pictures and {call.Get(_made)} {made.Count}; expected as many, ")
                + "at least one, in the same order of names");
        }

        call.Clock.Begin("reading");
        var comparison = new ColourComparison((ulong)call.Get(_seed));
        if (!Each(call, real, "reading", comparison.Learn))
        {
            return ExitStatus.Interrupted;
        }

        call.Clock.Begin("measuring");
        var index = 0L;
        if (!Each(call, real, "measuring", picture => comparison.Add(picture, made.Read(index++))))
        {
            return ExitStatus.Interrupted;
        }

        var painters = comparison.Painters(call.Get(_made));
        call.Result(
            new
            {
                Reference = call.Get(_real),
                Pictures = real.Count,
                comparison.Colourfulness,
                comparison.HueEntropy,
                Painters = PainterTable.Document(painters),
                PainterTable.Note,
            },
            console => PainterTable.Show(console, painters));
        return ExitStatus.Done;
    }

    // Whether it came to the end.
    private static bool Each(Invocation call, IImages images, string what, Action<Image> use)
    {
        using var progress = Terminal.Progress(what);
        for (var i = 0L; i < images.Count; i++)
        {
            if (call.Cancellation.IsCancellationRequested)
            {
                return false;
            }

            use(images.Read(i));
            progress.Report((i + 1.0) / images.Count);
        }

        return true;
    }
}
