using System.Runtime.InteropServices;
using Saddle.App;
using Saddle.Catalog;

// Ctrl-C and a polite kill ask the command to stop and keep what it has; a second one ends the program at once.
using var cancellation = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

// An entry that is declared wrongly is left out; whoever wrote it learns here what to mend.
Declarations.Reporter = error => Console.Error.WriteLine($"saddle: {error}");

return Boundary.Run(args, () => CommandLine.Run(args, cancellation.Token), Console.Error, cancellation.Token);

void Stop(PosixSignalContext context)
{
    context.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
