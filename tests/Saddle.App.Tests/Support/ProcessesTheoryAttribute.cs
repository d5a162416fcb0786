namespace Saddle.App.Tests.Support;

/// <summary>A test with data in which several processes train together.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProcessesTheoryAttribute() : NeedingTheoryAttribute(Missing.Processes);
