using System.Globalization;
using System.Text.Json;
using Saddle.Data;
using Saddle.Data.Images;
using Saddle.Data.Tests.Support;

namespace Saddle.Metrics.Tests;

/// <summary>Differences of pictures beside scikit-image's figures: tests/data/pictures.</summary>
public sealed class PictureDifferenceTests
{
    private static readonly JsonElement Expected =
        JsonDocument.Parse(Peers.Bytes("pictures", "expected.json")).RootElement;

    public static TheoryData<string> Pairs => [.. Expected.GetProperty("pairs").EnumerateObject().Select(p => p.Name)];

    public static TheoryData<string> Pictures =>
        [.. Expected.GetProperty("colourfulness").EnumerateObject().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void They_are_scikit_images(string pair)
    {
        var (figures, names) = (Expected.GetProperty("pairs").GetProperty(pair), pair.Split(" : "));
        var (a, b) = (Read(names[0]), Read(names[1]));
        Close(figures, "psnr", PictureDifference.Psnr(a, b));
        Close(figures, "ssim", PictureDifference.Ssim(a, b));
        Close(figures, "ssim_of_squares", PictureDifference.SsimOfSquares(a, b));
        Close(figures, "ciede2000", PictureDifference.Ciede2000(a, b));
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Colourfulness_is_as_known(string name) => Assert.Equal(
        Expected.GetProperty("colourfulness").GetProperty(name).GetDouble(),
        PictureDifference.Colourfulness(Read(name)),
        1e-9);

    // One pixel of two with less red: worked out from the colours themselves.
    [Fact]
    public void Errors_of_colour_are_those_of_the_pixels()
    {
        var a = new Image(2, 1, 3, [200, 100, 50, 10, 20, 30], "a");
        var b = new Image(2, 1, 3, [186, 100, 50, 10, 20, 30], "b");
        var (x, y) = (Data.Colours.LabSpace.RowSums.Of(a)[0], Data.Colours.LabSpace.RowSums.Of(b)[0]);
        Assert.Equal((Math.Abs(x.A - y.A) + Math.Abs(x.B - y.B)) / 4, PictureDifference.ColourError(a, b), 1e-12);
        Assert.InRange(Math.Abs(x.A - y.A), 4.4, 11); // beyond epsilon 2, within epsilon 5
        Assert.Equal(0.5, PictureDifference.Accuracy(a, b, 2));
        Assert.Equal(1, PictureDifference.Accuracy(a, b, 5));
    }

    [Fact]
    public void Pictures_of_two_sizes_are_refused_in_one_line() => Assert.Equal(
        "shapes_96: it is 96 x 96 x 3, but cat_64 is 64 x 64 x 3; expected pictures of one size",
        Assert.Throws<DataException>(() => PictureDifference.Psnr(Read("cat_64"), Read("shapes_96"))).Message);

    private static Image Read(string name) => ImageDecoder.Decode(Peers.Bytes("pictures", $"{name}.png"), name);

    private static void Close(JsonElement figures, string name, double actual)
    {
        if (figures.TryGetProperty(name, out var figure))
        {
            var expected = figure.ValueKind == JsonValueKind.Number
                ? figure.GetDouble()
                : double.Parse(figure.GetString()!, CultureInfo.InvariantCulture);
            Assert.Equal(expected, actual, 1e-9);
        }
    }
}
