using System.Globalization;
using System.Text.Json;
using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.App.Sweeps;

/// <summary>One thing that a sweep varies: a setting, or the cases.</summary>
/// <param name="Name">The setting's path in the configuration, or <see cref="Case"/>.</param>
/// <param name="Choices">What it may be; none for a range.</param>
/// <param name="Range">The ends that values are drawn between, evenly in their logarithm; null for choices.</param>
internal sealed record SweepAxis(string Name, IReadOnlyList<SweepChoice> Choices, (double Low, double High)? Range)
{
    /// <summary>The name of the axis that the cases make.</summary>
    public const string Case = "case";

    /// <summary>Reads NAME=V,V,... or NAME=LO:HI.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="SettingsException">It has another form, or a value comes twice.</exception>
    public static SweepAxis Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (name, values) = equals > 0 ? (text[..equals], text[(equals + 1)..].Split(',')) : (text, []);
        if (values.Length == 0 || values.Any(string.IsNullOrWhiteSpace))
        {
            throw new SettingsException(
                $"--grid {text}: expected PATH=VALUE,VALUE,... or, with --random, PATH=LOW:HIGH, "
                + "such as rule.eta-g=1e-4,3e-4");
        }

        if (values is [var range] && range.Split(':') is [var low, var high])
        {
            return TryParse(low, out var from) && TryParse(high, out var to) && from > 0 && from < to
                ? new(name, [], (from, to))
                : throw new SettingsException(
                    $"--grid {text}: expected LOW:HIGH, two positive numbers, the smaller one first");
        }

        return values.GroupBy(v => v, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice
            ? throw new SettingsException($"--grid {text}: {twice.Key} is there twice")
            : new(name, [.. values.Select(value => Choice(name, value))], null);
    }

    /// <summary>Reads cases of the form LABEL=PATH=VALUE;PATH=VALUE.</summary>
    /// <param name="texts">The texts.</param>
    /// <returns>Their axis; null where there is none.</returns>
    /// <exception cref="SettingsException">One has another form, or a label or a path of one comes twice.</exception>
    public static SweepAxis? Cases(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var cases = texts.Select(ReadCase).ToList();
        return cases.GroupBy(c => c.Label, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice
            ? throw new SettingsException($"--case {twice.Key}: there are two of this label")
            : cases.Count > 0 ? new(Case, cases, null) : null;
    }

    /// <summary>The axis as text, of which <see cref="OfDescribed"/> makes it again.</summary>
    public string Described => Range is var (low, high)
        ? string.Create(CultureInfo.InvariantCulture, $"{Name}={low:R}:{high:R}")
        : Name == Case
            ? $"{Case}={JsonSerializer.Serialize(Choices.Select(c => KeyValuePair.Create(c.Label, c.Overrides)))}"
            : $"{Name}={string.Join(',', Choices.Select(c => c.Label))}";

    /// <summary>The axis of a text.</summary>
    /// <param name="text">What <see cref="Described"/> gave.</param>
    /// <exception cref="SettingsException">It describes no axis.</exception>
    /// <exception cref="JsonException">It describes no cases.</exception>
    public static SweepAxis OfDescribed(string text)
    {
        const string Cases = Case + "=[";
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Cases, StringComparison.Ordinal))
        {
            return Parse(text);
        }

        var cases = JsonSerializer.Deserialize<List<KeyValuePair<string, List<KeyValuePair<string, string>>>>>(
            text[(Case.Length + 1)..]);
        return new(Case, [.. cases!.Select(c => new SweepChoice(c.Key, c.Value))], null);
    }

    /// <summary>What it sets in the configuration, by one choice at least.</summary>
    public IEnumerable<string> Keys => Range is not null
        ? [Name]
        : Choices.SelectMany(choice => choice.Overrides).Select(o => o.Key).Distinct(StringComparer.Ordinal);

    /// <summary>The choices as numbers; null where one is none.</summary>
    public double[]? Numbers
    {
        get
        {
            var numbers = new double[Choices.Count];
            var isEach = Choices.Index().All(choice => TryParse(choice.Item.Label, out numbers[choice.Index]));
            return isEach ? numbers : null;
        }
    }

    /// <summary>Draws a choice: a value of the range, evenly in its logarithm, or one of the choices.</summary>
    /// <param name="random">Gives the number.</param>
    public SweepChoice Draw(Philox random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var share = random.Uniform();
        return Range is var (low, high)
            ? Choice(Name, (low * Math.Pow(high / low, share)).ToString("G4", CultureInfo.InvariantCulture))
            : Choices[(int)(share * Choices.Count)];
    }

    private static SweepChoice Choice(string name, string value) => new(value, [KeyValuePair.Create(name, value)]);

    private static SweepChoice ReadCase(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var label = equals > 0 ? text[..equals] : string.Empty;
        string[] settings = equals > 0
            ? text[(equals + 1)..].Split(';', StringSplitOptions.RemoveEmptyEntries)
            : [];
        if (label.Length == 0 || !settings.All(s => s.IndexOf('=', StringComparison.Ordinal) > 0))
        {
            throw new SettingsException(
                $"--case {text}: expected LABEL=PATH=VALUE;PATH=VALUE, or LABEL= for the recipe as it is");
        }

        var pairs = settings.Select(Pair).ToList();
        return pairs.GroupBy(p => p.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice
            ? throw new SettingsException($"--case {label}: {twice.Key} is there twice")
            : new(label, pairs);

        static KeyValuePair<string, string> Pair(string setting)
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            return KeyValuePair.Create(setting[..at].Trim(), setting[(at + 1)..].Trim());
        }
    }

    private static bool TryParse(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
