using System.Globalization;
using System.Reflection;

namespace Saddle.Catalog;

/// <summary>A setting of a catalogue entry, read from the declaration in the entry's own file.</summary>
public sealed class Parameter
{
    private readonly Kind _kind;
    private readonly Limits _limits;

    /// <summary>Takes down a setting.</summary>
    /// <param name="memberName">The name of the parameter or property.</param>
    /// <param name="kind">The kind of its type.</param>
    /// <param name="attribute">Its declaration.</param>
    /// <param name="declaredDefault">The default that the language states; null where there is none.</param>
    /// <param name="property">The property that holds the value.</param>
    /// <exception cref="SettingsException">The declaration's own default cannot be read.</exception>
    internal Parameter(
        string memberName,
        Kind kind,
        ParameterAttribute attribute,
        object? declaredDefault,
        PropertyInfo property)
    {
        (Name, Doc, Property, _kind) = (Kinds.Kebab(memberName), attribute.Doc, property, kind);
        _limits = new(property.PropertyType, attribute.Min, attribute.Max, attribute.Length, attribute.Without)
        {
            MaxWord = attribute.MaxWord,
        };
        IsPath = attribute.IsPath;
        DefaultValue = attribute.Default is { } text ? Parse(text) : declaredDefault;
    }

    /// <summary>The name: lower case, words joined by hyphens.</summary>
    public string Name { get; }

    /// <summary>What it means, in one line.</summary>
    public string Doc { get; }

    /// <summary>The default, as text that <see cref="Parse"/> reads; empty where only an instance shows it.</summary>
    public string Default => Format(DefaultValue);

    /// <summary>The least number allowed; minus infinity where there is none.</summary>
    public double Min => _limits.Min;

    /// <summary>The greatest number allowed; infinity where there is none.</summary>
    public double Max => _limits.Max;

    /// <summary>The words allowed, where the setting is a choice; else empty.</summary>
    public IReadOnlyList<string> Options => _limits.Options;

    /// <summary>What kind of value it takes: number, integer, choice, list, schedule, flag, text or path.</summary>
    public string Kind => IsPath ? "path" : _kind.Name;

    /// <summary>Whether it is the path of a file or a folder, which no request may choose.</summary>
    public bool IsPath { get; }

    /// <summary>The property that holds the value.</summary>
    public PropertyInfo Property { get; }

    /// <summary>The default value; null where only an instance shows it.</summary>
    internal object? DefaultValue { get; }

    /// <summary>The value that an entry has.</summary>
    /// <param name="entry">The entry.</param>
    public string ValueOf(object entry) => Format(Get(entry));

    /// <summary>Reads a value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="givenAs">The name it was given by, for the message; null for the setting's own.</param>
    /// <exception cref="SettingsException">The text is not such a value, or the value is out of range.</exception>
    public object Parse(string text, string? givenAs = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var value = _kind.Read(text == _limits.MaxWord ? Greatest : text, _limits)
            ?? throw _kind.Refuse(givenAs ?? Name, text, _limits);

        // A list that has something by default is not made to be empty.
        return value is double[] { Length: 0 } && DefaultValue is double[] { Length: > 0 }
            ? throw Catalog.Kind.Refusal(givenAs ?? Name, text, "at least one number")
            : value;
    }

    /// <summary>The value that an entry has.</summary>
    /// <param name="entry">The entry.</param>
    internal object? Get(object entry) =>
        Property.GetValue(entry, BindingFlags.DoNotWrapExceptions, null, null, null);

    /// <summary>Gives an entry another value.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="value">The value.</param>
    internal void Set(object entry, object value) =>
        Property.SetValue(entry, value, BindingFlags.DoNotWrapExceptions, null, null, null);

    /// <summary>The text of a value, which <see cref="Parse"/> reads; empty for none.</summary>
    /// <param name="value">The value.</param>
    internal string Format(object? value) => value is null ? string.Empty
        : _kind.Write(value) is var text && text == Greatest && _limits.MaxWord is { } word ? word
        : text;

    private string Greatest => Max.ToString(CultureInfo.InvariantCulture);

    /// <summary>Why a value cannot be given as text; null where it can.</summary>
    /// <param name="value">The value.</param>
    internal string? Refusal(object value)
    {
        var text = _kind.Type.IsInstanceOfType(value) ? _kind.Write(value) : $"{value}";
        return _kind.Read(text, _limits) is not { } again ? _kind.Refuse(Name, text, _limits).Message
            : _kind.Write(again) == text ? null
            : $"{Name}={text} is read as {_kind.Write(again)}";
    }
}
