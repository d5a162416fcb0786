namespace Saddle.App.Tests.Support;

/// <summary>Tests that open the laboratory in a real browser and train networks.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LaboratoryTorchTheoryAttribute() : NeedingTheoryAttribute(Missing.Laboratory ?? Missing.Libtorch);
