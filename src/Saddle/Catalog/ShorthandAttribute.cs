namespace Saddle.Catalog;

/// <summary>Declares one name that sets several parameters of a family of entries to one value.</summary>
/// <param name="name">The short name.</param>
/// <param name="parameters">The parameters that it sets.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShorthandAttribute(string name, params string[] parameters) : Attribute
{
    /// <summary>The short name.</summary>
    public string Name { get; } = name;

    /// <summary>The parameters that it sets.</summary>
    public IReadOnlyList<string> Parameters { get; } = parameters;
}
