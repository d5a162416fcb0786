using System.Runtime.InteropServices;
using Saddle;
using Saddle.App;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;

// Ctrl-C and a polite kill ask the command to stop and keep what it has; a second one ends the program at once.
using var cancellation = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

// An entry that is declared wrongly is left out; whoever wrote it learns here what to mend.
Declarations.Reporter = error => Console.Error.WriteLine($"saddle: {error}");

try
{
    return CommandLine.Run(args, cancellation.Token);
}
catch (SettingsException bad)
{
    return Fail(bad.Message, ExitStatus.BadInput);
}
catch (DataException bad)
{
    return Fail(bad.Message, ExitStatus.BadInput);
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
{
    // A disk that is full, a folder that was taken away.
    return Fail(failure.Message.ReplaceLineEndings(" "), ExitStatus.BadInput);
}
catch (MissingComponentException missing)
{
    return Fail(missing.Message, ExitStatus.MissingComponent);
}

void Stop(PosixSignalContext context)
{
    context.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}

static int Fail(string message, int status)
{
    Terminal.Say(message);
    return status;
}
