using System.Globalization;
using Saddle.Metrics;
using Spectre.Console;

namespace Saddle.App.Output;

/// <summary>Painters side by side: those that were looked at, and the baselines.</summary>
internal static class PainterTable
{
    /// <summary>What is to be known of the figures.</summary>
    public const string Note = "errors are no measure where colours are ambiguous: grey errs less than an honest draw; "
        + "psnr is null where a picture is the same, ssim where one is smaller than 11 pixels, hue_entropy where all "
        + "is grey";

    /// <summary>The painters for JSON.</summary>
    /// <param name="painters">The painters.</param>
    public static IEnumerable<object> Document(IEnumerable<Painter> painters) => painters.Select(painter => new
    {
        painter.Name,
        painter.Figures.ColourError,
        painter.Figures.Accuracy2,
        painter.Figures.Accuracy5,
        painter.Figures.Psnr,
        painter.Figures.Ssim,
        painter.Figures.Ciede2000,
        painter.Figures.Colourfulness,
        painter.ColourfulnessRatio,
        painter.HueEntropy,
    });

    /// <summary>Writes the table.</summary>
    /// <param name="console">Where.</param>
    /// <param name="painters">The painters.</param>
    public static void Show(IAnsiConsole console, IEnumerable<Painter> painters)
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
            "of the true",
            "hue entropy");
        foreach (var painter in painters)
        {
            var f = painter.Figures;
            table.AddRow(
                Terminal.Cell(painter.Name),
                Number(f.ColourError),
                Share(f.Accuracy2),
                Share(f.Accuracy5),
                Number(f.Psnr),
                string.Create(CultureInfo.InvariantCulture, $"{f.Ssim:F4}"),
                Number(f.Ciede2000),
                Number(f.Colourfulness),
                Share(painter.ColourfulnessRatio),
                Number(painter.HueEntropy));
        }

        console.Write(table);
        Terminal.Line(
            console,
            "Where colours are ambiguous these errors are no measure of success: grey errs less than an honest draw.");
    }

    private static string Number(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:F2}");

    private static string Share(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:P1}");
}
