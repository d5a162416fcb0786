using System.IO.Compression;
using Saddle.Catalog;
using Saddle.Papers.Becker2023;

namespace Saddle.Papers.Tests;

/// <summary>Reading ten digits from MNIST's training files, on small files made here.</summary>
public sealed class MnistDigitsTests : IDisposable
{
    private const int Size = 28 * 28;
    private static readonly byte[] Labels = [3, 1, 4, 1, 5, 9, 2, 6, 5, 8, 7, 0, 0];

    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-mnist-").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_first_image_of_each_digit_is_read(bool compressed)
    {
        Write(compressed);
        var digits = MnistDigits.Read(_folder);
        Assert.Equal(10, digits.Count);
        Assert.All(Enumerable.Range(0, 10), digit => Assert.Equal(
            Enumerable.Range(0, Size).Select(pixel => Pixel(Array.IndexOf(Labels, (byte)digit), pixel) / 255.0),
            digits[digit]));
    }

    [Fact]
    public void The_claim_runs_on_the_digits_that_it_is_given()
    {
        // Ten times the same digit: one and the same is the nearest of all points, which covers one of ten.
        double[][] same = [.. Enumerable.Repeat(Digits.All()[8], 10)];
        var finding = new DigitPoints().Measure(new(Full: false, Seed: 1, CancellationToken.None) { Digits = same });
        Assert.All(finding.Table!.Rows, row => Assert.Equal("1, 1, 1", row[^1]));
        Assert.Contains(finding.Settings, s => s.Value.Contains("MNIST", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("labels absent", "there is neither train-labels-idx1-ubyte nor train-labels-idx1-ubyte.gz")]
    [InlineData("images absent", "there is neither train-images-idx3-ubyte nor train-images-idx3-ubyte.gz")]
    [InlineData("no seven", "no label is 7")]
    [InlineData("short", "ends too early")]
    [InlineData("floats", "not an IDX file of unsigned bytes in 3 dimensions: it starts with 00000D03")]
    [InlineData("too large", "impossible dimensions")]
    [InlineData("other size", "images of 14 x 28 pixels, expected 28 x 28")]
    [InlineData("fewer images", "11 images, but 13 labels")]
    [InlineData("no gzip", "train-images-idx3-ubyte.gz: ")]
    public void What_is_wrong_is_said_in_one_line(string damage, string expected)
    {
        Write(compressed: false);
        var (images, labels) = (Path.Combine(_folder, "train-images-idx3-ubyte"), Path.Combine(_folder, "train-labels-idx1-ubyte"));
        Action harm = damage switch
        {
            "labels absent" => () => File.Delete(labels),
            "images absent" => () => File.Delete(images),
            "no seven" => () => Edit(labels, bytes => bytes[8 + 10] = 1),
            "short" => () => File.WriteAllBytes(images, File.ReadAllBytes(images)[..5000]),
            "floats" => () => Edit(images, bytes => bytes[2] = 0x0D),
            "too large" => () => Edit(images, bytes => bytes.AsSpan(8, 8).Fill(0x7F)),
            "other size" => () => Edit(images, bytes => bytes[11] = 14),
            "fewer images" => () => Edit(images, bytes => bytes[7] = 11),
            _ => () => File.Move(images, images + ".gz"),
        };
        harm();
        var message = Assert.Throws<SettingsException>(() => MnistDigits.Read(_folder)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte Pixel(int image, int pixel) => (byte)((37 * image) + (pixel * pixel));

    private static void Edit(string path, Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(path);
        change(bytes);
        File.WriteAllBytes(path, bytes);
    }

    private void Write(bool compressed)
    {
        Write("train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, (byte)Labels.Length, .. Labels], compressed);
        var pixels = Labels.SelectMany((_, image) => Enumerable.Range(0, Size).Select(pixel => Pixel(image, pixel)));
        Write("train-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, (byte)Labels.Length, 0, 0, 0, 28, 0, 0, 0, 28, .. pixels], compressed);
    }

    private void Write(string name, byte[] bytes, bool compressed)
    {
        using var file = File.Create(Path.Combine(_folder, compressed ? name + ".gz" : name));
        using Stream stream = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(bytes);
    }
}
