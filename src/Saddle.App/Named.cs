namespace Saddle.App;

/// <summary>The values of an enumeration as files name them.</summary>
internal static class Named
{
    /// <summary>The value of a name in upper or lower case; a number, which may stand for none, is no name.</summary>
    /// <typeparam name="TValue">The enumeration.</typeparam>
    /// <param name="name">The name.</param>
    /// <exception cref="FormatException">There is no such value.</exception>
    public static TValue Value<TValue>(string? name)
        where TValue : struct, Enum
    {
        var names = Enum.GetNames<TValue>();
        var at = Array.FindIndex(names, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        return at >= 0
            ? Enum.GetValues<TValue>()[at]
            : throw new FormatException($"'{name}' is not one of: {string.Join(", ", names)}");
    }
}
