using System.CommandLine;
using System.Net;
using Saddle.App.Output;
using Saddle.Catalog;
using Spectre.Console;

namespace Saddle.App.Laboratory;

/// <summary><c>saddle serve</c>: the browser laboratory.</summary>
[Command("serve", "opens the browser laboratory on this machine", "serve --port 7000")]
public sealed class ServeCommand : AppCommand
{
    private readonly Option<long> _port;
    private readonly Option<string> _host;
    private readonly Option<string> _runs;

    /// <summary>Declares the options.</summary>
    public ServeCommand()
    {
        _port = DeclareCount("--port", "the port; 0 for any free one", 7000, 0, 65535);
        _host = DeclareText(
            "--host",
            "the address to listen on; on any but this machine's own, visitors need a token",
            "127.0.0.1");
        _runs = DeclareText("--runs", "the folder of training runs", "runs");
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!IPAddress.TryParse(call.Get(_host), out var host))
        {
            throw new SettingsException($"--host {call.Get(_host)}: expected an address, such as 127.0.0.1 or 0.0.0.0");
        }

        if (string.IsNullOrWhiteSpace(call.Get(_runs)))
        {
            throw new SettingsException($"--runs {call.Get(_runs)}: expected a folder");
        }

        Serve(call, host).GetAwaiter().GetResult();
        return ExitStatus.Done;
    }

    private async Task Serve(Invocation call, IPAddress host)
    {
        await using var laboratory = await Open(host, (int)call.Get(_port), call.Get(_runs));
        call.Out.Result(
            new { laboratory.Address },
            console => console.WriteLine($"the laboratory is open at {laboratory.Address} (Ctrl-C closes it)"));
        try
        {
            await Task.Delay(Timeout.Infinite, call.Cancellation);
        }
        catch (OperationCanceledException)
        {
            Terminal.Note("closed");
        }
    }

    private static async Task<Server> Open(IPAddress host, int port, string runs)
    {
        try
        {
            return await Server.Open(host, port, runs);
        }
        catch (Exception taken) when (taken is IOException or System.Net.Sockets.SocketException)
        {
            throw new SettingsException(
                $"--port {port}: cannot listen there ({taken.Message.ReplaceLineEndings(" ")})");
        }
    }
}
