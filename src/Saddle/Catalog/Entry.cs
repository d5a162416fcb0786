namespace Saddle.Catalog;

/// <summary>One entry of a catalogue: what its file declares, and how to make one.</summary>
/// <typeparam name="TBase">The family: games, rules, claims ...</typeparam>
public sealed class Entry<TBase>
    where TBase : class
{
    /// <summary>Takes a declaration.</summary>
    /// <param name="declaration">A declaration without mistakes.</param>
    internal Entry(Declaration declaration) => Declaration = declaration;

    /// <summary>The name on the command line and in results.</summary>
    public string Name => Declaration.Name;

    /// <summary>What it is, in one line.</summary>
    public string Summary => Declaration.Entry.Summary;

    /// <summary>Its equations in LaTeX.</summary>
    public string Equations => Declaration.Entry.Equations;

    /// <summary>The paper, section and equation it is from.</summary>
    public string Source => Declaration.Entry.Source;

    /// <summary>Its settings.</summary>
    public IReadOnlyList<Parameter> Parameters => Declaration.Parameters;

    /// <summary>Each setting's default, as text.</summary>
    public IReadOnlyDictionary<string, string> Defaults => Declaration.Defaults;

    /// <summary>The names that set several parameters at once, each with the parameters that it sets.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Shorthands => Declaration.Shorthands;

    /// <summary>All names that settings may be given by: the parameters' and those that set several at once.</summary>
    public IEnumerable<string> SettingNames => Parameters.Select(p => p.Name).Concat(Shorthands.Keys);

    /// <summary>Makes an entry; settings left out keep their defaults.</summary>
    /// <param name="settings">Values as text, by name; a name that sets several parameters yields to theirs.</param>
    /// <exception cref="SettingsException">
    /// A name is unknown, a value cannot be read or is out of range, the values do not fit together, or all that a name
    /// sets is given too, so that it would say nothing.
    /// </exception>
    public TBase Create(IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        RefuseIdle(settings);
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, text) in settings.OrderBy(s => Shorthands.ContainsKey(s.Key) ? 0 : 1))
        {
            foreach (var parameter in Targets(name))
            {
                values[parameter.Name] = parameter.Parse(text, name);
            }
        }

        var entry = (TBase)Declaration.Make(values);
        (entry as IValidated)?.Validate();
        return entry;
    }

    /// <summary>A copy of an entry with some settings changed.</summary>
    /// <param name="entry">An entry of this type.</param>
    /// <param name="changes">The settings' names and values as text; the later of two of one name counts.</param>
    /// <exception cref="SettingsException">
    /// A name is unknown, a value cannot be read, or the values do not fit together.
    /// </exception>
    public TBase With(TBase entry, params IReadOnlyList<(string Name, string Text)> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var copy = (TBase)Declaration.Copy(entry);
        foreach (var (name, text) in changes)
        {
            foreach (var parameter in Targets(name))
            {
                parameter.Set(copy, parameter.Parse(text, name));
            }
        }

        (copy as IValidated)?.Validate();
        return copy;
    }

    /// <summary>All settings that an entry has, as text, by name.</summary>
    /// <param name="entry">An entry of this type.</param>
    public IReadOnlyDictionary<string, string> SettingsOf(TBase entry) =>
        Parameters.ToDictionary(p => p.Name, p => p.ValueOf(entry), StringComparer.Ordinal);

    /// <summary>What its file declares.</summary>
    internal Declaration Declaration { get; }

    internal bool Made(object entry) => entry.GetType() == Declaration.Type;

    private void RefuseIdle(IReadOnlyDictionary<string, string> settings)
    {
        foreach (var (name, targets) in Shorthands)
        {
            if (settings.TryGetValue(name, out var text) && targets.All(settings.ContainsKey))
            {
                throw new SettingsException(
                    $"{name}={text}: would change nothing, as {string.Join(" and ", targets)} are given too; "
                    + $"expected {name}, or those");
            }
        }
    }

    private IEnumerable<Parameter> Targets(string name) =>
        (Shorthands.GetValueOrDefault(name) ?? [name]).Select(target =>
            Parameters.FirstOrDefault(p => p.Name == target)
            ?? throw SettingsException.Unknown($"a setting of {Name}", name, SettingNames));
}
