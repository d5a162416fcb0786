using System.Reflection;

namespace Saddle.Catalog;

/// <summary>What can be wrong with one setting.</summary>
/// <param name="declaration">Takes the mistakes.</param>
internal sealed class SettingChecks(Declaration declaration)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Checks what is true of a setting wherever it is declared.</summary>
    /// <param name="name">The name of the parameter or property.</param>
    /// <param name="type">Its type.</param>
    /// <param name="attribute">Its declaration.</param>
    /// <returns>The kind of the setting; null where its type has none.</returns>
    public Kind? Check(string name, Type type, ParameterAttribute attribute)
    {
        var kind = Kinds.Find(type);
        if (kind is null)
        {
            declaration.Add(Mistakes.UnsupportedType(TypeNames.Of(type)), name);
        }
        else
        {
            CheckLimits(name, kind, attribute);
            if (attribute.Without is { } word && !(type.IsEnum && Enum.IsDefined(type, word)))
            {
                declaration.Add(Mistakes.UselessWithout(word, TypeNames.Of(type)), name);
            }
        }

        if (string.IsNullOrWhiteSpace(attribute.Doc))
        {
            declaration.Add(Mistakes.EmptyDoc(), name);
        }

        CheckName(name);
        return kind;
    }

    /// <summary>Checks a parameter's default.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="attribute">Its declaration.</param>
    /// <param name="standard">The default that the language states; null where there is none.</param>
    public void CheckDefault(ParameterInfo parameter, ParameterAttribute attribute, object? standard)
    {
        if (attribute.Default is { } text)
        {
            if (standard is not null && Kinds.Find(parameter.ParameterType) is { } kind)
            {
                declaration.Add(Mistakes.TwoDefaults($"\"{text}\"", kind.Write(standard)), parameter.Name);
            }
        }
        else if (standard is null)
        {
            var mistake = parameter.HasDefaultValue ? Mistakes.NullDefault() : Mistakes.NoDefault();
            declaration.Add(mistake, parameter.Name);
        }
    }

    /// <summary>Checks the property that holds a parameter's value.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="property">The property of its name; null where there is none.</param>
    public void CheckProperty(ParameterInfo parameter, PropertyInfo? property)
    {
        if (property is null)
        {
            declaration.Add(Mistakes.NoProperty(), parameter.Name);
        }
        else if (property.PropertyType != parameter.ParameterType)
        {
            var (type, other) = (TypeNames.Of(parameter.ParameterType), TypeNames.Of(property.PropertyType));
            declaration.Add(Mistakes.OtherProperty(type, other), parameter.Name);
        }
        else if (property.SetMethod is null)
        {
            declaration.Add(Mistakes.NotSettable(), parameter.Name);
        }
    }

    /// <summary>Checks a property that is a setting without being a parameter.</summary>
    /// <param name="property">The property.</param>
    /// <param name="attribute">Its declaration.</param>
    public void CheckProperty(PropertyInfo property, ParameterAttribute attribute)
    {
        if (property.GetMethod is not { IsStatic: false } || property.GetIndexParameters().Length > 0)
        {
            declaration.Add(Mistakes.HiddenProperty("static, an indexer or not to be read"), property.Name);
        }

        if (property.SetMethod is null)
        {
            declaration.Add(Mistakes.NotSettable(), property.Name);
        }

        if (attribute.Default is not null)
        {
            declaration.Add(Mistakes.DefaultOnProperty(), property.Name);
        }
    }

    private void CheckName(string name)
    {
        var setting = Kinds.Kebab(name);
        if (!EntryChecks.IsName(setting))
        {
            declaration.Add(Mistakes.BadSettingName(setting), name);
        }
        else if (!_names.Add(setting))
        {
            declaration.Add(Mistakes.SettingTaken(setting), name);
        }
    }

    private void CheckLimits(string name, Kind kind, ParameterAttribute attribute)
    {
        var hasRange = !double.IsNegativeInfinity(attribute.Min) || !double.IsPositiveInfinity(attribute.Max);
        if (hasRange && !kind.HasRange)
        {
            declaration.Add(Mistakes.UselessRange(kind.Written), name);
        }
        else if (!(attribute.Min <= attribute.Max))
        {
            declaration.Add(Mistakes.MinAboveMax(), name);
        }

        if (attribute.Length != 0 && !kind.HasLength)
        {
            declaration.Add(Mistakes.UselessLength(kind.Written), name);
        }
        else if (attribute.Length < 0)
        {
            declaration.Add(Mistakes.NegativeLength(), name);
        }

        if (attribute.IsPath && kind.Type != typeof(string))
        {
            declaration.Add(Mistakes.UselessPath(kind.Written), name);
        }
    }
}
