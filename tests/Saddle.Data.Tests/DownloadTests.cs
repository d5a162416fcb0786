using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Saddle.Catalog;
using Saddle.Data.Tests.Support;

namespace Saddle.Data.Tests;

/// <summary>Downloads come from a folder or an address, are checked, and leave nothing damaged.</summary>
public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] Content = Files.Noise(300_000);

    private readonly TemporaryFolder _mirror = new();
    private readonly TemporaryFolder _folder = new();

    public DownloadTests() => _mirror.Write("a.bin", Content);

    public void Dispose()
    {
        _mirror.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("file://")]
    public void A_folder_can_be_the_mirror(string scheme)
    {
        Assert.Equal(DownloadOutcome.Verified, File(Hash).Get(_folder.At("new"), scheme + _mirror.Path, null, default));
        Assert.Equal(Content, System.IO.File.ReadAllBytes(_folder.At("new", "a.bin")));
        Assert.Equal(DownloadOutcome.AlreadyThere, File(Hash).Get(_folder.At("new"), "/nonexistent", null, default));
    }

    [Fact]
    public void Without_a_checksum_it_says_so() =>
        Assert.Equal(DownloadOutcome.Unverified, File(null).Get(_folder.Path, _mirror.Path, null, default));

    [Fact]
    public void Another_file_is_refused_and_not_kept()
    {
        var refusal = Assert.Throws<DataException>(
            () => File(new string('0', 64)).Get(_folder.Path, _mirror.Path, null, default));
        Assert.Contains(
            $"its SHA-256 is {Hash}, where the published file's is 000", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("//")]
    [InlineData("data:,x")]
    [InlineData("gopher:x")]
    public async Task A_redirect_to_what_is_no_address_of_the_web_is_refused(string location)
    {
        var refusal = await Assert.ThrowsAsync<DataException>(
            () => Serve($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nConnection: close\r\n\r\n", []));
        Assert.Contains("cannot be had", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        var refusal = Assert.Throws<DataException>(
            () => File(Hash).Get(_folder.Path, _folder.At("none"), null, default));
        Assert.Contains("cannot be had", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void An_interruption_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        var progress = new Stop(stop);
        Assert.Throws<OperationCanceledException>(
            () => File(Hash).Get(_folder.Path, _mirror.Path, progress, stop.Token));
        Assert.True(progress.Share is > 0 and < 1);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public async Task An_address_can_be_the_mirror_and_a_broken_connection_leaves_nothing()
    {
        Assert.Equal(DownloadOutcome.Verified, await Serve(Content.Length, Content));
        System.IO.File.Delete(_folder.At("a.bin"));
        var refusal = await Assert.ThrowsAsync<DataException>(() => Serve(Content.Length, Content[..1000]));
        Assert.Contains("cannot be had", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\nthe beginning")]
    public async Task A_server_that_falls_silent_is_given_up_and_can_be_interrupted(string said)
    {
        using var server = new SilentServer(said);
        var hasty = File(Hash) with { Patience = TimeSpan.FromMilliseconds(300) };
        var refusal = await Assert.ThrowsAsync<DataException>(
            () => Task.Run(() => hasty.Get(_folder.Path, server.Address, null, default)));
        Assert.Contains("nothing came for 0.3 s", refusal.Message, StringComparison.Ordinal);

        using var stop = new CancellationTokenSource();
        var patient = Task.Run(() => File(Hash).Get(_folder.Path, server.Address, null, stop.Token));
        await server.Asked(2);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => patient);
        Assert.Empty(_folder.Names);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 300000\r\nConnection: close\r\n\r\n")]
    public async Task What_is_longer_than_the_published_file_is_not_written_to_its_end(string head)
    {
        var refusal = await Assert.ThrowsAsync<DataException>(
            () => Serve(head, Content, File(Hash) with { Length = 200_000 }));
        Assert.Contains(
            "longer than the 200000 bytes of the published file", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void A_pipe_in_the_place_of_the_file_is_refused()
    {
        using var pipe = System.Diagnostics.Process.Start("mkfifo", [_mirror.At("pipe")]);
        pipe.WaitForExit();
        var refusal = Assert.Throws<DataException>(
            () => (File(Hash) with { FileName = "pipe" }).Get(_folder.Path, _mirror.Path, null, default));
        Assert.Contains("regular file", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void Every_download_has_a_name_an_address_and_a_checksum_or_says_that_none_is_known()
    {
        var sets = Catalog<DataSet>.Entries.Select(
            e => e.Create(new Dictionary<string, string>(StringComparer.Ordinal)))
            .OfType<StoredDataSet>()
            .ToList();
        Assert.Contains(sets, set => set.Downloads.Count > 0);
        foreach (var download in sets.SelectMany(set => set.Downloads))
        {
            Assert.EndsWith("/" + download.FileName, download.Url.ToString(), StringComparison.Ordinal);
            Assert.True(
                download.Sha256 is null
                    || (download.Sha256.Length == 64 && download.Sha256.All(char.IsAsciiHexDigitLower)),
                download.FileName);
            Assert.InRange(download.Length ?? 1, 1, 1L << 40);
        }

        Assert.All(
            sets.Where(set => set.Downloads.Count == 0 && set.FolderName == set.Name),
            set => Assert.Contains("path=", set.HowToGet, StringComparison.Ordinal));
    }

    private static string Hash => Convert.ToHexStringLower(SHA256.HashData(Content));

    private static Download File(string? sha256) => new("a.bin", new Uri("http://127.0.0.1:1/a.bin"), sha256);

    /// <summary>A server for one request, which closes the connection after some bytes.</summary>
    private Task<DownloadOutcome> Serve(int declared, byte[] body) =>
        Serve($"HTTP/1.1 200 OK\r\nContent-Length: {declared}\r\nConnection: close\r\n\r\n", body);

    private async Task<DownloadOutcome> Serve(string head, byte[] body, Download? file = null)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var download = Task.Run(
            () =>
                (file ?? File(Hash))
                    .Get(_folder.Path, $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/", null, default));
        using (var client = await server.AcceptTcpClientAsync())
        {
            var stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[4096]);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(head));
            await stream.WriteAsync(body);
        }

        return await download;
    }

    /// <summary>A server that says the same to everybody, and then nothing more.</summary>
    private sealed class SilentServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<TcpClient> _clients = [];
        private readonly SemaphoreSlim _asked = new(0);

        public SilentServer(string said)
        {
            _listener.Start();
            _ = Answer(said);
        }

        public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

        public async Task Asked(int times)
        {
            for (var i = 0; i < times; i++)
            {
                await _asked.WaitAsync();
            }
        }

        public void Dispose()
        {
            _listener.Dispose();
            _clients.ForEach(client => client.Dispose());
            _asked.Dispose();
        }

        private async Task Answer(string said)
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                _ = await client.GetStream().ReadAsync(new byte[4096]);
                await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(said));
                _asked.Release();
            }
        }
    }

    private sealed class Stop(CancellationTokenSource stop) : IProgress<double>
    {
        public double Share { get; private set; }

        public void Report(double value)
        {
            Share = value;
            stop.Cancel();
        }
    }
}
