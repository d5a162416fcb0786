using System.Runtime.InteropServices;
using System.Text.Json;
using Saddle.Data.Images;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Images;

/// <summary>Each way of resizing against its reference, to 1e-4 of a step between pixel values.</summary>
public sealed class ResizeTests
{
    private static readonly JsonElement[] Cases = [.. Peers.Json("resize.json").GetProperty("cases").EnumerateArray()];

    public static TheoryData<int, string> Names
    {
        get
        {
            var names = new TheoryData<int, string>();
            for (var i = 0; i < Cases.Length; i++)
            {
                names.Add(
                    i,
                    string.Join(
                        ' ',
                        ((string[])["method", "from", "to"])
                            .Select(
                                part =>
                                    string.Concat(
                                        Cases[i].GetProperty(part).ToString().Where(c => !char.IsWhiteSpace(c))))));
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_those_of_the_reference(int number, string name)
    {
        _ = name;
        var test = Cases[number];
        var method = test.GetProperty("method").GetString() switch
        {
            "clean" => Resize.Clean,
            "legacy-pytorch" => Resize.LegacyPytorch,
            "torch-antialias" => Resize.TorchAntialias,
            _ => Resize.LegacyTensorflow,
        };
        var ((width, height), (toWidth, toHeight)) = (Size(test, "from"), Size(test, "to"));
        var channels = test.GetProperty("channels").GetInt32();
        var image = new Image(width, height, channels, Files.Noise(width * height * channels), "noise");
        var result = new float[channels * toWidth * toHeight];
        method.Apply(image, toWidth, toHeight, result);
        var expected = MemoryMarshal.Cast<byte, float>(test.GetProperty("result").GetBytesFromBase64()).ToArray();
        Assert.Equal(expected.Length, result.Length);
        Assert.InRange(result.Zip(expected, (a, b) => Math.Abs(a - b)).Max(), 0, 1e-4);
    }

    [Theory]
    [InlineData(Resize.Clean)]
    [InlineData(Resize.LegacyPytorch)]
    [InlineData(Resize.TorchAntialias)]
    [InlineData(Resize.LegacyTensorflow)]
    [InlineData(Resize.PillowBicubic)]
    [InlineData(Resize.PillowBilinear)]
    public void An_even_colour_stays_as_it_is(Resize method)
    {
        var image = new Image(9, 7, 3, [.. Enumerable.Range(0, 9 * 7).SelectMany(_ => (byte[])[10, 128, 255])], "even");
        var result = method.Apply(image, 31, 2);
        Assert.Equal((31, 2, 3), (result.Width, result.Height, result.Channels));
        Assert.Equal(Enumerable.Range(0, 62).SelectMany(_ => (byte[])[10, 128, 255]), result.Pixels);
    }

    [Theory]
    [InlineData(Resize.Clean)]
    [InlineData(Resize.LegacyPytorch)]
    [InlineData(Resize.TorchAntialias)]
    [InlineData(Resize.LegacyTensorflow)]
    public void The_same_size_is_the_same_image(Resize method)
    {
        var image = new Image(9, 7, 3, Files.Noise(9 * 7 * 3), "noise");
        Assert.Equal(image.Pixels, method.Apply(image, 9, 7).Pixels);
    }

    private static (int Width, int Height) Size(JsonElement test, string name) =>
        (test.GetProperty(name)[0].GetInt32(), test.GetProperty(name)[1].GetInt32());
}
