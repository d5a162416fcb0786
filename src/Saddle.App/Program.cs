using System.Runtime.InteropServices;
using Saddle.App;
using Saddle.App.Output;
using Saddle.App.Shards;
using Saddle.Catalog;

// Ctrl-C, a terminal that is closed and a polite kill ask the command to stop and keep what it has; a second one ends
// the program at once.
using var cancellation = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

if (!Console.IsOutputRedirected)
{
    Console.SetOut(new TerminalWriter(Console.Out));
}

if (!Console.IsErrorRedirected)
{
    Console.SetError(new TerminalWriter(Console.Error));
}

// An entry that is declared wrongly is left out; whoever wrote it learns here what to mend.
Declarations.Reporter = error => Console.Error.WriteLine($"saddle: {error}");

return Boundary.Run(
    args,
    () => args is [ShardWorker.Argument]
        ? ShardWorker.Serve(Console.In, cancellation.Token)
        : CommandLine.Run(args, cancellation.Token),
    Console.Error,
    cancellation.Token);

void Stop(PosixSignalContext context)
{
    context.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
