using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Laboratory.Messages;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Gans.Objectives;
using Saddle.Gans.Probes;
using Saddle.Gans.Regularisers;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.App.Laboratory;

/// <summary>What there is: everything a page makes its forms from.</summary>
internal static class CatalogEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/catalogue", Read).WithName("catalogue");

        // Not in the catalogue: loading libtorch takes longer than all else that the first picture needs.
        routes.MapGet("/api/components", ReadComponents).WithName("components");
        routes.MapGet("/api/status", (Jobs jobs) => new StatusInfo(jobs.Running, Jobs.Most)).WithName("status");
    }

    /// <summary>All that there is.</summary>
    internal static CatalogInfo Read() => new(
        [.. Catalog<Game>.Entries.Select(Describe)],
        [.. Catalog<Rule>.Entries.Select(EntryInfo.Of)],
        [.. PlaygroundEndpoints.DataSets.Select(EntryInfo.Of)],
        [.. Catalog<Objective>.Entries.Select(EntryInfo.Of)],
        [.. Catalog<Regulariser>.Entries.Select(EntryInfo.Of)],
        [.. PlaygroundEndpoints.Conditionings.Select(EntryInfo.Of)],
        [.. Catalog<Probe>.Entries.Select(EntryInfo.Of)],
        [.. Recipes.Names],
        OpeningInfo.All,
        UsualInfo.Here);

    private static ComponentsInfo ReadComponents() =>
        new(TorchRuntime.IsAvailable ? null : TorchRuntime.HowToInstall);

    private static GameInfo Describe(Entry<Game> entry)
    {
        var game = entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));
        return new(
            EntryInfo.Of(entry),
            game.CoordinateNames,
            game.GeneratorSize,
            game.DefaultRule,
            game.DefaultRuleSettings,
            Portrait.Suits(game),
            game is IPicturedGame,
            Axes(entry));
    }

    /// <summary>What a phase diagram of a game begins with: a learning rate, and the game's own first number.</summary>
    private static IReadOnlyList<string> Axes(Entry<Game> entry)
    {
        var own = entry.Parameters.FirstOrDefault(p => p.Kind == "number" && p.Property.DeclaringType != typeof(Game));
        var second = own is null
            ? new SettingRange("eta-d", 0.02, 2, 48)
            : new SettingRange(own.Name, double.IsFinite(own.Min) ? own.Min : 0, 4, 48);
        return [new SettingRange("eta-g", 0.02, 2, 48).ToString(), second.ToString()];
    }
}
