using System.CommandLine;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Metrics.Extractors;

namespace Saddle.App.Commands;

/// <summary>
/// <c>saddle weights list|get|verify</c>: where the networks of extractors are looked for, and the weights of
/// FID-Inception.
/// </summary>
[Command(
    "weights",
    "lists networks and where they are looked for; downloads the weights of FID-Inception, or checks them",
    "weights list")]
public sealed class WeightsCommand : AppCommand
{
    private readonly Argument<string> _what;
    private readonly Argument<string?> _file;
    private readonly Option<string?> _from;

    /// <summary>Declares the options.</summary>
    public WeightsCommand()
    {
        _what = DeclareArgument<string>("what", "list, get or verify");
        _file = DeclareArgument<string?>(
            "file",
            "with verify: the file (default: where get puts it)",
            ArgumentArity.ZeroOrOne);
        _from = DeclareText("--from", "with get: a folder, or the address of one, that has the file");
    }

    /// <inheritdoc/>
    protected override int Run(Invocation call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var what = call.Get(_what);
        if ((call.Get(_file) is not null && what is ("list" or "get"))
            || (call.Get(_from) is not null && what != "get"))
        {
            throw new SettingsException(
                $"weights {what}: takes no {(call.Get(_from) is null ? "file" : "--from")}; "
                + "expected 'weights list', 'weights get --from FOLDER' or 'weights verify FILE'");
        }

        return what switch
        {
            "list" => List(call),
            "get" => Get(call),
            "verify" => Verify(call),
            var other => throw SettingsException.Unknown("what 'weights' does", other, ["list", "get", "verify"]),
        };
    }

    private static int List(Invocation call)
    {
        var where = DataFolder.FromEnvironment();
        NetworkFile[] all =
        [
            NetworkFile.Standard(where),
            .. Catalog<Extractor>.Entries
                .Select(entry => entry.Create(new Dictionary<string, string>(StringComparer.Ordinal)))
                .OfType<PublishedNetwork>()
                .Select(network => NetworkFile.Of(network, where)),
        ];
        call.Result(new { Weights = all }, console =>
        {
            var text = console.Profile.Out.Writer;
            text.WriteLine(
                $"{Extractor.Usual} comes with Saddle. The others are files, looked for in the folders below.");
            foreach (var network in all)
            {
                network.Write(text);
            }
        });
        return ExitStatus.Done;
    }

    private int Get(Invocation call)
    {
        var folder = StandardWeights.Folder(DataFolder.FromEnvironment());
        try
        {
            call.Clock.Begin("downloading");
            using var progress = Terminal.Progress(StandardWeights.Download.FileName);
            StandardWeights.Download.Get(folder, call.Get(_from), progress, call.Cancellation);
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            Terminal.Say("interrupted; nothing is kept");
            return ExitStatus.Interrupted;
        }

        return Verify(call);
    }

    private int Verify(Invocation call)
    {
        var file = call.Get(_file) ?? StandardWeights.Find(DataFolder.FromEnvironment());
        call.Clock.Begin("checking");
        var (sha256, expected) = (InputFile.Sha256Of(file), StandardWeights.Download.Sha256!);
        var published = sha256 == expected;
        call.Result(new { File = file, Sha256 = sha256, Published = expected, Matches = published }, console =>
            console.Profile.Out.Writer.WriteLine(
                $"{file}: SHA-256 {sha256}, "
                + $"{(published ? "as published" : $"where the published file has {expected}")}"));
        return published ? ExitStatus.Done : ExitStatus.Failed;
    }
}
