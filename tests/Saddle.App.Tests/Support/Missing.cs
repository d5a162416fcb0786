namespace Saddle.App.Tests.Support;

/// <summary>What a test may need and not find: the reason to skip it, or null.</summary>
internal static class Missing
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The browser; null where none is installed.</summary>
    public static string? Browser { get; } = (
        Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    /// <summary>Slurm's daemons, which only root may start.</summary>
    public static string? Slurm { get; } =
        Environment.UserName != "root" ? "a Slurm of the test's own is started as root alone"
        : ((string[])["slurmctld", "slurmd", "munged", "sbatch"]).FirstOrDefault(p => !IsOnPath(p)) is { } program
            ? $"{program} is missing: apt-get install -y slurm-wlm munge"
            : null;

    /// <summary>The browser side of reports, which is built apart from .NET.</summary>
    public static string? BrowserSide =>
        SaddleProcess.HasBrowserSide ? null : "the browser side has not been built: run ./saddle, which builds it";

    /// <summary>libtorch, which trains networks.</summary>
    public static string? Libtorch { get; } = Torch.TorchRuntime.IsAvailable
        ? null
        : $"libtorch is missing: {Torch.TorchRuntime.HowToInstall}";

    /// <summary>What joins processes that train together.</summary>
    public static string? Processes { get; } = Torch.ProcessMeeting.IsAvailable
        ? null
        : "libtorch's c10d is missing: sudo apt-get install -y libgloo-dev, then build anew";

    /// <summary>Debian's PyTorch, which the system's Python has.</summary>
    public static string? PyTorch { get; } =
        File.Exists("/usr/bin/python3") && File.Exists("/usr/lib/python3/dist-packages/torch/__init__.py")
            ? null
            : "PyTorch is missing: sudo apt-get install -y python3-torch";

    /// <summary>The laboratory's pages, and a browser to open them in.</summary>
    public static string? Laboratory =>
        Browser is null
            ? Chromium
            : File.Exists(Path.Combine(AppContext.BaseDirectory, "ui", "lab", "index.html"))
                ? null
                : "the browser side has not been built: run ./saddle, which builds it";

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>A browser to open reports in.</summary>
    public static string? Chromium =>
        Browser is null ? "Chromium is not installed: sudo apt-get install -y chromium" : BrowserSide;
}
