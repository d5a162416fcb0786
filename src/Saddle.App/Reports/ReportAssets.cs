namespace Saddle.App.Reports;

/// <summary>The browser side of a report, built from ui/ and copied beside the program.</summary>
internal static class ReportAssets
{
    /// <summary>The script that draws figures.</summary>
    /// <exception cref="MissingComponentException">The browser side has not been built.</exception>
    public static string Script => Read("report.js");

    /// <summary>The style sheet.</summary>
    /// <exception cref="MissingComponentException">The browser side has not been built.</exception>
    public static string Style => Read("report.css");

    private static string Read(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "ui", name);
        return File.Exists(file)
            ? File.ReadAllText(file)
            : throw new MissingComponentException(
                $"the browser side ({name}) has not been built; run ./saddle, which builds it, or: "
                + "(cd ui && npm ci && npm run build) && dotnet build src/Saddle.App -c Release");
    }
}
