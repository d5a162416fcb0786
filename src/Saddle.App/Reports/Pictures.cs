using System.Globalization;
using System.Net;
using Saddle.Data;
using Saddle.Data.Images;

namespace Saddle.App.Reports;

/// <summary>
/// Pictures in a page: written anew from their pixels, so that nothing of a file but those gets into it.
/// </summary>
internal static class Pictures
{
    // Larger ones are brought to it, so that a page of a hundred pictures stays at some MiB.
    private const int Most = 96;

    /// <summary>A row of groups of pictures.</summary>
    /// <param name="page">The page.</param>
    /// <param name="groups">Each group's pictures and what is said below it.</param>
    public static Html Gallery(
        this Html page, IEnumerable<(IReadOnlyList<Image> Images, string Caption)> groups)
    {
        page.Raw("<div class=\"gallery\">");
        foreach (var (images, caption) in groups)
        {
            page.Raw($"<figure>{string.Concat(images.Select(Tag))}").Element("figcaption", caption).Raw("</figure>");
        }

        return page.Raw("</div>");
    }

    private static string Tag(Image image)
    {
        var shown = Shown(image);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<img alt=\"{WebUtility.HtmlEncode(image.Name)}\" title=\"{WebUtility.HtmlEncode(image.Name)}\" "
            + $"width=\"{Most * shown.Width / Math.Max(shown.Width, shown.Height)}\" "
            + $"src=\"data:image/png;base64,{Convert.ToBase64String(PngWriter.Write(shown))}\">");
    }

    private static Image Shown(Image image)
    {
        var longest = Math.Max(image.Width, image.Height);
        int Side(int length) => Math.Max(1, length * Most / longest);
        return longest <= Most ? image : Resize.Clean.Apply(image, Side(image.Width), Side(image.Height));
    }
}
