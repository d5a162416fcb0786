namespace Saddle.App.Tests.Support;

/// <summary>A test that runs PyTorch itself.</summary>
/// <param name="andLibtorch">Whether Saddle computes in it too.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PyTorchFactAttribute(bool andLibtorch = true)
    : NeedingFactAttribute(Missing.PyTorch ?? (andLibtorch ? Missing.Libtorch : null));
