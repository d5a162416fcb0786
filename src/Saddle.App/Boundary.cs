namespace Saddle.App;

/// <summary>
/// Where every failure ends: in one line on standard error and an exit status, and where it is unexpected in a crash
/// report too; never in a trace.
/// </summary>
internal static class Boundary
{
    /// <summary>Runs the program.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="run">What the program does; its result is the exit status.</param>
    /// <param name="errors">Where the line goes.</param>
    /// <param name="cancellation">Whether the user asked it to stop.</param>
    /// <returns>The exit status.</returns>
    public static int Run(
        IReadOnlyList<string> args, Func<int> run, TextWriter errors, CancellationToken cancellation)
    {
        // What is thrown on a thread of its own can be caught by nobody, and would end the program with a trace.
        AppDomain.CurrentDomain.UnhandledException += End;
        try
        {
            return run();
        }
        catch (Exception failure)
        {
            return Tell(failure);
        }
        finally
        {
            AppDomain.CurrentDomain.UnhandledException -= End;
        }

        void End(object sender, UnhandledExceptionEventArgs thrown)
        {
            if (thrown.ExceptionObject is Exception failure)
            {
                Environment.Exit(Tell(failure));
            }
        }

        int Tell(Exception exception)
        {
            var failure = Failure.From(exception, cancellation.IsCancellationRequested);
            var report = failure.IsUnexpected
                ? $"; {CrashReport.Write(exception, args, TimeProvider.System.GetUtcNow())}"
                : null;
            errors.WriteLine($"saddle: {failure.Message}{report}");
            return failure.Status;
        }
    }
}
