using System.Net;
using System.Text;
using Saddle.App.Laboratory;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Laboratory;

/// <summary>A laboratory on a free port, with a runs folder of its own, and a client that is not a browser.</summary>
internal sealed class OpenLaboratory : IAsyncDisposable
{
    public const string Secret = "the-token-of-the-tests";

    private readonly TemporaryFolder _folder = new();

    private OpenLaboratory()
    {
    }

    public Server Server { get; private set; } = null!;

    public HttpClient Client { get; } =
        new(new SocketsHttpHandler { UseCookies = false }) { Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>The folder of the runs.</summary>
    public string Runs => _folder.At("runs");

    /// <summary>What lies in the folder around the runs.</summary>
    public IReadOnlyList<string> Left => _folder.Left;

    /// <summary>Opens one; its client shows the token.</summary>
    public static async Task<OpenLaboratory> Open(
        IPAddress? host = null,
        string? token = Secret,
        string? program = null)
    {
        var open = new OpenLaboratory();
        open.Server = await Server.Open(
            host ?? IPAddress.Loopback,
            0,
            open.Runs,
            token,
            program ?? Path.Combine(SaddleProcess.AppFolder, "Saddle.App.dll"));
        open.Client.BaseAddress = new Uri(open.Server.Address.GetLeftPart(UriPartial.Authority));
        open.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return open;
    }

    /// <summary>Posts JSON.</summary>
    public Task<HttpResponseMessage> Post(string path, string json) =>
        Client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Waits until nothing is being computed.</summary>
    public async Task Rest()
    {
        for (var i = 0; Server.Jobs.Running.Count > 0; i++)
        {
            Assert.True(i < 600, $"still running: {string.Join(", ", Server.Jobs.Running)}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
