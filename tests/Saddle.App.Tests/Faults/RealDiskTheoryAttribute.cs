using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Faults;

/// <summary>Tests on a small disk in memory, which only root can make.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDiskTheoryAttribute() : NeedingTheoryAttribute(
    Missing.BrowserSide ?? Missing.Libtorch ?? FaultyProcess.Missing
        ?? (CrashTests.IsWhole && Environment.IsPrivilegedProcess
            ? null
            : "a small disk is only made as root, and with SADDLE_FAULTS=all"));
