using Saddle.Data.Families;
using Saddle.Scalars;

namespace Saddle.Data.Tests.Families;

/// <summary>The reader of drawn shapes beside the factors that they were drawn from.</summary>
public sealed class ShapeReaderTests
{
    private const int Real = 1000;

    [Theory]
    [InlineData(32)]
    [InlineData(16)]
    public void A_thousand_real_shapes_are_read_as_they_were_drawn(int size)
    {
        using var items = new Shapes(Items: Real, Size: size).Open(new DataFolder("."), 3);
        var (images, right, place, most) = (((IPictured)items).Images, 0, 0.0, 0.0);
        var factors = (IFactors)images;
        for (var i = 0L; i < Real; i++)
        {
            var (truth, best) = (factors.Factors(i), ShapeReader.Best(images.Read(i))!.Value);
            right += ShapeReader.Read(images.Read(i)) is { } read && ShapeCaption.Of(read) == ShapeCaption.Of(truth)
                ? 1
                : 0;
            place = Math.Max(
                place, size * Math.Max(Math.Abs(truth.X - best.Factors.X), Math.Abs(truth.Y - best.Factors.Y)));
            most = Math.Max(most, best.Residual);
        }

        Assert.InRange(right, 0.995 * Real, Real);
        Assert.InRange(place, 0, size == 32 ? 0.1 : 0.25);
        Assert.InRange(most, 0, size == 32 ? ShapeReader.Reject / 2 : ShapeReader.Reject);
    }

    // With captions of other shapes: within four standard deviations of chance.
    [Fact]
    public void Shuffled_captions_agree_by_chance_alone()
    {
        const int Count = 20_000;
        using var items = new Shapes(Items: 2 * Count).Open(new DataFolder("."), 5);
        var factors = (IFactors)((IPictured)items).Images;
        var pairs = Enumerable.Range(0, Count)
            .Select(i => (
                Shown: ShapeCaption.Of(factors.Factors(i)), Said: ShapeCaption.Of(factors.Factors(Count + i))))
            .ToList();
        Near(1.0 / 4, pairs.Count(p => p.Shown.Shape == p.Said.Shape));
        Near(1.0 / 6, pairs.Count(p => p.Shown.Colour == p.Said.Colour));
        Near(1.0 / 4, pairs.Count(p => p.Shown.Place == p.Said.Place));
        Near(1.0 / 96, pairs.Count(p => p.Shown == p.Said));

        static void Near(double chance, int seen) => Assert.InRange(
            seen / (double)Count,
            chance - (4 * Math.Sqrt(chance * (1 - chance) / Count)),
            chance + (4 * Math.Sqrt(chance * (1 - chance) / Count)));
    }

    [Fact]
    public void What_is_no_such_shape_is_rejected()
    {
        var random = new Philox(1, 0, Purpose.Item);
        byte[] noise = [.. Enumerable.Range(0, 3 * 32 * 32).Select(_ => (byte)(256 * random.Uniform()))];
        Assert.Null(ShapeReader.Read(new(32, 32, 3, noise, "noise")));
        Assert.Null(ShapeReader.Read(new(32, 32, 3, new byte[3 * 32 * 32], "black")));
        byte[] half = [.. Enumerable.Range(0, 3 * 32 * 32).Select(i => (byte)(i < 3 * 16 * 32 ? 255 : 0))];
        Assert.Null(ShapeReader.Read(new(32, 32, 3, half, "half")));
    }

    [Fact]
    public void Three_sentences_say_what_it_is_its_colour_and_where() => Assert.Equal(
        ["there is a square.", "it is magenta.", "it lies at the bottom left."],
        ShapeCaption.Of(new(1, 0.2, 0.3, 0.6, 0, 0.8)).Sentences);

    [Theory]
    [InlineData(0, "red")]
    [InlineData(0.08, "red")]
    [InlineData(0.09, "yellow")]
    [InlineData(0.5, "cyan")]
    [InlineData(0.91, "magenta")]
    [InlineData(0.92, "red")]
    public void A_colour_is_a_sixth_of_the_hues_around_its_own(double hue, string colour) =>
        Assert.Equal($"it is {colour}.", ShapeCaption.Of(new(0, 0.2, 0.5, 0.5, 0, hue)).Sentences[1]);
}
