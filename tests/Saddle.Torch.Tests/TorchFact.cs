namespace Saddle.Torch.Tests;

/// <summary>A test that needs libtorch: skipped by name, and counted, where it is missing.</summary>
public sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute() => Skip = Missing;

    internal static string? Missing { get; } = TorchRuntime.IsAvailable
        ? null
        : $"libtorch is missing: {TorchRuntime.HowToInstall}";
}

/// <summary>A test with data that needs libtorch: skipped by name, and counted, where it is missing.</summary>
public sealed class TorchTheoryAttribute : TheoryAttribute
{
    public TorchTheoryAttribute() => Skip = TorchFactAttribute.Missing;
}
