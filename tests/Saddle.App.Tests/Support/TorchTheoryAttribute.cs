namespace Saddle.App.Tests.Support;

/// <summary>Tests that train networks.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TorchTheoryAttribute() : NeedingTheoryAttribute(Missing.Libtorch);
