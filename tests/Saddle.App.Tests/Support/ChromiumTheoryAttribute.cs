namespace Saddle.App.Tests.Support;

/// <summary>Tests that open a report in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute() : NeedingTheoryAttribute(Missing.Chromium);
