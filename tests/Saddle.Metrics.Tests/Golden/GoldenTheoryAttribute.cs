using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests.Golden;

/// <summary>
/// A test with data on the whole collection of figures in the folder that SADDLE_REFERENCES names; skipped where none
/// is.
/// </summary>
public sealed class GoldenTheoryAttribute : TheoryAttribute
{
    public GoldenTheoryAttribute() => Skip = Folder.Length > 0 && File.Exists(Path.Combine(Folder, "golden.json"))
        ? TorchFactAttribute.Missing
        : "SADDLE_REFERENCES names no folder with metrics/golden.json";

    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("SADDLE_REFERENCES") is { Length: > 0 } folder
            ? Path.Combine(folder, "metrics")
            : string.Empty;
}
