using System.Globalization;

namespace Saddle.Catalog;

/// <summary>What a setting may be: its type, and the limits of its numbers.</summary>
/// <param name="Type">The type of the value.</param>
/// <param name="Min">The least number allowed.</param>
/// <param name="Max">The greatest number allowed.</param>
/// <param name="Length">The number of entries of a list; 0 for any.</param>
/// <param name="Without">The name of an enumeration that is not taken; null where all are.</param>
internal readonly record struct Limits(Type Type, double Min, double Max, int Length, string? Without)
{
    /// <summary>The words of an enumeration that are taken; none for other types.</summary>
    public IReadOnlyList<string> Options => [.. Choices.Select(Kinds.Kebab)];

    /// <summary>The same words as the language has them.</summary>
    public IEnumerable<string> Choices
    {
        get
        {
            var without = Without;
            return Type.IsEnum ? Enum.GetNames(Type).Where(name => name != without) : [];
        }
    }

    /// <summary>A word that says the greatest number; null for none.</summary>
    public string? MaxWord { get; init; }

    /// <summary>Whether a number lies within.</summary>
    public bool Contain(double number) => number >= Min && number <= Max;

    /// <summary>The limits in words, to stand behind "a number"; empty where there are none.</summary>
    public override string ToString() => MaxWord is { } word
        ? string.Create(CultureInfo.InvariantCulture, $" of at least {Min}, or {word}")
        : (double.IsFinite(Min), double.IsFinite(Max)) switch
        {
            (true, true) => string.Create(CultureInfo.InvariantCulture, $" from {Min} to {Max}"),
            (true, false) => string.Create(CultureInfo.InvariantCulture, $" of at least {Min}"),
            (false, true) => string.Create(CultureInfo.InvariantCulture, $" of at most {Max}"),
            _ => string.Empty,
        };
}
