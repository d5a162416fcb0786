using System.Globalization;
using Saddle.Data.Colours;
using Saddle.Data.Formats;
using Saddle.Data.Images;
using Saddle.Data.Tests.Support;
using Saddle.Scalars;

namespace Saddle.Data.Tests.Colours;

/// <summary>CIELAB beside scikit-image's figures (tests/data/pictures), and what must hold of it by itself.</summary>
public sealed class LabSpaceTests
{
    // Each to its printed digits; the white is scikit-image's.
    [Theory]
    [InlineData(1, 0, 0, 53.241, 80.092, 67.203)]
    [InlineData(0, 1, 0, 87.735, -86.183, 83.180)]
    [InlineData(0, 0, 1, 32.296, 79.186, -107.857)]
    [InlineData(1, 1, 0, 97.140, -21.555, 94.478)]
    [InlineData(0, 1, 1, 91.113, -48.091, -14.126)]
    [InlineData(1, 0, 1, 60.324, 98.233, -60.821)]
    public void The_corners_of_the_cube_lie_where_they_are_known_to_lie(
        double r, double g, double b, double l, double a, double other)
    {
        var colour = LabSpace.ScikitImage.FromRgb(r, g, b);
        Assert.Equal(l, colour.L, 3);
        Assert.Equal(a, colour.A, 3);
        Assert.Equal(other, colour.B, 3);
    }

    [Theory]
    [InlineData("edges_16")]
    [InlineData("gradient_48x32")]
    public void Colours_of_pictures_are_scikit_images(string name)
    {
        var picture = ImageDecoder.Decode(Peers.Bytes("pictures", $"{name}.png"), name);
        var bytes = Peers.Bytes("pictures", $"lab_{name}_D65.npy");
        var expected = new NpyReader(new MemoryStream(bytes), name, bytes.Length).ReadDoubles();
        var colours = LabSpace.ScikitImage.Of(picture);
        Assert.Equal(expected.Length, 3 * colours.Length);
        for (var i = 0; i < colours.Length; i++)
        {
            Assert.Equal(expected[3 * i], colours[i].L, 1e-9);
            Assert.Equal(expected[(3 * i) + 1], colours[i].A, 1e-9);
            Assert.Equal(expected[(3 * i) + 2], colours[i].B, 1e-9);
        }
    }

    [Fact]
    public void A_grey_is_grey_exactly_by_the_sums_of_the_rows_and_nearly_by_the_other_white()
    {
        var most = 0.0;
        for (var v = 0; v < 256; v++)
        {
            var exact = LabSpace.RowSums.FromRgb(v / 255.0, v / 255.0, v / 255.0);
            Assert.Equal((0.0, 0.0), (exact.A, exact.B));
            var near = LabSpace.ScikitImage.FromRgb(v / 255.0, v / 255.0, v / 255.0);
            most = Math.Max(most, Math.Max(Math.Abs(near.A), Math.Abs(near.B)));
        }

        Assert.InRange(most, 0.004, 0.0055);
        Assert.Equal(53.585, LabSpace.RowSums.FromRgb(128 / 255.0, 128 / 255.0, 128 / 255.0).L, 3);
        Assert.Equal(100, LabSpace.RowSums.FromRgb(1, 1, 1).L, 1e-12);
    }

    public static TheoryData<bool> Spaces => [true, false];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void There_and_back_is_where_it_began(bool scikitImage)
    {
        var space = scikitImage ? LabSpace.ScikitImage : LabSpace.RowSums;
        for (var i = 0L; i < 2000; i++)
        {
            var random = new Philox(1, i, Purpose.Item);
            var dark = i % 4 == 0 ? 0.02 : 1; // the straight piece near black
            var (r, g, b) = (dark * random.Uniform(), dark * random.Uniform(), dark * random.Uniform());
            var (red, green, blue) = space.ToRgb(space.FromRgb(r, g, b));
            Assert.Equal(r, red, 1e-6);
            Assert.Equal(g, green, 1e-6);
            Assert.Equal(b, blue, 1e-6);
        }
    }

    [Fact]
    public void Bytes_come_back_and_what_no_screen_shows_is_clipped()
    {
        for (var i = 0L; i < 500; i++)
        {
            var random = new Philox(2, i, Purpose.Item);
            var (r, g, b) = (
                (byte)(256 * random.Uniform()), (byte)(256 * random.Uniform()), (byte)(256 * random.Uniform()));
            Assert.Equal(
                (r, g, b, false), LabSpace.RowSums.ToBytes(LabSpace.RowSums.FromRgb(r / 255.0, g / 255.0, b / 255.0)));
        }

        Assert.True(LabSpace.RowSums.ToBytes(new(50, 110, -110)).Clipped);
    }

    [Fact]
    public void Differences_are_those_of_Sharma_and_others_for_their_pairs()
    {
        var rows = File.ReadLines(Peers.PathOf("pictures", "ciede2000_pairs.csv"))
            .Skip(1)
            .Select(line => line.Split(',').Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray())
            .ToList();
        Assert.Equal(34, rows.Count);
        Assert.All(rows, row =>
        {
            var (one, other) = (new LabColour(row[1], row[2], row[3]), new LabColour(row[4], row[5], row[6]));
            Assert.Equal(row[7], one.DifferenceTo(other), 1e-4);
            Assert.Equal(row[8], one.DifferenceTo(other), 1e-9);
            Assert.Equal(row[8], other.DifferenceTo(one), 1e-9);
        });
    }
}
