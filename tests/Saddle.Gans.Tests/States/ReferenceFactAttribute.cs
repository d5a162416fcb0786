using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests.States;

/// <summary>A test on PyTorch's own files in the folder that SADDLE_REFERENCES names; skipped where none is.</summary>
public sealed class ReferenceFactAttribute : FactAttribute
{
    public ReferenceFactAttribute() => Skip = Folder.Length == 0
        ? "SADDLE_REFERENCES names no folder of networks that PyTorch made"
        : TorchFactAttribute.Missing;

    public static string Folder { get; } = Environment.GetEnvironmentVariable("SADDLE_REFERENCES") ?? string.Empty;
}
