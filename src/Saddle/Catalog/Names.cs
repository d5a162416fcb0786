namespace Saddle.Catalog;

/// <summary>Names that an entry gives to what it returns.</summary>
public static class Names
{
    /// <summary>The same items, if each has a name of its own.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="items">Values by name.</param>
    /// <param name="what">What they are, in the singular: a setting, a figure.</param>
    /// <exception cref="InvalidOperationException">Two have the same name.</exception>
    public static IReadOnlyList<(string Name, T Value)> Distinct<T>(
        IReadOnlyList<(string Name, T Value)> items, string what)
    {
        ArgumentNullException.ThrowIfNull(items);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return items.FirstOrDefault(item => !seen.Add(item.Name)) is { Name: { } twice }
            ? throw new InvalidOperationException(
                $"the {what} '{twice}' is given twice; give each a name of its own")
            : items;
    }
}
