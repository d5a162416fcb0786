using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Laboratory.Messages;
using Saddle.Catalog;
using Saddle.Figures;
using Saddle.Papers;

namespace Saddle.App.Laboratory;

/// <summary>The claims page: the statements of papers, measured as <c>saddle reproduce</c> does.</summary>
internal static class ClaimEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/claims", ReadAll).WithName("claims");
        routes.MapPost("/api/claims/measure", Stream).WithName("measureClaim").Streams<ClaimEvent>();
    }

    private static List<ClaimInfo> ReadAll() => [.. Claim.All.Select(c => Describe(c.Entry, c.Claim))];

    private static ClaimInfo Describe(Entry<Claim> entry, Claim claim) => new(
        entry.Name,
        Claim.PaperOf(entry),
        entry.Summary,
        entry.Equations,
        entry.Source,
        claim.Published,
        claim.Condition,
        claim.Expected,
        LiveLinks.Of(claim));

    private static Task Stream(ClaimRequest asked, HttpContext context)
    {
        var chosen = Claims.Named([asked.Claim]);
        LimitException.Check("claims at once", chosen.Count, 1);
        return Answers.Stream<ClaimEvent>(context, $"claim {asked.Claim}", (send, stopping) =>
        {
            var (entry, claim) = chosen[0];
            var clock = Stopwatch.StartNew();
            var finding = claim.Find(
                new ClaimSetting(Full: false, asked.Seed, stopping) { Progress = new Share(send) });
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
                $"./saddle reproduce {Shell.Quoted(entry.Name)}"
                    + $"{(asked.Seed == 1 ? string.Empty : $" --seed {asked.Seed}")}")));
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
