using Saddle.App.Tests.Support;
using Saddle.Data;
using Saddle.Data.Images;
using Saddle.Metrics;

namespace Saddle.App.Tests.Commands;

/// <summary><c>saddle pictures</c> as a user runs it.</summary>
public sealed class PicturesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Figures_are_means_over_pairs_and_stand_beside_grey_and_the_median()
    {
        Image[] real = [Plain("a", 200, 40, 40), Plain("b", 40, 200, 40), Plain("c", 40, 40, 200)];
        Image[] made = [real[0], Plain("b", 60, 180, 60), Plain("c", 90, 90, 90)];
        Write("real", real);
        Write("made", made);
        var answer = SaddleProcess.Run(_folder.Path, ["pictures", "real", "made", "--json"]).QuietJson();
        var painters = answer.GetProperty("painters").EnumerateArray().ToList();
        Assert.Equal(
            ["made", "grey", "median colour", "honest draw"], painters.Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(3, answer.GetProperty("pictures").GetInt32());
        Assert.Equal(
            real.Zip(made, PictureDifference.Ciede2000).Average(),
            painters[0].GetProperty("ciede2000").GetDouble(),
            1e-9);
        Assert.Equal(1.0 / 3, painters[0].GetProperty("accuracy2").GetDouble(), 1e-12);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, painters[0].GetProperty("psnr").ValueKind); // one is the same

        // grey has no colour at all; of three lightnesses with a colour each, the median is the colour itself
        Assert.Equal(0, painters[1].GetProperty("colourfulness").GetDouble(), 1e-9);
        Assert.True(painters[1].GetProperty("colour_error").GetDouble() > 20);
        Assert.InRange(painters[2].GetProperty("colour_error").GetDouble(), 0, 0.8);
        Assert.InRange(painters[2].GetProperty("colourfulness_ratio").GetDouble(), 0.97, 1.03);
        Assert.InRange(painters[3].GetProperty("colour_error").GetDouble(), 0, 0.8);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, painters[1].GetProperty("hue_entropy").ValueKind);
    }

    [Fact]
    public void Folders_that_do_not_pair_are_refused_in_one_line()
    {
        Write("real", [Plain("a", 1, 2, 3), Plain("b", 1, 2, 3)]);
        Write("made", [Plain("a", 1, 2, 3)]);
        var refused = SaddleProcess.Run(_folder.Path, ["pictures", "real", "made"]);
        Assert.Equal(2, refused.Status);
        Assert.Contains("real holds 2 pictures and made 1; expected as many", refused.Error, StringComparison.Ordinal);
    }

    private static Image Plain(string name, byte red, byte green, byte blue)
    {
        var pixels = new byte[3 * 12 * 12];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (red, green, blue);
        }

        return new(12, 12, 3, pixels, name);
    }

    private void Write(string folder, Image[] images)
    {
        var to = Directory.CreateDirectory(Path.Combine(_folder.Path, folder));
        foreach (var image in images)
        {
            File.WriteAllBytes(Path.Combine(to.FullName, $"{image.Name}.png"), PngWriter.Write(image));
        }
    }
}
