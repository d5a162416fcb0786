namespace Saddle.App.Tests.Support;

/// <summary>A test that trains a network.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TorchFactAttribute() : NeedingFactAttribute(Missing.Libtorch);
