using System.Globalization;
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

    /// <summary>How many points there are.</summary>
    public int Points => Random > 0 ? Random : Axes.Aggregate(1, (all, axis) => all * axis.Choices.Count);

    /// <summary>How many runs there are.</summary>
    public int Cells => Points * Seeds.Count;

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

        var runs = Seeds.Count * (Random > 0 ? Random : Axes.Aggregate(1.0, (all, axis) => all * axis.Choices.Count));
        if (runs > Most)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture, $"sweep: {runs:G4} runs; expected at most {Most}"));
        }

        return Enumerable.Range(0, Points).Select(p => ConfigurationOf(At(p * Seeds.Count))).ToList()[0];
    }

    /// <summary>Every setting of the sweep, as text.</summary>
    public IReadOnlyList<(string Name, string Value)> Described() =>
    [
        ("configuration", Text),
        ("common", string.Join(';', Common.Select(o => $"{o.Key}={o.Value}"))),
        .. Axes.Select((axis, i) => (
            string.Create(CultureInfo.InvariantCulture, $"axis {i + 1}"),
            axis.Range is var (low, high)
                ? string.Create(CultureInfo.InvariantCulture, $"{axis.Name}={low:R}:{high:R}")
                : $"{axis.Name}={string.Join(',', axis.Choices.Select(Described))}")),
        ("seeds", string.Join(',', Seeds)),
        ("random", Random.ToString(CultureInfo.InvariantCulture)),
        ("seed", Seed.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string Described(SweepChoice choice) => choice.Overrides is [var one] && one.Value == choice.Label
        ? choice.Label
        : $"{choice.Label}({string.Join(';', choice.Overrides.Select(o => $"{o.Key}={o.Value}"))})";
}
