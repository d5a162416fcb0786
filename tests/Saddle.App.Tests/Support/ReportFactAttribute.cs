namespace Saddle.App.Tests.Support;

/// <summary>A test that writes a report.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReportFactAttribute() : NeedingFactAttribute(Missing.BrowserSide);
