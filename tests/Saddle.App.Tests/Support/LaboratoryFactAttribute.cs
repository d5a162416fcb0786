namespace Saddle.App.Tests.Support;

/// <summary>A test that opens the laboratory in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LaboratoryFactAttribute() : NeedingFactAttribute(Missing.Laboratory);
