using System.Reflection;
using Microsoft.Data.Sqlite;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.App;

/// <summary>What the user is told of a failure: one line, and the exit status that it ends the program with.</summary>
/// <param name="Message">What is wrong, where, and what was expected.</param>
/// <param name="Status">The exit status.</param>
internal sealed record Failure(string Message, int Status)
{
    private const int Unexpected = -1; // no exit status: the program's is that of a failed check

    // https://www.sqlite.org/rescode.html: what the disk or the file is to blame for, not the statement.
    private static readonly int[] FaultsOfFiles =
    [
        SQLitePCL.raw.SQLITE_PERM, SQLitePCL.raw.SQLITE_BUSY, SQLitePCL.raw.SQLITE_LOCKED, SQLitePCL.raw.SQLITE_NOMEM,
        SQLitePCL.raw.SQLITE_READONLY, SQLitePCL.raw.SQLITE_IOERR, SQLitePCL.raw.SQLITE_CORRUPT,
        SQLitePCL.raw.SQLITE_FULL, SQLitePCL.raw.SQLITE_CANTOPEN, SQLitePCL.raw.SQLITE_TOOBIG,
        SQLitePCL.raw.SQLITE_AUTH, SQLitePCL.raw.SQLITE_NOTADB,
    ];

    /// <summary>Whether it is a defect of the program, not of what it was given or of the machine.</summary>
    public bool IsUnexpected { get; private init; }

    /// <summary>What an exception means to the user.</summary>
    /// <param name="exception">The exception; of one that only wraps others, what it wraps.</param>
    /// <param name="isStopped">Whether the user asked the program to stop.</param>
    public static Failure From(Exception exception, bool isStopped = false)
    {
        var cause = Cause(exception);
        var (message, status) = cause switch
        {
            SettingsException or DataException => (cause.Message, ExitStatus.BadInput),
            LostProcessException => (cause.Message, ExitStatus.Failed),
            MissingComponentException => (cause.Message, ExitStatus.MissingComponent),
            OperationCanceledException when isStopped => ("interrupted", ExitStatus.Interrupted),

            // A disk that is full, a folder that was taken away.
            IOException or UnauthorizedAccessException => (cause.Message, ExitStatus.BadInput),
            SqliteException sqlite when FaultsOfFiles.Contains(sqlite.SqliteErrorCode) =>
                ($"a table cannot be read or written ({cause.Message})", ExitStatus.BadInput),
            OutOfMemoryException => (TooLarge(cause.Message), ExitStatus.BadInput),
            TorchException { IsOutOfMemory: true } torch => (TooLarge(torch.Reason), ExitStatus.BadInput),
            TorchException { IsOutOfRange: true } torch =>
                (
                    $"a number is beyond the precision's range ({torch.Reason}); "
                        + "expected smaller settings, or precision float64",
                    ExitStatus.BadInput),
            TorchException torch => (Defect(torch, torch.Reason, "libtorch"), Unexpected),
            _ => (Defect(cause, cause.Message, cause.GetType().Name), Unexpected),
        };
        return status == Unexpected
            ? new(OneLine(message), ExitStatus.Failed) { IsUnexpected = true }
            : new(OneLine(message), status);
    }

    /// <summary>A text on one line, without what a terminal would obey, and not without end.</summary>
    /// <param name="text">The text.</param>
    internal static string OneLine(string text) => Printable.Message(text).Trim();

    // Of an entry's own code, who wrote it learns here which.
    private static string Defect(Exception cause, string said, string what) =>
        Failures.Blame(cause, said) ?? $"unexpected: {what}: {said}";

    private static string TooLarge(string what) =>
        $"the memory does not suffice ({what}); expected smaller networks, batches or features, or fewer of them";

    // What parallel loops, reflection and first uses of a type wrap around what was thrown.
    private static Exception Cause(Exception exception) => exception switch
    {
        AggregateException several when several.InnerExceptions.Count > 0 => several.Flatten().InnerExceptions
            .Select(Cause)
            .OrderBy(cause => cause is OperationCanceledException)
            .First(),
        TargetInvocationException { InnerException: { } inner } => Cause(inner),
        TypeInitializationException { InnerException: { } inner } => Cause(inner),
        _ => exception,
    };
}
