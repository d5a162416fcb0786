namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>Names that dots divide.</summary>
internal static class StatePath
{
    /// <summary>Two names, one within the other; either may be empty.</summary>
    public static string Join(string outer, string inner) =>
        outer.Length == 0 ? inner : inner.Length == 0 ? outer : $"{outer}.{inner}";

    /// <summary>The last part of a name.</summary>
    public static string Leaf(string name) => name[(name.LastIndexOf('.') + 1)..];

    /// <summary>All but the last part of a name, with the dot; empty where it has one part.</summary>
    public static string Stem(string name) => name[..(name.LastIndexOf('.') + 1)];
}
