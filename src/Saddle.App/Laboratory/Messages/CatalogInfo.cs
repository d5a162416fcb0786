namespace Saddle.App.Laboratory.Messages;

/// <summary>The catalogue.</summary>
/// <param name="Games">The games.</param>
/// <param name="Rules">The update rules.</param>
/// <param name="Data">The data sets in the plane.</param>
/// <param name="Objectives">What networks descend.</param>
/// <param name="Regularisers">What is added.</param>
/// <param name="Conditionings">How players in the plane take up a class.</param>
/// <param name="Probes">What can be asked of a training run.</param>
/// <param name="Recipes">Configurations that come with Saddle.</param>
/// <param name="Openings">The doors of the start page.</param>
/// <param name="Usual">What pages begin with.</param>
internal sealed record CatalogInfo(
    IReadOnlyList<GameInfo> Games,
    IReadOnlyList<EntryInfo> Rules,
    IReadOnlyList<EntryInfo> Data,
    IReadOnlyList<EntryInfo> Objectives,
    IReadOnlyList<EntryInfo> Regularisers,
    IReadOnlyList<EntryInfo> Conditionings,
    IReadOnlyList<EntryInfo> Probes,
    IReadOnlyList<string> Recipes,
    IReadOnlyList<OpeningInfo> Openings,
    UsualInfo Usual);
