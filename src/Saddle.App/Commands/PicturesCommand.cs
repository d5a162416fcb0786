using System.CommandLine;
using System.Globalization;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Sets;
using Saddle.Metrics;
using Spectre.Console;

namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle pictures A B</c>: how far the pictures of B are from those of A, pair by pair, with what grey and the
/// median colour would give beside it.
/// </summary>
[Command(
    "pictures",
    "how far pictures are from the true ones, pair by pair in the order of their names: errors of colour, PSNR, SSIM, "
    + "CIEDE2000, colourfulness; beside them what grey and the median colour of each lightness give",
    "pictures photos/ coloured/")]
public sealed class PicturesCommand : AppCommand
{
    private readonly Argument<string> _real;
    private readonly Argument<string> _made;

    /// <summary>Declares the arguments.</summary>
    public PicturesCommand()
    {
        _real = DeclareArgument<string>("a", "the true pictures: a folder, a zip, or any other place of images");
        _made = DeclareArgument<string>("b", "what was made of them: as many, of the same sizes and in the same order");
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
        var median = new MedianColour();
        if (!Each(call, real, "reading", median.Add))
        {
            return ExitStatus.Interrupted;
        }

        call.Clock.Begin("measuring");
        var (given, grey, medians, own) = (
            new List<ColourFigures>(), new List<ColourFigures>(), new List<ColourFigures>(), new List<double>());
        var index = 0L;
        var whole = Each(call, real, "measuring", picture =>
        {
            given.Add(ColourFigures.Of(picture, made.Read(index++)));
            grey.Add(ColourFigures.Of(picture, MedianColour.Grey(picture)));
            medians.Add(ColourFigures.Of(picture, median.Paint(picture)));
            own.Add(PictureDifference.Colourfulness(picture));
        });
        if (!whole)
        {
            return ExitStatus.Interrupted;
        }

        List<(string Name, ColourFigures Figures)> rows =
        [
            (call.Get(_made), ColourFigures.Mean(given)),
            ("grey", ColourFigures.Mean(grey)),
            ("median colour", ColourFigures.Mean(medians)),
        ];
        var colourfulness = own.Average();
        call.Result(
            Document(call.Get(_real), real.Count, colourfulness, rows),
            console => Show(console, colourfulness, rows));
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

    private static object Document(
        string reference, long count, double colourfulness, List<(string Name, ColourFigures Figures)> rows) => new
        {
            Reference = reference,
            Pictures = count,
            Colourfulness = colourfulness,
            Painters = rows.Select(row => new
            {
                row.Name,
                row.Figures.ColourError,
                row.Figures.Accuracy2,
                row.Figures.Accuracy5,
                row.Figures.Psnr,
                row.Figures.Ssim,
                row.Figures.Ciede2000,
                row.Figures.Colourfulness,
                ColourfulnessRatio = row.Figures.Colourfulness / colourfulness,
            }),
            Note = "errors are no measure where colours are ambiguous: grey errs less than an honest draw; "
                + "psnr is null where a picture is the same, ssim where one is smaller than 11 pixels",
        };

    private static void Show(
        IAnsiConsole console, double colourfulness, List<(string Name, ColourFigures Figures)> rows)
    {
        var table = Terminal.Table(
            "painter",
            "error of a, b",
            "within 2",
            "within 5",
            "PSNR",
            "SSIM",
            "CIEDE2000",
            "colourfulness",
            "of the true");
        foreach (var (name, f) in rows)
        {
            table.AddRow(
                Terminal.Cell(name),
                Number(f.ColourError),
                Share(f.Accuracy2),
                Share(f.Accuracy5),
                Number(f.Psnr),
                string.Create(CultureInfo.InvariantCulture, $"{f.Ssim:F4}"),
                Number(f.Ciede2000),
                Number(f.Colourfulness),
                Share(f.Colourfulness / colourfulness));
        }

        console.Write(table);
        Terminal.Line(
            console,
            "Where colours are ambiguous these errors are no measure of success: grey errs less than an honest draw.");

        static string Number(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F2}");
        static string Share(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:P1}");
    }
}
