namespace Saddle.App.Tests.Support;

/// <summary>Tests that open the laboratory in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LaboratoryTheoryAttribute() : NeedingTheoryAttribute(Missing.Laboratory);
