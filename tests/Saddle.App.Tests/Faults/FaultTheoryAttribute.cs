using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Faults;

/// <summary>Tests that go between the program and the disk, and need all that writes files.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FaultTheoryAttribute() : NeedingTheoryAttribute(
    Missing.BrowserSide ?? Missing.Libtorch ?? FaultyProcess.Missing);
