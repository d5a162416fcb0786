using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Laboratory.Messages;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Papers;

namespace Saddle.App.Laboratory;

/// <summary>Earlier reports of <c>saddle reproduce</c> that lie among the runs.</summary>
internal static class ReportEndpoints
{
    private const string Page = "report.html";
    private const string Result = "result.json";
    private const int MostBytes = 32 << 20;

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/reports", ReadAll).WithName("reports");
        routes.MapGet("/api/reports/{name}", Open)
            .WithName("report")
            .Produces(StatusCodes.Status200OK, contentType: "text/html");
    }

    private static List<ReportInfo> ReadAll(RunProcesses runs) =>
        [.. All(runs).Select(Read).OrderByDescending(report => report.Written)];

    private static IEnumerable<string> All(RunProcesses runs) => Directory.Exists(runs.Root)
        ? Directory.EnumerateDirectories(runs.Root).Where(
            d => File.Exists(Path.Combine(d, Page)) && File.Exists(Path.Combine(d, Result)))
        : [];

    private static ReportInfo Read(string folder)
    {
        var name = Path.GetFileName(folder);
        var written = new DateTimeOffset(File.GetLastWriteTimeUtc(Path.Combine(folder, Result)), TimeSpan.Zero);
        try
        {
            using var document = JsonDocument.Parse(SmallText.Read(new OwnFolder(folder).At(Result), MostBytes));
            return new(
                name,
                written,
                [.. document.RootElement.GetProperty("claims").EnumerateArray().Select(Claim)],
                null);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            return new(name, written, [], $"{Result} cannot be read: {damage.Message.ReplaceLineEndings(" ")}");
        }
    }

    // What reading a file that is no such result can end in.
    private static bool IsDamage(Exception failure) => failure is JsonException
        or DataException
        or KeyNotFoundException
        or InvalidOperationException
        or FormatException
        or ArgumentException;

    private static ReportedClaim Claim(JsonElement claim)
    {
        var (paper, id) = (claim.GetProperty("paper").GetString()!, claim.GetProperty("id").GetString()!);
        return new(
            $"{paper}/{id}",
            Named.Value<Outcome>(claim.GetProperty("outcome").GetString()),
            claim.GetProperty("passed").GetBoolean(),
            claim.GetProperty("measured") is { ValueKind: JsonValueKind.Number } measured
                ? Server.Finite(measured.GetDouble())
                : null,
            claim.GetProperty("reason").GetString() ?? string.Empty,
            $"{paper}-{id}");
    }

    // A report has scripts of its own, and may come from anywhere: it is shown where it can neither ask the laboratory
    // nor anybody else.
    private static IResult Open(string name, HttpContext context, RunProcesses runs)
    {
        if (All(runs).FirstOrDefault(d => Path.GetFileName(d) == name) is not { } folder)
        {
            return Answers.Problem($"there is no report '{name}'", StatusCodes.Status404NotFound);
        }

        context.Response.Headers.ContentSecurityPolicy =
            "sandbox allow-scripts allow-downloads; default-src 'none'; script-src 'unsafe-inline'; "
            + "style-src 'unsafe-inline'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";
        return Results.File(InputFile.Open(new OwnFolder(folder).At(Page)), "text/html; charset=utf-8");
    }
}
