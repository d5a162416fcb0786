using Saddle.Data.Families;

namespace Saddle.Data.Tests.Families;

/// <summary>Drawn digits: an image shows, channel by channel, what its label says.</summary>
public sealed class StackedDigitsTests
{
    private const int Size = 16;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_label_is_what_each_channel_shows(int digits)
    {
        using var items = new StackedDigits(200, Size, digits).Open(new("/nonexistent"), 5);
        Assert.Equal([digits, Size, Size], items.Shape);
        var labels = (ILabelled)items;
        Assert.Equal((int)Math.Pow(10, digits), labels.Classes.Count);
        var drawings = StackedDigits.Drawings(Size);
        var item = new float[digits * Size * Size];
        for (var i = 0; i < 200; i++)
        {
            items.Read(i, item);
            var seen = item.Chunk(Size * Size)
                .Aggregate(0, (label, channel) => (10 * label) + Nearest(drawings, channel));
            Assert.Equal(labels.Label(i), seen);
        }
    }

    [Fact]
    public void All_modes_have_their_share()
    {
        using var items = new StackedDigits(60_000).Open(new("/nonexistent"), 1);
        var counts = new int[1000];
        for (var i = 0; i < 60_000; i++)
        {
            counts[((ILabelled)items).Label(i)]++;
        }

        // Poisson with mean 60: beyond seven standard deviations once in 10^11.
        Assert.All(counts, count => Assert.InRange(count, 10, 120));
    }

    [Fact]
    public void Segments_cover_what_they_should()
    {
        // A stroke of width 3.2 and length 9 with round ends covers 28.8 + pi 1.6^2 pixels; 8 has seven of them, 1 two,
        // which share ends.
        var (one, eight) = (SevenSegments.Draw(1, 28).Sum(), SevenSegments.Draw(8, 28).Sum());
        Assert.Equal((3.2 * 17) + (Math.PI * 1.6 * 1.6), one, 1.0);
        Assert.InRange(eight / one, 2.6, 3.6);
        Assert.Equal(SevenSegments.Draw(3, 28).Sum(), SevenSegments.Draw(3, 28, right: 1, down: -1).Sum(), 1e-9);
    }

    private static int Nearest(double[][] drawings, float[] channel)
    {
        double Apart(int t) => drawings[t].Zip(channel, (c, value) => Math.Pow((1.7 * c) - 1 - value, 2)).Sum();

        return Enumerable.Range(0, drawings.Length).MinBy(Apart) / StackedDigits.Places;
    }
}
