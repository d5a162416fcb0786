using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.Reports;

/// <summary>One reproduction of two claims, which several tests look at.</summary>
public sealed class ReproducedReport : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<ProcessResult> _result;

    public ReproducedReport()
    {
        _result = new(() =>
            SaddleProcess.Run(
                _folder.Path,
                ["reproduce", "li2018/tv-trap", "li2018/collapse-freezes", "--out", "report", "--json"]));
    }

    /// <summary>What the program left.</summary>
    internal ProcessResult Result => _result.Value;

    /// <summary>The page.</summary>
    internal string Page =>
        File.Exists(At("report.html")) || Result.Status == ExitStatus.Done
            ? At("report.html")
            : throw new InvalidOperationException(Result.Error);

    /// <summary>A file beside the page.</summary>
    /// <param name="name">Its name.</param>
    internal string At(string name) => _folder.At("report", name);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
