using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Metrics.Extractors;

namespace Saddle.App.Commands;

/// <summary>A network that is a file, as <c>saddle weights list</c> shows it.</summary>
/// <param name="Extractor">The extractor's name.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Features">How many features it makes.</param>
/// <param name="Size">The rows and columns that it takes.</param>
/// <param name="Publisher">Who published it.</param>
/// <param name="Licence">The licence of its weights.</param>
/// <param name="Places">Where it is looked for.</param>
/// <param name="File">Where it is; null where it is not there.</param>
/// <param name="Sha256">The file's SHA-256; null where it is not there.</param>
/// <param name="Get">How it is had.</param>
internal sealed record NetworkFile(
    string Extractor,
    string Summary,
    int Features,
    int Size,
    string Publisher,
    string Licence,
    IReadOnlyList<string> Places,
    string? File,
    string? Sha256,
    string Get)
{
    private const int InceptionSide = 299;
    private const int InceptionWidth = 2048;

    /// <summary>FID's own network.</summary>
    /// <param name="where">The data folder.</param>
    public static NetworkFile Standard(DataFolder where)
    {
        var place = Path.Combine(StandardWeights.Folder(where), StandardWeights.Download.FileName);
        return At(
            new FidInception(), [place], InceptionWidth, InceptionSide, ("mseitzer/pytorch-fid", "Apache 2.0"),
            "saddle weights get");
    }

    /// <summary>Another published network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="where">The data folder.</param>
    public static NetworkFile Of(PublishedNetwork network, DataFolder where) => At(
        network, [.. network.Places(where)], network.Width, network.Side, (network.Publisher, network.Licence),
        network.Export);

    /// <summary>Writes it for a person.</summary>
    /// <param name="text">Where to.</param>
    public void Write(TextWriter text)
    {
        text.WriteLine();
        text.WriteLine($"{Extractor}: {Features} features of {Size} x {Size} pixels; {Publisher}, {Licence}");
        var names = string.Join(", ", Places.Select(Path.GetFileName));
        text.WriteLine(
            File is null ? $"  not in {Path.GetDirectoryName(Places[0])}: {names}" : $"  {File}, SHA-256 {Sha256}");
        if (File is null)
        {
            foreach (var line in Get.Split('\n'))
            {
                text.WriteLine($"    {line}");
            }
        }
    }

    private static NetworkFile At(
        Extractor extractor,
        string[] places,
        int width,
        int side,
        (string Publisher, string Licence) from,
        string get)
    {
        var file = places.FirstOrDefault(System.IO.File.Exists);
        return new(
            extractor.Name,
            Catalog<Extractor>.EntryOf(extractor).Summary,
            width,
            side,
            from.Publisher,
            from.Licence,
            places,
            file,
            file is null ? null : InputFile.Sha256Of(file),
            get);
    }
}
