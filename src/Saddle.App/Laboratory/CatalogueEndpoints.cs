using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Gans.Objectives;
using Saddle.Gans.Probes;
using Saddle.Gans.Regularisers;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.App.Laboratory;

/// <summary>What there is: everything a page makes its forms from.</summary>
internal static class CatalogueEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/catalogue", Read).WithName("catalogue");

        // Not in the catalogue: loading libtorch takes longer than all else that the first picture needs.
        routes.MapGet("/api/components", () => new ComponentsInfo(TorchRuntime.IsAvailable ? null : TorchRuntime.HowToInstall)).WithName("components");
        routes.MapGet("/api/status", (Jobs jobs) => new StatusInfo(jobs.Running, Jobs.Most)).WithName("status");
    }

    /// <summary>All that there is.</summary>
    internal static CatalogueInfo Read() => new(
        [.. Catalog<Game>.Entries.Select(Describe)],
        [.. Catalog<Rule>.Entries.Select(EntryInfo.Of)],
        [.. Catalog<DataSet>.Entries.Where(e => PlaygroundEndpoints.IsPlanar(e.Create(new Dictionary<string, string>(StringComparer.Ordinal)))).Select(EntryInfo.Of)],
        [.. Catalog<Objective>.Entries.Select(EntryInfo.Of)],
        [.. Catalog<Regulariser>.Entries.Select(EntryInfo.Of)],
        [.. Catalog<Probe>.Entries.Select(EntryInfo.Of)],
        [.. Recipes.Names],
        OpeningInfo.All,
        UsualInfo.Here);

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
        return
        [
            "eta-g=0.02:2:48",
            own is null ? "eta-d=0.02:2:48"
                : string.Create(CultureInfo.InvariantCulture, $"{own.Name}={(double.IsFinite(own.Min) ? own.Min : 0)}:4:48"),
        ];
    }
}

/// <summary>The catalogue.</summary>
/// <param name="Games">The games.</param>
/// <param name="Rules">The update rules.</param>
/// <param name="Data">The data sets in the plane.</param>
/// <param name="Objectives">What networks descend.</param>
/// <param name="Regularisers">What is added.</param>
/// <param name="Probes">What can be asked of a training run.</param>
/// <param name="Recipes">Configurations that come with Saddle.</param>
/// <param name="Openings">The doors of the start page.</param>
/// <param name="Usual">What pages begin with.</param>
internal sealed record CatalogueInfo(
    IReadOnlyList<GameInfo> Games,
    IReadOnlyList<EntryInfo> Rules,
    IReadOnlyList<EntryInfo> Data,
    IReadOnlyList<EntryInfo> Objectives,
    IReadOnlyList<EntryInfo> Regularisers,
    IReadOnlyList<EntryInfo> Probes,
    IReadOnlyList<string> Recipes,
    IReadOnlyList<OpeningInfo> Openings,
    UsualInfo Usual);

/// <summary>What this machine lacks.</summary>
/// <param name="NoTorch">How to install libtorch, where it is missing.</param>
internal sealed record ComponentsInfo(string? NoTorch);

/// <summary>An entry of a catalogue.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Equations">Its equations in LaTeX.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="Parameters">Its settings.</param>
/// <param name="Shorthands">The names that set several settings at once, each with those that it sets.</param>
internal sealed record EntryInfo(
    string Name,
    string Summary,
    string Equations,
    string Source,
    IReadOnlyList<ParameterInfo> Parameters,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Shorthands)
{
    /// <summary>Describes an entry.</summary>
    public static EntryInfo Of<TBase>(Entry<TBase> entry)
        where TBase : class => new(entry.Name, entry.Summary, entry.Equations, entry.Source, [.. entry.Parameters.Select(p => new ParameterInfo(
            p.Name, p.Kind, entry.Defaults[p.Name], Server.Finite(p.Min), Server.Finite(p.Max), p.Options, p.Doc))], entry.Shorthands);
}

/// <summary>A setting of an entry.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">number, integer, choice, list, schedule, flag or text.</param>
/// <param name="Default">Its default, as text.</param>
/// <param name="Min">The least number allowed.</param>
/// <param name="Max">The greatest number allowed.</param>
/// <param name="Options">The words of a choice.</param>
/// <param name="Meaning">What it means.</param>
internal sealed record ParameterInfo(string Name, string Kind, string Default, double? Min, double? Max, IReadOnlyList<string> Options, string Meaning);

/// <summary>A game.</summary>
/// <param name="Entry">Its entry.</param>
/// <param name="Coordinates">The names of its coordinates, the generator's first.</param>
/// <param name="GeneratorSize">The number of the generator's coordinates.</param>
/// <param name="DefaultRule">The rule used where none is named.</param>
/// <param name="DefaultRuleSettings">That rule's settings, where the game's own differ.</param>
/// <param name="Planar">Whether it has a phase portrait.</param>
/// <param name="Pictured">Whether it has a picture of its own.</param>
/// <param name="Axes">The axes that its phase diagram begins with, each as NAME=LO:HI:N.</param>
internal sealed record GameInfo(
    EntryInfo Entry,
    IReadOnlyList<string> Coordinates,
    int GeneratorSize,
    string DefaultRule,
    IReadOnlyDictionary<string, string> DefaultRuleSettings,
    bool Planar,
    bool Pictured,
    IReadOnlyList<string> Axes);

/// <summary>What the laboratory is doing.</summary>
/// <param name="Jobs">The running jobs.</param>
/// <param name="Most">The most at once.</param>
internal sealed record StatusInfo(IReadOnlyList<string> Jobs, int Most);
