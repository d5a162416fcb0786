namespace Saddle.App.Tests.Support;

/// <summary>Tests that write a report.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReportTheoryAttribute() : NeedingTheoryAttribute(Missing.BrowserSide);
