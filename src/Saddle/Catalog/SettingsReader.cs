using System.Reflection;

namespace Saddle.Catalog;

/// <summary>Reads the settings that a type declares, and takes down what is wrong with each.</summary>
/// <param name="declaration">Takes the mistakes.</param>
internal sealed class SettingsReader(Declaration declaration)
{
    private readonly List<Parameter> _read = [];
    private readonly SettingChecks _checks = new(declaration);

    /// <summary>The constructor's parameters, then other properties; those with a mistake are left out.</summary>
    /// <param name="constructor">The constructor.</param>
    public IReadOnlyList<Parameter> Read(ConstructorInfo constructor)
    {
        var (parameters, properties) = (constructor.GetParameters(), declaration.Type.GetProperties());
        foreach (var parameter in parameters)
        {
            Read(parameter, Array.Find(properties, property => property.Name == parameter.Name));
        }

        foreach (var property in properties.Where(property => !parameters.Any(p => IsMisplaced(p, property))))
        {
            if (AttributeOf(property) is { } attribute)
            {
                Read(property, attribute);
            }
        }

        const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;
        foreach (var hidden in declaration.Type.GetProperties(Hidden).Where(p => AttributeOf(p) is not null))
        {
            declaration.Add(Mistakes.HiddenProperty("not public"), hidden.Name);
        }

        return _read;
    }

    // What a property says of a parameter that says nothing itself is told with the parameter.
    private static bool IsMisplaced(ParameterInfo parameter, PropertyInfo property) =>
        parameter.Name == property.Name && AttributeOf(parameter) is null;

    private static ParameterAttribute? AttributeOf(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<ParameterAttribute>();

    private static ParameterAttribute? AttributeOf(PropertyInfo property) =>
        property.GetCustomAttribute<ParameterAttribute>();

    // Reflection gives an enumeration's default as a number, and that of a structure ("= default") as null.
    private static object? DefaultOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return !parameter.HasDefaultValue ? null
            : parameter.DefaultValue is not { } value ? type.IsValueType ? Activator.CreateInstance(type) : null
            : type.IsEnum ? Enum.ToObject(type, value)
            : value;
    }

    private void Read(ParameterInfo parameter, PropertyInfo? property)
    {
        var (name, before, standard) = (parameter.Name!, declaration.Errors.Count, DefaultOf(parameter));
        var attribute = AttributeOf(parameter);
        if (attribute is null)
        {
            var misplaced = property is not null && AttributeOf(property) is not null;
            declaration.Add(misplaced ? Mistakes.ParameterOnProperty() : Mistakes.NoParameter(), name);
            attribute = new(name);
        }

        var kind = _checks.Check(name, parameter.ParameterType, attribute);
        _checks.CheckProperty(parameter, property);
        _checks.CheckDefault(parameter, attribute, standard);
        if (kind is not null
            && attribute is { Length: >= 0 } && attribute.Min <= attribute.Max
            && property?.PropertyType == parameter.ParameterType
            && Make(name, kind, attribute, standard, property) is { } made
            && before == declaration.Errors.Count)
        {
            _read.Add(made);
        }
    }

    private void Read(PropertyInfo property, ParameterAttribute attribute)
    {
        var before = declaration.Errors.Count;
        var kind = _checks.Check(property.Name, property.PropertyType, attribute);
        _checks.CheckProperty(property, attribute);
        if (kind is not null && before == declaration.Errors.Count)
        {
            _read.Add(new(property.Name, kind, attribute, null, property));
        }
    }

    private Parameter? Make(
        string name,
        Kind kind,
        ParameterAttribute attribute,
        object? standard,
        PropertyInfo property)
    {
        try
        {
            var parameter = new Parameter(name, kind, attribute, standard, property);
            if (standard is not null && parameter.Refusal(standard) is { } reason)
            {
                declaration.Add(Mistakes.DefaultRefused(reason), name);
            }

            return parameter;
        }
        catch (SettingsException unreadable)
        {
            declaration.Add(Mistakes.DefaultRefused(unreadable.Message), name);
            return null;
        }
    }
}
