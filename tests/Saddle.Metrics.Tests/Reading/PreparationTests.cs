using System.Security.Cryptography;
using System.Text.Json;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Images;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Reading;
using Saddle.Metrics.Tests.Golden;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>How images reach networks, against what the tools themselves hand to their first layer.</summary>
public sealed class PreparationTests : TensorTests
{
    private const int Crop = 8;

    // Where the collection's Pillow 13 gives other bytes than Pillow 9.4: the latter's.
    private static readonly Dictionary<(string Image, string Size), string> Pillow94 = new()
    {
        [("grey_75x51", "pil_uint8_bicubic_64x48")] =
            "715904958f2cefcda1b0b0b9d8f7b6ea4ddc1a3c4eee405932deadd0789091a6",
        [("grey_75x51", "pil_uint8_bilinear_64x48")] =
            "d0a2d5e62d4fd302cf57da9dc89dcbf551eeb98cae4da7265c1b8a0c1452c5a4",
    };

    public static TheoryData<string, Preparation, int, PixelRange> Tools => new()
    {
        { "torch_fidelity_inception", new(Resize.LegacyTensorflow), 299, PixelRange.Shifted },
        { "torch_fidelity_clip", new(Resize.LegacyTensorflow), 224, PixelRange.Clip },
        { "torch_fidelity_dinov2", new(Resize.LegacyTensorflow), 224, PixelRange.Imagenet },
        { "torch_fidelity_vgg16", new(Resize.LegacyTensorflow), 224, PixelRange.Imagenet },
        { "torchmetrics_inception_antialias_True", new(Resize.TorchAntialias), 299, PixelRange.Shifted },
        { "torchmetrics_inception_antialias_False", new(Resize.LegacyTensorflow), 299, PixelRange.Shifted },
        { "pytorch_fid_inception", new(Resize.LegacyPytorch), 299, PixelRange.Signed },
        { "cleanfid_clean_inception", new(Resize.Clean), 299, PixelRange.Shifted },
        { "cleanfid_legacy_pytorch_inception", new(Resize.LegacyPytorch), 299, PixelRange.Signed },
        { "dgm_eval_dinov2", new(Resize.PillowBicubic), 224, PixelRange.Imagenet },
        { "dgm_eval_dinov2_clean_resize", new(Resize.Clean), 224, PixelRange.Imagenet },
        { "dgm_eval_clip_size_pair", new(Resize.PillowBicubic), 224, PixelRange.Clip },
        { "dgm_eval_clip_size_one", new(Resize.PillowBicubic, Framing.ShortSide), 224, PixelRange.Clip },
        { "cmmd_pytorch_clip_336", new(Resize.PillowBicubic, Framing.CentreSquare), 336, PixelRange.Clip },
        { "fld_dinov2", new(Resize.PillowBicubic), 224, PixelRange.Imagenet },
        { "fld_clip", new(Resize.PillowBicubic, Framing.ShortSide), 224, PixelRange.Clip },
        { "torchvision_vgg16_weights", new(Resize.PillowBilinear, Framing.ShortSide, 256), 224, PixelRange.Imagenet },
        {
            "torchvision_resnet50_weights_v2", new(Resize.PillowBilinear, Framing.ShortSide, 232), 224,
            PixelRange.Imagenet
        },
        {
            "torchvision_inception_v3_weights", new(Resize.PillowBilinear, Framing.ShortSide, 342), 299,
            PixelRange.Imagenet
        },
    };

    [TorchTheory]
    [MemberData(nameof(Tools))]
    public void An_image_reaches_the_network_as_in_its_tool(
        string tool, Preparation how, int side, PixelRange pixels) =>
        Check(Peers.PathOf("preprocessing"), string.Empty, "coffee_97x131", tool, how, side, pixels);

    [GoldenTheory]
    [MemberData(nameof(Tools))]
    public void Images_of_the_whole_collection_reach_the_network_as_in_its_tool(
        string tool, Preparation how, int side, PixelRange pixels)
    {
        foreach (var image in new[] { "coffee_97x131", "cat_64", "grey_75x51" })
        {
            var folder = Path.Combine(GoldenTheoryAttribute.Folder, "images");
            Check(folder, "preprocessed_crops_", image, tool, how, side, pixels);
        }
    }

    [GoldenTheory]
    [InlineData("pil_uint8_bicubic", Resize.PillowBicubic)]
    [InlineData("pil_uint8_bilinear", Resize.PillowBilinear)]
    public void Every_byte_is_pillows(string name, Resize resize)
    {
        var folder = GoldenTheoryAttribute.Folder;
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "golden.json")));
        var count = 0;
        foreach (var image in golden.RootElement.GetProperty("images/resize").EnumerateObject())
        {
            var picture = Read(Path.Combine(folder, "images", $"{image.Name}.png")).ToRgb();
            foreach (var found in image.Value.EnumerateObject()
                .Where(f => f.Name.StartsWith($"{name}_", StringComparison.Ordinal)))
            {
                var size = found.Name[(name.Length + 1)..].Split('x').Select(int.Parse).ToArray();
                var made = resize.Apply(picture, size[1], size[0]);
                var isGrey = image.Name.StartsWith("grey", StringComparison.Ordinal); // one channel there
                var bytes = isGrey ? [.. made.Pixels.Where((_, i) => i % 3 == 0)] : made.Pixels;
                var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
                Assert.Equal(sha256, Pillow94.GetValueOrDefault((image.Name, found.Name)) ?? Sha256Of(found.Value));
                count++;
            }
        }

        Assert.True(count >= 15, $"only {count} images were compared");
    }

    private static void Check(
        string folder, string prefix, string image, string tool, Preparation how, int side, PixelRange pixels)
    {
        using var crops = NpzReader.Open(Path.Combine(folder, $"{prefix}{image}.npz"));
        if (!crops.Names.Contains(tool, StringComparer.Ordinal))
        {
            return; // a tool whose network takes a picture of this size as another one does
        }

        var expected = crops.Read(tool, array => array.ReadDoubles());
        var prepared = new float[3 * side * side];
        how.Apply(Read(Path.Combine(folder, $"{image}.png")).ToRgb(), side, prepared);
        var given = pixels.Apply(Tensor.From<float>(prepared, [1, 3, side, side])).ToArray<float>();
        // Bytes are the same; where resizing is in floats, within 5e-4 of a step between pixel values.
        var tolerance = how.Resize is Resize.PillowBicubic or Resize.PillowBilinear ? 1e-6 : 1e-5;
        var places = new[] { 0, (side / 2) - (Crop / 2), side - Crop };
        var at = 0;
        foreach (var place in places)
        {
            for (var i = 0; i < 3 * Crop * Crop; i++)
            {
                var (channel, y, x) = (i / (Crop * Crop), i / Crop % Crop, i % Crop);
                var value = given[(((channel * side) + place + y) * side) + place + x];
                Assert.Equal(expected[at++], value, tolerance);
            }
        }

        Assert.Equal(expected.Length, at);
    }

    private static string? Sha256Of(JsonElement figures) => figures.GetProperty("sha256").GetString();

    private static Image Read(string path) => ImageDecoder.Decode(File.ReadAllBytes(path), path);
}
