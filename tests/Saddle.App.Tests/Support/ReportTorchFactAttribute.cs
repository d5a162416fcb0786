namespace Saddle.App.Tests.Support;

/// <summary>A test that writes a report and trains a network.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReportTorchFactAttribute() : NeedingFactAttribute(Missing.BrowserSide ?? Missing.Libtorch);
