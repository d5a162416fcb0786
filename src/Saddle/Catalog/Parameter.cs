using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Saddle.Scalars;

namespace Saddle.Catalog;

/// <summary>A setting of a catalogue entry, read from the declaration in the entry's own file.</summary>
public sealed class Parameter
{
    private readonly Type _type;
    private readonly ParameterAttribute _attribute;
    private readonly object? _default;

    private Parameter(string memberName, Type type, ParameterAttribute attribute, object? declaredDefault, PropertyInfo property)
    {
        Name = Kebab(memberName);
        Property = property;
        _type = type;
        _attribute = attribute;
        _default = attribute.Default is { } text ? Parse(text) : declaredDefault;
    }

    /// <summary>The name: lower case, words joined by hyphens.</summary>
    public string Name { get; }

    /// <summary>What it means, in one line.</summary>
    public string Doc => _attribute.Doc;

    /// <summary>The default, as text that <see cref="Parse"/> reads.</summary>
    public string Default => Format(_default);

    /// <summary>The least number allowed; minus infinity where there is none.</summary>
    public double Min => _attribute.Min;

    /// <summary>The greatest number allowed; infinity where there is none.</summary>
    public double Max => _attribute.Max;

    /// <summary>The words allowed, where the setting is a choice; else empty.</summary>
    public IReadOnlyList<string> Options => [.. Choices.Select(Kebab)];

    /// <summary>What kind of value it takes: number, integer, choice, list, schedule, flag or text.</summary>
    public string Kind =>
        _type == typeof(double) ? "number"
        : _type == typeof(int) ? "integer"
        : _type == typeof(bool) ? "flag"
        : _type == typeof(double[]) ? "list"
        : _type == typeof(Schedule) ? "schedule"
        : _type == typeof(string) ? "text"
        : "choice";

    /// <summary>The property that holds the value.</summary>
    public PropertyInfo Property { get; }

    /// <summary>The default value.</summary>
    internal object? DefaultValue => _default;

    /// <summary>The value that an entry has.</summary>
    /// <param name="entry">The entry.</param>
    public string ValueOf(object entry) => Format(Property.GetValue(entry));

    /// <summary>Reads a value.</summary>
    /// <param name="text">The text.</param>
    /// <param name="givenAs">The name it was given by, for the message; null for the setting's own.</param>
    /// <exception cref="SettingsException">The text is not such a value, or the value is out of range.</exception>
    public object Parse(string text, string? givenAs = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = givenAs ?? Name;
        if (_type.IsEnum)
        {
            var match = Choices.FirstOrDefault(n => Kebab(n) == text);
            return match is not null ? Enum.Parse(_type, match) : throw SettingsException.Unknown($"a value of {name}", text, Options);
        }

        if (_type == typeof(Schedule))
        {
            return Schedule.TryParse(text, out var schedule) && schedule.Scale >= Min && schedule.Scale <= Max
                ? schedule
                : throw Bad(name, text, "a learning rate such as 0.1, or a schedule such as 0.1*n^-0.6 or 0.1*(1-n/1000)");
        }

        if (_type == typeof(string))
        {
            return text;
        }

        if (_type == typeof(bool))
        {
            return bool.TryParse(text, out var flag) ? flag : throw Bad(name, text, "true or false");
        }

        if (_type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) && InRange(integer)
                ? integer
                : throw Bad(name, text, $"a whole number{Range}");
        }

        if (_type == typeof(double[]))
        {
            return ParseList(name, text);
        }

        return Number(name, text, "a number");
    }

    /// <summary>The settings of an entry type: its constructor's parameters, then what it inherits.</summary>
    /// <param name="type">The entry's type.</param>
    internal static IReadOnlyList<Parameter> Of(Type type)
    {
        var declared = type.GetConstructors().Single(c => c.GetParameters().All(p => p.GetCustomAttribute<ParameterAttribute>() is not null)).GetParameters()
            .Select(p => new Parameter(p.Name!, p.ParameterType, p.GetCustomAttribute<ParameterAttribute>()!, p.HasDefaultValue ? Underlying(p) : null, type.GetProperty(p.Name!)!));
        var inherited = type.GetProperties()
            .Where(p => p.GetCustomAttribute<ParameterAttribute>() is not null)
            .Select(p => new Parameter(p.Name, p.PropertyType, p.GetCustomAttribute<ParameterAttribute>()!, null, p));
        return [.. declared, .. inherited];
    }

    private static object? Underlying(ParameterInfo parameter) => parameter.ParameterType.IsEnum
        ? Enum.ToObject(parameter.ParameterType, parameter.DefaultValue!)
        : parameter.DefaultValue;

    private static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static string Format(object? value) => value switch
    {
        null => string.Empty,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        double[] list => string.Join(",", list.Select(v => v.ToString("R", CultureInfo.InvariantCulture))),
        bool flag => flag ? "true" : "false",
        Enum choice => Kebab(choice.ToString()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private double[] ParseList(string name, string text)
    {
        if (text.Length == 0 && _attribute.Length == 0)
        {
            return [];
        }

        var list = text.Split(',').Select(part => Number(name, part, "numbers separated by commas")).ToArray();
        return _attribute.Length == 0 || list.Length == _attribute.Length
            ? list
            : throw Bad(name, text, $"{_attribute.Length} numbers separated by commas{Range}");
    }

    private double Number(string name, string text, string expected) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && InRange(number)
            ? number
            : throw Bad(name, text, expected + Range);

    private IEnumerable<string> Choices => _type.IsEnum ? Enum.GetNames(_type).Where(n => n != _attribute.Without) : [];

    private bool InRange(double number) => number >= Min && number <= Max;

    private string Range => (double.IsFinite(Min), double.IsFinite(Max)) switch
    {
        (true, true) => string.Create(CultureInfo.InvariantCulture, $" from {Min} to {Max}"),
        (true, false) => string.Create(CultureInfo.InvariantCulture, $" of at least {Min}"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $" of at most {Max}"),
        _ => string.Empty,
    };

    private static SettingsException Bad(string name, string text, string expected) => new($"{name}={text}: expected {expected}");
}
