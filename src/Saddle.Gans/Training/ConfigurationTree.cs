using System.Globalization;
using Saddle.Catalog;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Saddle.Gans.Training;

/// <summary>A configuration file as a tree, with overrides applied; complaints name file and line.</summary>
internal sealed class ConfigurationTree
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Nothing = new(StringComparer.Ordinal);

    private readonly string _file;
    private readonly YamlMappingNode _root;

    private ConfigurationTree(string file, YamlMappingNode root) => (_file, _root) = (file, root);

    /// <summary>Reads a text.</summary>
    /// <param name="text">YAML: a mapping.</param>
    /// <param name="file">The file's name, for complaints.</param>
    /// <param name="overrides">Values by path, such as <c>rule.eta-g</c> or <c>regularisers.0.weight</c>.</param>
    /// <param name="standsFor">
    /// The paths that others stand for, which the file may state: an override of a short one takes their place.
    /// </param>
    /// <exception cref="SettingsException">
    /// The text is not YAML, too large, or not a mapping, or a path leads nowhere.
    /// </exception>
    public static ConfigurationTree Read(
        string text,
        string file,
        IReadOnlyList<KeyValuePair<string, string>> overrides,
        IReadOnlyDictionary<string, IReadOnlyList<string>> standsFor)
    {
        var stream = new YamlStream();
        try
        {
            YamlLimits.Check(text, file);
            stream.Load(new StringReader(text));
        }
        catch (InvalidOperationException) // the parser's own
        {
            throw new SettingsException($"{file}: not YAML (a bracket is never closed)");
        }
        catch (ArgumentException) // the parser's own too
        {
            throw new SettingsException($"{file}: not YAML (a tag that is no name, or a value that is left out)");
        }
        catch (YamlException error)
        {
            throw new SettingsException(
                YamlTabs.Guilty(text) is { } line
                    ? FormattableString.Invariant(
                        $"{file}:{line}: not YAML (a tab begins the line; expected spaces, which alone indent)")
                    : $"{file}:{error.End.Line}: not YAML ({error.Message.ReplaceLineEndings(" ")})");
        }

        var root = stream.Documents.Count switch
        {
            0 => [],
            1 =>
                stream.Documents[0].RootNode as YamlMappingNode
                    ?? throw new SettingsException($"{file}: expected keys and values, such as 'steps: 1000'"),
            _ => throw new SettingsException($"{file}: holds {stream.Documents.Count} documents; expected one"),
        };
        var tree = new ConfigurationTree(file, root);
        var given = overrides.Select(o => o.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var replaced in Replaced(given, standsFor))
        {
            tree.Remove(replaced.Split('.'));
        }

        foreach (var (path, value) in overrides)
        {
            tree.Override(path.Split('.'), value);
        }

        return tree;
    }

    /// <summary>The top-level keys that are not in a list, as settings.</summary>
    /// <param name="others">The keys that are more than settings.</param>
    public Dictionary<string, string> Settings(IReadOnlyCollection<string> others) =>
        Pairs(_root)
            .Where(pair => !others.Contains(pair.Key, StringComparer.Ordinal))
            .ToDictionary(pair => pair.Key, pair => Text(pair.Key, pair.Value), StringComparer.Ordinal);

    /// <summary>Whether there is a top-level key.</summary>
    /// <param name="key">The key.</param>
    public bool Has(string key) => Pairs(_root).Any(pair => pair.Key == key);

    /// <summary>Reads the catalogue entry that a top-level key names.</summary>
    /// <typeparam name="TBase">The family.</typeparam>
    /// <param name="key">The key.</param>
    public TBase Entry<TBase>(string key)
        where TBase : class =>
        Pairs(_root).FirstOrDefault(pair => pair.Key == key) is { Value: { } node }
            ? Entry<TBase>(key, node)
            : throw new SettingsException(
                $"{_file}: the key '{key}' is missing; expected one of: "
                + $"{string.Join(", ", Catalog<TBase>.Entries.Select(e => e.Name))}");

    /// <summary>Reads the catalogue entries that a top-level key lists; none where the key is missing.</summary>
    /// <typeparam name="TBase">The family.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="complete">Adds settings that are not given, by the entry's name; null to add none.</param>
    public IReadOnlyList<TBase> Entries<TBase>(
        string key,
        Func<string, IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>>? complete = null)
        where TBase : class => Pairs(_root).FirstOrDefault(pair => pair.Key == key).Value switch
        {
            null => [],
            YamlSequenceNode list => [.. list.Select(node => Entry<TBase>(key, node, complete))],
            var single => [Entry<TBase>(key, single, complete)],
        };

    /// <summary>Runs an interpretation of the whole file; complaints then name the file.</summary>
    /// <typeparam name="TResult">What it gives.</typeparam>
    /// <param name="read">The interpretation.</param>
    public TResult Interpret<TResult>(Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (SettingsException bad) when (!bad.Message.StartsWith(_file, StringComparison.Ordinal))
        {
            throw new SettingsException($"{_file}: {bad.Message}");
        }
    }

    private TBase Entry<TBase>(
        string key,
        YamlNode node,
        Func<string, IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>>? complete = null)
        where TBase : class
    {
        try
        {
            if (node is YamlScalarNode { Value: { } name })
            {
                return Create(name, new(StringComparer.Ordinal));
            }

            if (node is not YamlMappingNode mapping)
            {
                throw new SettingsException($"{key}: expected a name, or a mapping with the key 'name' and settings");
            }

            var settings = Pairs(mapping)
                .ToDictionary(pair => pair.Key, pair => Text(pair.Key, pair.Value), StringComparer.Ordinal);
            return settings.Remove("name", out var named)
                ? Create(named, settings)
                : throw new SettingsException(
                    $"{key}: the key 'name' is missing; expected one of: "
                    + $"{string.Join(", ", Catalog<TBase>.Entries.Select(e => e.Name))}");
        }
        catch (SettingsException bad)
        {
            throw new SettingsException(
                string.Create(CultureInfo.InvariantCulture, $"{_file}:{node.Start.Line}: {bad.Message}"));
        }

        TBase Create(string name, Dictionary<string, string> settings) =>
            Catalog<TBase>.Get(name).Create(complete is null ? settings : complete(name, settings));
    }

    // Of a short path all that it stands for; and a short path where all that it stands for is given.
    private static IEnumerable<string> Replaced(
        HashSet<string> given, IReadOnlyDictionary<string, IReadOnlyList<string>> standsFor) =>
        standsFor.SelectMany(form => given.Contains(form.Key) ? form.Value
            : form.Value.All(given.Contains) ? [form.Key]
            : []);

    private void Remove(string[] path)
    {
        YamlNode? node = _root;
        foreach (var part in path.SkipLast(1))
        {
            node = node is YamlMappingNode mapping
                && mapping.Children.TryGetValue(new YamlScalarNode(part), out var child) ? child : null;
        }

        (node as YamlMappingNode)?.Children.Remove(new YamlScalarNode(path[^1]));
    }

    private void Override(string[] path, string value)
    {
        YamlNode node = _root;
        for (var i = 0; i < path.Length - 1; i++)
        {
            node = Child(node, path, i, value);
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                mapping.Children[new YamlScalarNode(path[^1])] = Value(path, value);
                break;
            case YamlSequenceNode list when int.TryParse(path[^1], CultureInfo.InvariantCulture, out var index)
                && index >= 0
                && index < list.Children.Count:
                list.Children[index] = Value(path, value);
                break;
            default:
                throw Nowhere(path, value);
        }
    }

    // What begins like a list or a mapping is one: --set "regularisers=[{name: r1, gamma: 0.1}]".
    private static YamlNode Value(string[] path, string value) =>
        value.StartsWith('[') || value.StartsWith('{')
            ? Read($"value: {value}", Option(path, value), [], Nothing)._root.Children[new YamlScalarNode("value")]
            : new YamlScalarNode(value);

    // A key that is only named ("rule: adam") becomes a mapping when one of its settings is set.
    private static YamlNode Child(YamlNode node, string[] path, int i, string value)
    {
        if (node is YamlSequenceNode list)
        {
            if (!int.TryParse(path[i], CultureInfo.InvariantCulture, out var index)
                || index < 0
                || index >= list.Children.Count)
            {
                throw Nowhere(path, value);
            }

            return list.Children[index] = AsContainer(list.Children[index]);
        }

        var mapping = node as YamlMappingNode ?? throw Nowhere(path, value);
        var key = new YamlScalarNode(path[i]);
        return mapping.Children[key] = mapping.Children.TryGetValue(key, out var child)
            ? AsContainer(child)
            : throw new SettingsException($"{Option(path, value)}: the configuration has no key '{path[i]}'");
    }

    private static YamlNode AsContainer(YamlNode node) =>
        node is YamlScalarNode { Value: { } name }
            ? new YamlMappingNode(new YamlScalarNode("name"), new YamlScalarNode(name))
            : node;

    private static SettingsException Nowhere(string[] path, string value) =>
        new(
            $"{Option(path, value)}: there is no such place in the configuration; "
            + "expected a path such as rule.eta-g or regularisers.0.weight");

    private static string Option(string[] path, string value) =>
        OverrideBlame.Option(KeyValuePair.Create(string.Join('.', path), value));

    private IEnumerable<KeyValuePair<string, YamlNode>> Pairs(YamlMappingNode mapping) =>
        mapping.Children.Select(pair => KeyValuePair.Create(Key(pair.Key), pair.Value));

    private string Key(YamlNode node) => (node as YamlScalarNode)?.Value
        ?? throw new SettingsException($"{_file}:{node.Start.Line}: expected a key");

    private string Text(string key, YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value ?? string.Empty,
        YamlSequenceNode list => string.Join(',', list.Select(item => Text(key, item))),
        _ => throw new SettingsException($"{_file}:{node.Start.Line}: {key}: expected a value, not a mapping"),
    };
}
