using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Saddle.App.Output;
using Saddle.Catalog;

namespace Saddle.App.Laboratory;

/// <summary><c>saddle serve</c>: the browser laboratory.</summary>
[Command("serve", "opens the browser laboratory on this machine", "serve --port 7000")]
public sealed class ServeCommand : AppCommand
{
    private readonly Option<long> _port;
    private readonly Option<string> _host;
    private readonly Option<string> _runs;
    private readonly Option<bool> _noToken;
    private readonly Option<bool> _trust;

    /// <summary>Declares the options.</summary>
    public ServeCommand()
    {
        _port = DeclareCount("--port", "the port; 0 for any free one", 7000, 0, 65535);
        _host = DeclareText(
            "--host",
            "the address to listen on, or a name of this machine; 0.0.0.0 for all its addresses",
            "127.0.0.1");
        _runs = DeclareText("--runs", "the folder of training runs", "runs");
        _noToken = DeclareFlag(
            "--no-token",
            "asks visitors for no token: whoever reaches the address can look at the runs and train more; "
            + $"otherwise the environment variable {Token.Variable} chooses the token, or it is drawn");
        _trust = DeclareFlag(
            "--trust",
            "lets the runs here run the programs that they name, the TorchScript of watched scripts say, whoever asks");
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (string.IsNullOrWhiteSpace(call.Get(_runs)))
        {
            throw new SettingsException($"--runs {call.Get(_runs)}: expected a folder");
        }

        Serve(call).GetAwaiter().GetResult();
        return ExitStatus.Done;
    }

    private async Task Serve(Invocation call)
    {
        var token = call.Get(_noToken) ? null : Token.ChosenOrDrawn();
        await using var laboratory = await Open(call, token);
        Terminal.Warn(token is null
            ? "--no-token: every user of this machine, and whoever else reaches the address, can look at the runs here "
                + "and train more as you"
            : null);
        call.Out.Result(
            new { laboratory.Address, laboratory.FromElsewhere, Token = token },
            console =>
            {
                // Not wrapped by us: an address in two lines could not be pasted.
                var lines = console.Profile.Out.Writer;
                lines.WriteLine($"the laboratory is open at {laboratory.Address} (Ctrl-C closes it)");
                if (laboratory.FromElsewhere is { } other)
                {
                    lines.WriteLine($"and from other machines at {other}");
                }
            });
        try
        {
            await Task.Delay(Timeout.Infinite, call.Cancellation);
        }
        catch (OperationCanceledException)
        {
            Terminal.Note("closed");
        }
    }

    private async Task<Server> Open(Invocation call, string? token)
    {
        var (host, port) = (call.Get(_host), call.Get(_port));
        try
        {
            return await Server.Open(Listened(host), (int)port, call.Get(_runs), token, isTrusting: call.Get(_trust));
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            throw new SettingsException(
                $"--host {host} --port {port}: cannot listen there ({taken.Message.ReplaceLineEndings(" ")})");
        }
    }

    private static IPAddress Listened(string host)
    {
        try
        {
            return IPAddress.TryParse(host, out var address)
                ? address
                : Dns.GetHostAddresses(host).OrderBy(a => a.AddressFamily != AddressFamily.InterNetwork).First();
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException or InvalidOperationException)
        {
            throw new SettingsException(
                $"--host {host}: expected an address or a name of this machine, such as 127.0.0.1, localhost, 0.0.0.0");
        }
    }
}
