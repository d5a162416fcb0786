using Saddle.Data.Formats;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests.Formats;

/// <summary>LMDB files, as LMDB writes them.</summary>
public sealed class LmdbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_come_in_the_order_of_their_keys()
    {
        using var lmdb = Lmdb.Open(_folder.Write("data.mdb", Peers.Bytes("formats", "lmdb", "data.mdb")));
        int[] keys = [.. Enumerable.Range(0, 300).Where(key => key != 123)];
        Assert.Equal(keys.Length, lmdb.Count);
        for (var i = keys.Length - 1; i >= 0; i--)
        {
            var length = keys[i] * keys[i] % (keys[i] % 15 == 0 ? 9001 : 97);
            Assert.Equal(Files.Noise(length), lmdb.Read(i, 10_000));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => lmdb.Read(keys.Length, 10_000));
        Assert.Contains(
            "at most 10 are expected",
            Assert.Throws<DataException>(() => lmdb.Read(60, 10)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_refused()
    {
        var file = Peers.Bytes("formats", "lmdb", "data.mdb");
        AssertRefused([], "cut short");
        AssertRefused(file[..4200], "cut short");
        AssertRefused(file[..8192], "it refers to page");
        AssertRefused(Files.Noise(10_000), "does not begin as LMDB");

        void AssertRefused(byte[] bytes, string problem)
        {
            var path = _folder.Write("data.mdb", bytes);
            var message = Assert.Throws<DataException>(() => Lmdb.Open(path)).Message;
            Assert.StartsWith(path + ": ", message, StringComparison.Ordinal);
            Assert.Contains(problem, message, StringComparison.Ordinal);
        }
    }
}
