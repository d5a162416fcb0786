namespace Saddle.App.Tests.Support;

/// <summary>What a test may need and not find: the reason to skip it, or null.</summary>
internal static class Missing
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The browser; null where none is installed.</summary>
    public static string? Browser { get; } = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>The browser side of reports, which is built apart from .NET.</summary>
    public static string? BrowserSide => SaddleProcess.HasBrowserSide ? null : "the browser side has not been built: run ./saddle, which builds it";

    /// <summary>libtorch, which trains networks.</summary>
    public static string? Libtorch { get; } = Torch.TorchRuntime.IsAvailable ? null : $"libtorch is missing: {Torch.TorchRuntime.HowToInstall}";

    /// <summary>The laboratory's pages, and a browser to open them in.</summary>
    public static string? Laboratory => Browser is null ? Chromium : File.Exists(Path.Combine(AppContext.BaseDirectory, "ui", "lab", "index.html")) ? null : "the browser side has not been built: run ./saddle, which builds it";

    /// <summary>A browser to open reports in.</summary>
    public static string? Chromium => Browser is null ? "Chromium is not installed: sudo apt-get install -y chromium" : BrowserSide;
}

/// <summary>A test that needs something.</summary>
/// <param name="missing">What is missing, and how to get it; null where it is there.</param>
[AttributeUsage(AttributeTargets.Method)]
public abstract class NeedingFactAttribute(string? missing) : FactAttribute
{
    /// <inheritdoc/>
    public override string? Skip
    {
        get => field ?? missing;
        set;
    }
}

/// <summary>Tests that need something.</summary>
/// <param name="missing">What is missing, and how to get it; null where it is there.</param>
[AttributeUsage(AttributeTargets.Method)]
public abstract class NeedingTheoryAttribute(string? missing) : TheoryAttribute
{
    /// <inheritdoc/>
    public override string? Skip
    {
        get => field ?? missing;
        set;
    }
}

/// <summary>A test that writes a report.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReportFactAttribute() : NeedingFactAttribute(Missing.BrowserSide);

/// <summary>Tests that write a report.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReportTheoryAttribute() : NeedingTheoryAttribute(Missing.BrowserSide);

/// <summary>Tests that open a report in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute() : NeedingTheoryAttribute(Missing.Chromium);

/// <summary>A test that trains a network.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TorchFactAttribute() : NeedingFactAttribute(Missing.Libtorch);

/// <summary>Tests that train networks.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TorchTheoryAttribute() : NeedingTheoryAttribute(Missing.Libtorch);

/// <summary>A test that writes a report and trains a network.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReportTorchFactAttribute() : NeedingFactAttribute(Missing.BrowserSide ?? Missing.Libtorch);

/// <summary>A test that opens the laboratory in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LaboratoryFactAttribute() : NeedingFactAttribute(Missing.Laboratory);

/// <summary>Tests that open the laboratory in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LaboratoryTheoryAttribute() : NeedingTheoryAttribute(Missing.Laboratory);

/// <summary>A test that opens the laboratory and trains a network.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LaboratoryTorchFactAttribute() : NeedingFactAttribute(Missing.Laboratory ?? Missing.Libtorch);

/// <summary>Tests that open the laboratory in a real browser and train networks.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LaboratoryTorchTheoryAttribute() : NeedingTheoryAttribute(Missing.Laboratory ?? Missing.Libtorch);
