using System.Runtime.InteropServices;
using System.Text.Json;
using Saddle.Catalog;
using Saddle.Data.Disturbances;
using Saddle.Data.Tests.Support;
using Saddle.Scalars;

namespace Saddle.Data.Tests.Images;

public sealed class DisturbanceTests
{
    private static readonly JsonElement[] Cases =
    [
        .. Peers.Json("disturbances.json").GetProperty("cases").EnumerateArray(),
    ];

    private static readonly Image Noise = new(32, 24, 3, Files.Noise(32 * 24 * 3), "noise");

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Cases.Length)];

    public static TheoryData<string> Names => [.. Catalog<Disturbance>.Entries.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Blur_and_swirl_are_those_of_the_reference_but_for_rounding_to_a_pixel_value(int number)
    {
        var test = Cases[number];
        double Of(string name) => test.GetProperty(name).GetDouble();
        var size = test.GetProperty("size").EnumerateArray().Select(e => e.GetInt32()).ToArray();
        var image = new Image(size[1], size[0], size[2], Files.Noise(size[0] * size[1] * size[2]), "noise");
        var result = test.GetProperty("kind").GetString() == "blur"
            ? new GaussianBlur(Of("level")).Apply(image, Random(1))
            : new Swirl(1, Of("radius")).About(image, Of("x"), Of("y"), Of("level"));
        var expected = MemoryMarshal.Cast<byte, float>(test.GetProperty("result").GetBytesFromBase64()).ToArray();
        Assert.InRange(result.Pixels.Zip(expected, (a, b) => Math.Abs(a - b)).Max(), 0, 0.501);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Level_0_changes_nothing_and_each_published_level_more_than_the_one_before(string name)
    {
        var disturbance = Catalog<Disturbance>.Get(name).Create(Settings(name));
        var changes = disturbance.PublishedLevels.Select(level => Distance(disturbance with { Level = level }))
            .ToArray();
        Assert.Equal(0, changes[0]);
        Assert.Equal(changes.Order(), changes);
        Assert.Equal(changes.Distinct(), changes);
        Assert.Equal(Files.Noise(32 * 24 * 3), Noise.Pixels);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_disturbs_alike_and_another_one_differently(string name)
    {
        var disturbance = Catalog<Disturbance>.Get(name).Create(Settings(name));
        Assert.Equal(Read(disturbance, 1), Read(disturbance, 1));
        if (Draws(disturbance))
        {
            Assert.NotEqual(Read(disturbance, 1), Read(disturbance, 2));
        }
    }

    [Fact]
    public void Salt_and_pepper_covers_its_share_and_rectangles_no_more_than_theirs()
    {
        var grey = Noise with { Pixels = [.. Enumerable.Repeat((byte)100, Noise.Pixels.Length)] };
        var spoilt = Enumerable.Range(0, 100)
            .Select(i => new SaltAndPepper(0.2).Apply(grey, Random(i)))
            .SelectMany(i => i.Pixels)
            .ToArray();
        Assert.Equal(0.1, spoilt.Count(p => p == 0) / (double)spoilt.Length, 0.01);
        Assert.Equal(0.1, spoilt.Count(p => p == 255) / (double)spoilt.Length, 0.01);
        var black = new BlackRectangles(0.25).Apply(grey, Random(1)).Pixels.Count(p => p == 0) / 3;
        Assert.InRange(black, 6 * 8, 5 * 6 * 8);
    }

    [Fact]
    public void A_mixture_with_what_are_not_images_is_refused() =>
        Assert.Contains(
            "images",
            Assert.Throws<SettingsException>(
                () =>
                    Catalog<Disturbance>.Get("mixture")
                        .Create(new Dictionary<string, string>(StringComparer.Ordinal) { ["with"] = "ring" })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void An_image_of_another_size_is_refused()
    {
        using var images = new Cropped().Apply(new Same(Noise, 1), new DataFolder("."), 1);
        Assert.Contains(
            "does not return an image of the size of the one that it is given, 32 x 24 x 3",
            Assert.Throws<SettingsException>(() => images.Read(0)).Message,
            StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Settings(string name)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (name == "mixture")
        {
            settings["with"] = "shapes";
        }

        return settings;
    }

    private static Philox Random(long run) => new(1, run, Purpose.Disturbance);

    // What returns an image itself disturbs the collection, and draws there.
    private static bool Draws(Disturbance disturbance)
    {
        var random = Random(1);
        return ReferenceEquals(disturbance.Apply(Noise, random), Noise) || random.Uniform() != Random(1).Uniform();
    }

    private static double Distance(Disturbance disturbance) =>
        Read(disturbance, 1).Zip(Read(null, 1), (a, b) => Math.Abs(a - b)).Average();

    private static byte[] Read(Disturbance? disturbance, ulong seed)
    {
        const int Images = 40;
        var where = new DataFolder(".");
        using var images = disturbance?.Apply(new Same(Noise, Images), where, seed) ?? new Same(Noise, Images);
        return [.. Enumerable.Range(0, Images).SelectMany(i => images.Read(i).Pixels)];
    }

    private sealed record Cropped : Disturbance
    {
        public override double Level { get; init; } = 1;

        public override IReadOnlyList<double> PublishedLevels => [0, 1];

        public override Image Apply(Image image, Philox random) => image with { Pixels = image.Pixels[1..] };
    }

    private sealed class Same(Image image, long count) : IImages
    {
        public long Count => count;

        public Image Read(long index) => image;

        public void Dispose()
        {
        }
    }
}
