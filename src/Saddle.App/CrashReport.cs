using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Saddle.App;

/// <summary>A file that says what a defect can be found by: the trace, the command line and the versions.</summary>
internal static class CrashReport
{
    /// <summary>Writes a new file beside the temporary files, which its owner alone can read.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="args">The arguments of the command line.</param>
    /// <param name="now">The time.</param>
    /// <returns>Its path, or why there is none, as the end of a sentence.</returns>
    public static string Write(Exception exception, IReadOnlyList<string> args, DateTimeOffset now)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"saddle-crash-{now:yyyyMMdd-HHmmss}-{Environment.ProcessId}-{Guid.NewGuid():N}.txt");
        var path = Path.Combine(Path.GetTempPath(), name);
        try
        {
            // A new file: what somebody put there under its name, a link say, is not followed.
            var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new StreamWriter(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), how);
            file.Write(Text(exception, args, now));
            return $"the crash report is {path}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"no crash report could be written ({Failure.OneLine(failure.Message)})";
        }
    }

    private static string Text(Exception exception, IReadOnlyList<string> args, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        saddle {Product.Version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}
        {now:u}
        folder: {Environment.CurrentDirectory}
        command line: saddle {string.Join(' ', args.Select(Shell.Quoted))}

        {exception}

        """);
}
