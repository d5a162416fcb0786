using Saddle.Data.Sets;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Sets;

/// <summary>SVHN's MATLAB files, as SciPy writes them.</summary>
public sealed class SvhnTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("compressed.mat")]
    [InlineData("plain.mat")]
    public void Images_and_labels_are_read(string name)
    {
        _folder.Write("test_32x32.mat", Peers.Bytes("formats", name));
        using var items = new Svhn(SvhnSplit.Test) { Path = _folder.Path }.Open(new("/nonexistent"), 1);
        Assert.Equal(2, items.Count);
        // the digit 0 is labelled 10
        Assert.Equal([0, 4], Enumerable.Range(0, 2).Select(i => ((ILabelled)items).Label(i)));

        // The array is rows x columns x channels x images in numpy's order, so value (r, c, k, n) was noise ((r 32 + c)
        // 3 + k) 2 + n.
        var noise = Files.Noise(2 * 3 * 32 * 32);
        for (var n = 0; n < 2; n++)
        {
            var expected = Enumerable.Range(0, 3 * 32 * 32).Select(i => noise[(2 * i) + n]);
            Assert.Equal(expected, ((IPictured)items).Images.Read(n).Pixels);
        }
    }

    [Fact]
    public void Damage_is_refused()
    {
        var plain = Peers.Bytes("formats", "plain.mat");
        var packed = Peers.Bytes("formats", "compressed.mat");
        AssertRefused(plain[..100], "cut short");
        AssertRefused(plain[..3000], "cut short");
        AssertRefused(packed[..1000], "cut short");
        AssertRefused([.. packed[..200], .. packed[300..]], string.Empty);
        AssertRefused([.. packed[..136], 0x78, 0xBB, .. packed[138..]], "cannot be read"); // it asks for a dictionary
        AssertRefused([.. "MATLAB 7.3 MAT-file"u8, .. plain[19..]], "version 7.3 (HDF5)");
        AssertRefused(
            [.. plain[..126], (byte)'M', (byte)'I', .. plain[128..]], "not a little-endian MATLAB file of version 5");
        AssertRefused(plain[..128], "it has no array named X");
    }

    private void AssertRefused(byte[] bytes, string problem)
    {
        var path = _folder.Write("test_32x32.mat", bytes);
        var message = Assert.Throws<DataException>(
            () => new Svhn(SvhnSplit.Test) { Path = _folder.Path }.Open(new("/nonexistent"), 1)).Message;
        Assert.StartsWith(path + ": ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
