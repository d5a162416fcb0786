using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Items;

/// <summary>Images of 8 bits as items of floats, and as images of three channels.</summary>
public sealed class ImageItemsTests
{
    [Fact]
    public void Values_run_from_black_at_minus_1_to_white_at_1_with_each_channel_in_a_plane_of_its_own()
    {
        using var items = ImageItems.From(new Held(new Image(2, 1, 3, [0, 51, 255, 255, 204, 0], "pair")));
        Assert.Equal([3, 1, 2], items.Shape);
        var item = new float[6];
        items.Read(0, item);
        Assert.Equal([-1, 1, -0.6f, 0.6f, 1, -1], item.Select(value => MathF.Round(value, 6)));
    }

    [Fact]
    public void An_image_of_another_size_than_the_first_is_refused_by_name()
    {
        using var items = ImageItems.From(new Held(new Image(1, 1, 1, [0], "a"), new Image(2, 1, 1, [0, 0], "b")));
        var refusal = Assert.Throws<DataException>(() => items.Read(1, new float[1]));
        Assert.Equal("b: 2 x 1 x 1 values, where the first image has 1 x 1 x 1 values", refusal.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => items.Read(2, new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => items.Read(0, new float[2]));
    }

    [Fact]
    public void Images_whose_first_cannot_be_read_are_closed()
    {
        var images = new Held();
        Assert.Throws<IndexOutOfRangeException>(() => ImageItems.From(images));
        Assert.True(images.IsClosed);
    }

    [Fact]
    public void Grey_counts_as_three_equal_channels_and_colour_stays_itself()
    {
        var grey = new Image(2, 1, 1, [7, 9], "grey");
        Assert.Equal([7, 7, 7, 9, 9, 9], grey.ToRgb().Pixels);
        var colour = new Image(1, 1, 3, Files.Noise(3), "colour");
        Assert.Same(colour, colour.ToRgb());
    }

    private sealed class Held(params Image[] images) : IImages
    {
        public bool IsClosed { get; private set; }

        public long Count => images.Length;

        public Image Read(long index) => images[index];

        public void Dispose() => IsClosed = true;
    }
}
