using System.IO.Compression;
using Saddle.Catalog;
using Saddle.Data;
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
        var finding = new DigitPoints().Find(new(Full: false, Seed: 1, CancellationToken.None) { Digits = same });
        Assert.All(finding.Table!.Rows, row => Assert.Equal("1, 1, 1", row[^1]));
        Assert.Contains(finding.Settings, s => s.Value.Contains("MNIST", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("labels absent", "there is neither train-labels-idx1-ubyte nor train-labels-idx1-ubyte.gz")]
    [InlineData("images absent", "mnist needs train-images-idx3-ubyte or train-images-idx3-ubyte.gz here")]
    [InlineData("no seven", "no label is 7")]
    [InlineData("short", "header declares 10192 bytes of data (13 x 28 x 28), but 4984 follow")]
    [InlineData(
        "floats",
        "it begins with 0x00000D03, where IDX of unsigned bytes in 3 dimensions begins with 0x00000803")]
    [InlineData("too large", "dimension 2 is declared as 2139062143")]
    [InlineData("other size", "an image of 28 x 14 pixels, expected 28 x 28")]
    [InlineData("fewer images", "13 labels for the 11 images")]
    [InlineData("no gzip", "train-images-idx3-ubyte: the gzip compression is damaged")]
    public void What_is_wrong_is_said_in_one_line(string damage, string expected)
    {
        Write(compressed: false);
        var images = Path.Combine(_folder, "train-images-idx3-ubyte");
        var labels = Path.Combine(_folder, "train-labels-idx1-ubyte");
        Action harm = damage switch
        {
            "labels absent" => () => File.Delete(labels),
            "images absent" => () => File.Delete(images),
            "no seven" => () => Edit(labels, bytes => bytes[8 + 10] = 1),
            "short" => () => File.WriteAllBytes(images, File.ReadAllBytes(images)[..5000]),
            "floats" => () => Edit(images, bytes => bytes[2] = 0x0D),
            "too large" => () => Edit(images, bytes => bytes.AsSpan(8, 8).Fill(0x7F)),
            "other size" => () => Cut(images, at: 11, value: 14, length: 16 + (Labels.Length * Size / 2)),
            "fewer images" => () => Cut(images, at: 7, value: 11, length: 16 + (11 * Size)),
            _ => () => Edit(images, bytes => (bytes[0], bytes[1]) = (0x1F, 0x8B)),
        };
        harm();
        var refusal = Record.Exception(() => MnistDigits.Read(_folder));
        Assert.True(refusal is SettingsException or DataException, $"{refusal}");
        var message = refusal.Message;
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

    /// <summary>Changes a byte of a file, and cuts the file off.</summary>
    private static void Cut(string path, int at, byte value, int length)
    {
        var bytes = File.ReadAllBytes(path)[..length];
        bytes[at] = value;
        File.WriteAllBytes(path, bytes);
    }

    private void Write(bool compressed)
    {
        Write("train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, (byte)Labels.Length, .. Labels], compressed);
        var pixels = Labels.SelectMany((_, image) => Enumerable.Range(0, Size).Select(pixel => Pixel(image, pixel)));
        byte[] header = [0, 0, 8, 3, 0, 0, 0, (byte)Labels.Length, 0, 0, 0, 28, 0, 0, 0, 28];
        Write("train-images-idx3-ubyte", [.. header, .. pixels], compressed);
    }

    private void Write(string name, byte[] bytes, bool compressed)
    {
        using var file = File.Create(Path.Combine(_folder, compressed ? name + ".gz" : name));
        using Stream stream = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(bytes);
    }
}
