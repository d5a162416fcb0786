namespace Saddle.App.Tests.Support;

/// <summary>A test in which several processes train together.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProcessesFactAttribute() : NeedingFactAttribute(Missing.Processes);
