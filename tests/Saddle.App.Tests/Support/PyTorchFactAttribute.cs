namespace Saddle.App.Tests.Support;

/// <summary>A test that runs PyTorch itself.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PyTorchFactAttribute() : NeedingFactAttribute(Missing.PyTorch ?? Missing.Libtorch);
