using System.Globalization;
using System.Text.Json;
using Saddle.Catalog;
using Saddle.Gans.Training;
using Saddle.Scalars;

namespace Saddle.App.Sweeps;

/// <summary>Training runs of one configuration over settings and seeds, each a function of its number.</summary>
/// <param name="Text">The configuration.</param>
/// <param name="Name">Its name, for complaints.</param>
/// <param name="Common">Values that are set in every run, by path.</param>
/// <param name="Axes">What is varied.</param>
/// <param name="Seeds">The seeds of each point.</param>
/// <param name="Random">How many points are drawn, rather than all of the grid; 0 for all.</param>
/// <param name="Seed">The seed of drawing them.</param>
internal sealed record Sweep(
    string Text,
    string Name,
    IReadOnlyList<KeyValuePair<string, string>> Common,
    IReadOnlyList<SweepAxis> Axes,
    IReadOnlyList<long> Seeds,
    int Random,
    ulong Seed)
{
    private const int Most = 1_000_000;
    private const string ConfigurationKey = "configuration";
    private const string CommonKey = "common";
    private const string SeedsKey = "seeds";
    private const string RandomKey = "random";
    private const string SeedKey = "seed";

    /// <summary>How many points there are.</summary>
    public int Points => Random > 0 ? Random : Axes.Aggregate(1, (all, axis) => all * axis.Choices.Count);

    /// <summary>How many runs there are.</summary>
    public int Cells => Points * Seeds.Count;

    /// <summary>How many runs there are, or would be, were they not too many to be numbered.</summary>
    public double Count =>
        Seeds.Count * (Random > 0 ? Random : Axes.Aggregate(1.0, (all, axis) => all * axis.Choices.Count));

    /// <summary>A run.</summary>
    /// <param name="number">Its number.</param>
    public SweepCell At(int number)
    {
        var point = number / Seeds.Count;
        return new(number, point, ChoicesOf(point), Seeds[number % Seeds.Count]);
    }

    /// <summary>The settings of a point: of a grid, the last axis runs fastest.</summary>
    /// <param name="point">The point.</param>
    public IReadOnlyList<SweepChoice> ChoicesOf(int point)
    {
        if (Random > 0)
        {
            var random = new Philox(Seed, point, Purpose.Settings);
            return [.. Axes.Select(axis => axis.Draw(random))];
        }

        var (choices, rest) = (new SweepChoice[Axes.Count], point);
        for (var i = Axes.Count - 1; i >= 0; i--)
        {
            (rest, var at) = Math.DivRem(rest, Axes[i].Choices.Count);
            choices[i] = Axes[i].Choices[at];
        }

        return choices;
    }

    /// <summary>The configuration of a run.</summary>
    /// <param name="cell">The run.</param>
    /// <param name="steps">The number of updates; null for what the configuration says.</param>
    /// <exception cref="SettingsException">A value makes no sense.</exception>
    public Configuration ConfigurationOf(SweepCell cell, long? steps = null) =>
        Configuration.Read(Text, Name, OverridesOf(cell, steps));

    /// <summary>What a run sets in the configuration.</summary>
    /// <param name="cell">The run.</param>
    /// <param name="steps">The number of updates; null for what the configuration says.</param>
    public IReadOnlyList<KeyValuePair<string, string>> OverridesOf(SweepCell cell, long? steps) =>
    [
        .. Common.Where(o => steps is null || o.Key != "steps"),
        .. cell.Choices.SelectMany(choice => choice.Overrides),
        KeyValuePair.Create("seed", cell.Seed.ToString(CultureInfo.InvariantCulture)),
        .. steps is { } s
            ? [KeyValuePair.Create("steps", s.ToString(CultureInfo.InvariantCulture))]
            : (KeyValuePair<string, string>[])[],
    ];

    /// <summary>Looks at the settings of every point before anything is computed.</summary>
    /// <returns>The configuration of the first.</returns>
    /// <exception cref="SettingsException">There are none, too many, or a value makes no sense.</exception>
    public Configuration Check()
    {
        if (Axes.Count == 0)
        {
            throw new SettingsException("sweep: nothing is varied; expected --grid PATH=VALUE,VALUE,... or --case");
        }

        if (Random == 0 && Axes.FirstOrDefault(axis => axis.Range is not null) is { } range)
        {
            throw new SettingsException(
                $"--grid {range.Name}: a range needs --random N, the number of points to draw; or give it values");
        }

        if (Axes.GroupBy(a => a.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw new SettingsException($"--grid {twice.Key}: is there twice");
        }

        RequireOnce();
        if (Count > Most)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture, $"sweep: {Count:G4} runs; expected at most {Most}"));
        }

        return Enumerable.Range(0, Points).Select(p => ConfigurationOf(At(p * Seeds.Count))).ToList()[0];
    }

    // What one part of the command sets no other part sets: one of them would be lost, and stand in the tables.
    private void RequireOnce()
    {
        var all = Common.Select(o => (Option: "--set", o.Key))
            .Concat(Axes.SelectMany(axis => axis.Keys.Select(
                key => (Option: axis.Name == SweepAxis.Case ? "--case" : "--grid", Key: key))))
            .ToList();
        if (all.FirstOrDefault(set => set.Key == "seed") is { Key: not null } seed)
        {
            throw new SettingsException($"{seed.Option} seed: a sweep's seeds are those of --seeds A:B");
        }

        if (all.GroupBy(set => set.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw new SettingsException(
                $"{string.Join(" and ", twice.Select(set => set.Option))}: both set {twice.Key}; expected one of them");
        }
    }

    /// <summary>Every setting of the sweep, as text.</summary>
    public IReadOnlyList<(string Name, string Value)> Described() =>
    [
        (ConfigurationKey, Text),
        (CommonKey, JsonSerializer.Serialize(Common)),
        .. Axes.Select((axis, i) => (AxisKey(i), axis.Described)),
        (SeedsKey, string.Join(',', Seeds)),
        (RandomKey, Random.ToString(CultureInfo.InvariantCulture)),
        (SeedKey, Seed.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The sweep that settings describe.</summary>
    /// <param name="name">Its name, for complaints.</param>
    /// <param name="described">What <see cref="Described"/> gave, by name.</param>
    /// <exception cref="SettingsException">They describe none.</exception>
    public static Sweep Of(string name, IReadOnlyDictionary<string, string> described)
    {
        try
        {
            return new(
                described[ConfigurationKey],
                name,
                JsonSerializer.Deserialize<List<KeyValuePair<string, string>>>(described[CommonKey])
                    ?? throw new FormatException($"{CommonKey}: expected settings, not null"),
                [
                    .. Enumerable.Range(0, described.Count)
                        .Select(i => described.GetValueOrDefault(AxisKey(i)))
                        .TakeWhile(axis => axis is not null)
                        .Select(axis => SweepAxis.OfDescribed(axis!)),
                ],
                [.. described[SeedsKey].Split(',').Select(s => long.Parse(s, CultureInfo.InvariantCulture))],
                int.Parse(described[RandomKey], CultureInfo.InvariantCulture),
                ulong.Parse(described[SeedKey], CultureInfo.InvariantCulture));
        }
        catch (Exception damage) when (damage is KeyNotFoundException or JsonException or FormatException
            or OverflowException or ArgumentException)
        {
            throw new SettingsException($"{name}: describes no sweep ({damage.Message.ReplaceLineEndings(" ")})");
        }
    }

    private static string AxisKey(int number) => string.Create(CultureInfo.InvariantCulture, $"axis {number + 1}");
}
