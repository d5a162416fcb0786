namespace Saddle.App;

/// <summary>What the program's exit status means.</summary>
public static class ExitStatus
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A check or a claim failed; or the program did: its message names the crash report.</summary>
    public const int Failed = 1;

    /// <summary>Bad input.</summary>
    public const int BadInput = 2;

    /// <summary>A component is missing; the message says how to get it.</summary>
    public const int MissingComponent = 3;

    /// <summary>Interrupted; the message says what was kept.</summary>
    public const int Interrupted = 130;
}
