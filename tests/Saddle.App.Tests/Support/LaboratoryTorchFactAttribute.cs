namespace Saddle.App.Tests.Support;

/// <summary>A test that opens the laboratory and trains a network.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LaboratoryTorchFactAttribute() : NeedingFactAttribute(Missing.Laboratory ?? Missing.Libtorch);
