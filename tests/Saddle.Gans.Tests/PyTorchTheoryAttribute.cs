namespace Saddle.Gans.Tests;

/// <summary>A test that needs Debian's PyTorch: skipped by name, and counted, where it is missing.</summary>
public sealed class PyTorchTheoryAttribute : TheoryAttribute
{
    public PyTorchTheoryAttribute() =>
        Skip = File.Exists("/usr/bin/python3") && File.Exists("/usr/lib/python3/dist-packages/torch/__init__.py")
            ? null
            : "PyTorch is missing: sudo apt-get install -y python3-torch";
}
