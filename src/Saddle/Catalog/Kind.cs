namespace Saddle.Catalog;

/// <summary>A kind of setting: everything that depends on the type of its value.</summary>
/// <param name="Name">What help, JSON and the browser's forms call it.</param>
/// <param name="Type">The type of the value; <see cref="Enum"/> stands for all enumerations.</param>
/// <param name="Written">The type as a declaration writes it.</param>
/// <param name="Read">The value of a text; null where the text is none, or lies outside the limits.</param>
/// <param name="Write">The text of a value, which <paramref name="Read"/> reads.</param>
internal sealed record Kind(
    string Name,
    Type Type,
    string Written,
    Func<string, Limits, object?> Read,
    Func<object, string> Write)
{
    /// <summary>What a text must be, for the message about one that is not.</summary>
    public Func<Limits, string> Expected { get; init; } = _ => "a text";

    /// <summary>What is wrong with a text that is not read, by the name that it was given for.</summary>
    public Func<string, string, Limits, SettingsException> Refuse
    {
        get => field ?? ((name, text, limits) =>
            Refusal(name, text, Expected(limits) + (HasRange ? NumberText.Hint(text) : string.Empty)));
        init;
    }

    /// <summary>Whether <see cref="Limits.Min"/> and <see cref="Limits.Max"/> mean something.</summary>
    public bool HasRange { get; init; }

    /// <summary>Whether <see cref="Limits.Length"/> means something.</summary>
    public bool HasLength { get; init; }

    /// <summary>Says what was expected of a text.</summary>
    /// <param name="name">The name that it was given for.</param>
    /// <param name="text">The text.</param>
    /// <param name="expected">What was expected.</param>
    public static SettingsException Refusal(string name, string text, string expected) =>
        new($"{name}={text}: expected {expected}");
}
