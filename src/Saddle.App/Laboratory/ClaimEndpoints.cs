using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Commands;
using Saddle.Figures;
using Saddle.Papers;

namespace Saddle.App.Laboratory;

/// <summary>The claims page: the statements of papers, measured as <c>saddle reproduce</c> does.</summary>
internal static class ClaimEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/claims", () => Claim.All.Select(c => new ClaimInfo(
            c.Entry.Name, Claim.PaperOf(c.Entry), c.Entry.Summary, c.Entry.Equations, c.Entry.Source, c.Claim.Published, c.Claim.Condition, c.Claim.Expected, LiveLinks.Of(c.Claim))).ToList()).WithName("claims");
        routes.MapPost("/api/claims/measure", Stream).WithName("measureClaim").Streams<ClaimEvent>();
    }

    private static Task Stream(ClaimRequest asked, HttpContext context)
    {
        var chosen = ReproduceCommand.Choose([asked.Claim]);
        LimitException.Check("claims at once", chosen.Count, 1);
        return Answers.Stream<ClaimEvent>(context, $"claim {asked.Claim}", (send, stopping) =>
        {
            var (entry, claim) = chosen[0];
            var clock = Stopwatch.StartNew();
            var finding = claim.Find(new ClaimSetting(Full: false, asked.Seed, stopping) { Progress = new Share(send) });
            send(new(Finding: new(
                finding.Outcome,
                finding.Recorded ?? claim.Expected,
                Server.Finite(finding.Measured),
                finding.Unit,
                finding.Reason,
                finding.Interval is { } i ? [i.Low, i.High] : null,
                finding.Seeds,
                clock.Elapsed.TotalSeconds,
                FigureJson.Write(finding.Figure),
                finding.Settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal),
                $"./saddle reproduce {entry.Name}{(asked.Seed == 1 ? string.Empty : $" --seed {asked.Seed}")}")));
        });
    }

    // Several runs may be done at once; what is sent goes out one by one.
    private sealed class Share(Action<ClaimEvent> send) : IProgress<double>
    {
        private readonly Lock _lock = new();

        public void Report(double value)
        {
            lock (_lock)
            {
                send(new(Share: value));
            }
        }
    }
}

/// <summary>A statement of a paper; live is the address of the page that shows it in motion, null where none does.</summary>
internal sealed record ClaimInfo(string Name, string Paper, string Statement, string Equations, string Source, Published Published, string Condition, Outcome Expected, string? Live);

/// <summary>A claim to measure, as <c>PAPER/CLAIM</c>.</summary>
internal sealed record ClaimRequest(string Claim, ulong Seed = 1);

/// <summary>What measuring a claim sends: the share of its runs that is done, where it trains networks, and at last what was found.</summary>
internal sealed record ClaimEvent(double? Share = null, FindingInfo? Finding = null);

/// <summary>What was measured; the figure as JSON in a text.</summary>
internal sealed record FindingInfo(
    Outcome Outcome,
    Outcome Expected,
    double? Measured,
    string Unit,
    string Reason,
    IReadOnlyList<double>? Interval,
    int Seeds,
    double Seconds,
    string Figure,
    IReadOnlyDictionary<string, string> Settings,
    string Command);
