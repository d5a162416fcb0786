using System.Reflection;

namespace Saddle.Catalog;

/// <summary>One entry of a catalogue: what its file declares, and how to make one.</summary>
/// <typeparam name="TBase">The family: games, rules, claims ...</typeparam>
public sealed class Entry<TBase>
    where TBase : class
{
    private readonly Type _type;
    private readonly ConstructorInfo _constructor;
    private readonly MethodInfo _clone;
    private readonly Dictionary<string, string[]> _shorthands;

    internal Entry(Type type)
    {
        var attribute = type.GetCustomAttribute<EntryAttribute>()!;
        (Name, Summary, Equations, Source) = (attribute.Name, attribute.Summary, attribute.Equations, attribute.Source);
        _type = type;
        Parameters = Parameter.Of(type);
        _constructor = type.GetConstructors().Single(c => c.GetParameters().All(p => p.GetCustomAttribute<ParameterAttribute>() is not null));
        _clone = type.GetMethod("<Clone>$")!; // what the language makes of "with"
        _shorthands = type.GetCustomAttributes<ShorthandAttribute>(inherit: true).ToDictionary(s => s.Name, s => s.Parameters.ToArray(), StringComparer.Ordinal);

        // A property that is inherited has its default in an initialiser, which only an instance shows.
        var instance = Create(new Dictionary<string, string>(StringComparer.Ordinal));
        Defaults = Parameters.ToDictionary(p => p.Name, p => p.ValueOf(instance), StringComparer.Ordinal);
    }

    /// <summary>The name on the command line and in results.</summary>
    public string Name { get; }

    /// <summary>What it is, in one line.</summary>
    public string Summary { get; }

    /// <summary>Its equations in LaTeX.</summary>
    public string Equations { get; }

    /// <summary>The paper, section and equation it is from.</summary>
    public string Source { get; }

    /// <summary>Its settings.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Each setting's default, as text.</summary>
    public IReadOnlyDictionary<string, string> Defaults { get; }

    /// <summary>The names that set several parameters at once, each with the parameters that it sets.</summary>
    public IReadOnlyDictionary<string, string[]> Shorthands => _shorthands;

    /// <summary>All names that settings may be given by: the parameters' and those that set several at once.</summary>
    public IEnumerable<string> SettingNames => Parameters.Select(p => p.Name).Concat(_shorthands.Keys);

    /// <summary>Makes an entry; settings left out keep their defaults.</summary>
    /// <param name="settings">Values as text, by name; a name that sets several parameters yields to theirs.</param>
    /// <exception cref="SettingsException">A name is unknown, a value cannot be read or is out of range, or the values do not fit together.</exception>
    public TBase Create(IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, text) in settings.OrderBy(s => _shorthands.ContainsKey(s.Key) ? 0 : 1))
        {
            var targets = _shorthands.GetValueOrDefault(name) ?? [name];
            foreach (var target in targets)
            {
                var parameter = Parameters.FirstOrDefault(p => p.Name == target) ?? throw SettingsException.Unknown($"a setting of {Name}", name, SettingNames);
                values[target] = parameter.Parse(text, name);
            }
        }

        var arguments = _constructor.GetParameters().Select((_, i) => values.TryGetValue(Parameters[i].Name, out var value) ? value : Parameters[i].DefaultValue).ToArray();
        var entry = (TBase)_constructor.Invoke(arguments);
        foreach (var parameter in Parameters.Skip(arguments.Length))
        {
            if (values.TryGetValue(parameter.Name, out var value))
            {
                parameter.Property.SetValue(entry, value);
            }
        }

        (entry as IValidated)?.Validate();
        return entry;
    }

    /// <summary>A copy of an entry with one setting changed.</summary>
    /// <param name="entry">An entry of this type.</param>
    /// <param name="name">The setting's name.</param>
    /// <param name="text">The value as text.</param>
    /// <exception cref="SettingsException">The name is unknown, the value cannot be read, or it does not fit the others.</exception>
    public TBase With(TBase entry, string name, string text)
    {
        ArgumentNullException.ThrowIfNull(name);
        var copy = (TBase)_clone.Invoke(entry, null)!;
        foreach (var target in _shorthands.GetValueOrDefault(name) ?? [name])
        {
            var parameter = Parameters.FirstOrDefault(p => p.Name == target) ?? throw SettingsException.Unknown($"a setting of {Name}", name, SettingNames);
            parameter.Property.SetValue(copy, parameter.Parse(text, name));
        }

        (copy as IValidated)?.Validate();
        return copy;
    }

    /// <summary>All settings that an entry has, as text, by name.</summary>
    /// <param name="entry">An entry of this type.</param>
    public IReadOnlyDictionary<string, string> SettingsOf(TBase entry) =>
        Parameters.ToDictionary(p => p.Name, p => p.ValueOf(entry), StringComparer.Ordinal);

    internal bool Made(object entry) => entry.GetType() == _type;
}
