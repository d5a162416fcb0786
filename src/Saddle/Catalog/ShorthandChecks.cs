namespace Saddle.Catalog;

/// <summary>What can be wrong with names that set several settings at once.</summary>
internal static class ShorthandChecks
{
    /// <summary>Finds the mistakes.</summary>
    /// <param name="shorthands">What each name sets.</param>
    /// <param name="parameters">The settings there are.</param>
    public static IEnumerable<Mistake> Find(
        IReadOnlyDictionary<string, IReadOnlyList<string>> shorthands,
        IReadOnlyList<Parameter> parameters) => shorthands.SelectMany(s => Find(s.Key, s.Value, parameters));

    private static IEnumerable<Mistake> Find(
        string name,
        IReadOnlyList<string> settings,
        IReadOnlyList<Parameter> parameters) =>
        FindInName(name, parameters).Concat(FindInSettings(name, settings, parameters));

    private static IEnumerable<Mistake> FindInName(string name, IReadOnlyList<Parameter> parameters)
    {
        if (!EntryChecks.IsName(name))
        {
            yield return Mistakes.ShorthandName(name);
        }

        if (parameters.Any(parameter => parameter.Name == name))
        {
            yield return Mistakes.ShorthandTaken(name);
        }
    }

    private static IEnumerable<Mistake> FindInSettings(
        string name,
        IReadOnlyList<string> settings,
        IReadOnlyList<Parameter> parameters)
    {
        if (settings.Count == 0)
        {
            yield return Mistakes.ShorthandEmpty(name);
        }

        foreach (var unknown in settings.Where(setting => parameters.All(parameter => parameter.Name != setting)))
        {
            yield return Mistakes.ShorthandUnknown(name, unknown);
        }

        var kinds = parameters.Where(p => settings.Contains(p.Name, StringComparer.Ordinal)).Select(p => p.Kind);
        if (kinds.Distinct(StringComparer.Ordinal).Count() > 1)
        {
            yield return Mistakes.ShorthandMixed(name);
        }
    }
}
