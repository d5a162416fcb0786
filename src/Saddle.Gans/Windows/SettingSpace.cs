using System.Globalization;
using Saddle.Catalog;
using Saddle.Dynamics;
using Saddle.Gans.Regularisers;
using Saddle.Gans.Training;
using Saddle.Rules;

namespace Saddle.Gans.Windows;

/// <summary>
/// The settings of a run that a map can vary, by name: <c>eta</c> (both players' learning rate), <c>eta-g</c>,
/// <c>eta-d</c>, <c>ratio</c> (the discriminator's rate over the generator's) and each penalty's weight, by its own
/// name (<c>gamma</c>, <c>r1.gamma</c>) or, where there is one penalty, <c>penalty</c>. A run without a penalty that
/// has a weight can be given R1, whose weight is 0 now.
/// </summary>
public sealed class SettingSpace
{
    /// <summary>Both players' learning rate.</summary>
    public const string Eta = "eta";

    /// <summary>The generator's learning rate.</summary>
    public const string EtaG = "eta-g";

    /// <summary>The discriminator's learning rate.</summary>
    public const string EtaD = "eta-d";

    /// <summary>The discriminator's learning rate over the generator's.</summary>
    public const string Ratio = "ratio";

    /// <summary>The weight of the one penalty there is.</summary>
    public const string Penalty = "penalty";

    private readonly Configuration _configuration;

    /// <summary>The settings of a run at a moment of its training.</summary>
    /// <param name="configuration">The run's configuration.</param>
    /// <param name="step">The number of updates made: learning rates may be schedules.</param>
    public SettingSpace(Configuration configuration, long step)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var added = configuration.Regularisers.Any(r => r.ProportionalTo is not null) ? [] : (Regulariser[])[new R1(0)];
        _configuration = configuration with { Regularisers = [.. configuration.Regularisers, .. added] };
        IsPenaltyAdded = added.Length > 0;
        Weights = [.. _configuration.Regularisers.Index().Where(r => r.Item.ProportionalTo is not null).Select(Weight)];
        Present = new(
            configuration.Rule.EtaG.At(step),
            configuration.Rule.EtaD.At(step),
            [.. Weights.Select(weight => weight.Present)]);
        Names = [Eta, EtaG, EtaD, Ratio, .. Weights.Select(w => w.Name), .. ShortNames()];
    }

    /// <summary>The penalties' weights.</summary>
    public IReadOnlyList<PenaltyWeight> Weights { get; }

    /// <summary>Whether the run has no penalty with a weight, and R1 stands for one.</summary>
    public bool IsPenaltyAdded { get; }

    /// <summary>The settings that the run has now.</summary>
    public GanSettings Present { get; }

    /// <summary>All names that a setting may be given by.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The number of the weight that a name stands for; null where it is a learning rate's or their ratio's.
    /// </summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="SettingsException">There is no such setting, or the name stands for two.</exception>
    public int? WeightOf(string name)
    {
        if (name is Eta or EtaG or EtaD or Ratio)
        {
            return null;
        }

        int[] found =
        [
            .. Weights.Index()
                .Where(w => w.Item.Name == name || w.Item.Setting == name || name == Penalty)
                .Select(w => w.Index),
        ];
        return found.Length switch
        {
            1 => found[0],
            0 => throw SettingsException.Unknown("a setting that a map of this run can vary", name, Names),
            _ => throw new SettingsException(
                $"'{name}' stands for {string.Join(" and ", found.Select(i => Weights[i].Name))}; "
                + "expected one of them"),
        };
    }

    /// <summary>Checks that names are known, and that they can be varied together.</summary>
    /// <param name="names">One or two names.</param>
    /// <exception cref="SettingsException">They are not.</exception>
    public void Require(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var weights = names.Select(WeightOf).ToList();
        if (names.Contains(Eta, StringComparer.Ordinal)
            && names.FirstOrDefault(n => n is EtaG or EtaD) is { } other)
        {
            throw new SettingsException(
                $"eta sets both players' rate, so {other} beside it says nothing; "
                + "expected eta-g and eta-d, or eta and ratio");
        }

        if (weights is [{ } first, { } second] && first == second)
        {
            throw new SettingsException($"'{names[0]}' and '{names[1]}' are one setting; expected two");
        }
    }

    /// <summary>The present settings with some replaced.</summary>
    /// <param name="changes">Names and values.</param>
    /// <exception cref="SettingsException">A value is not allowed.</exception>
    public GanSettings With(params ReadOnlySpan<(string Name, double Value)> changes)
    {
        var (etaG, etaD, ratio, weights) = ((double?)null, (double?)null, (double?)null, Present.Weights.ToArray());
        foreach (var (name, value) in changes)
        {
            switch (name)
            {
                case Eta:
                    (etaG, etaD) = (value, value);
                    break;
                case EtaG:
                    etaG = value;
                    break;
                case EtaD:
                    etaD = value;
                    break;
                case Ratio:
                    ratio = value > 0 ? value : throw Refused(Ratio, value);
                    break;
                default:
                    weights[WeightOf(name)!.Value] = value >= 0 ? value : throw Refused(name, value);
                    break;
            }
        }

        // the ratio moves the rate that is not given: the discriminator's, where both or neither are
        var g = etaG ?? (ratio is { } by && etaD is { } given ? given / by : Present.EtaG);
        var d = ratio is { } times && (etaD is null || etaG is not null) ? times * g : etaD ?? Present.EtaD;
        return g >= 0 && d >= 0 && double.IsFinite(g + d)
            ? new(g, d, weights)
            : throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture, $"eta-g={g:G6}, eta-d={d:G6}: expected finite rates of at least 0"));

        static SettingsException Refused(string name, double value) => new(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}={value:G6}: expected {(name == Ratio ? "more than" : "at least")} 0"));
    }

    /// <summary>The value that a setting has; null where both rates are one setting and differ.</summary>
    /// <param name="name">The setting's name.</param>
    /// <param name="settings">Of what.</param>
    public double? ValueOf(string name, GanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return name switch
        {
            Eta => settings.EtaG == settings.EtaD ? settings.EtaG : null,
            EtaG => settings.EtaG,
            EtaD => settings.EtaD,
            Ratio => settings.EtaG > 0 ? settings.EtaD / settings.EtaG : null,
            _ => settings.Weights[WeightOf(name)!.Value],
        };
    }

    /// <summary>A setting's whole range of what a map shows by itself: sixteen times less and more than now.</summary>
    /// <param name="name">The setting's name.</param>
    /// <exception cref="SettingsException">The setting is 0 now.</exception>
    public SettingRange Around(string name) => ValueOf(name, Present) is > 0 and { } now
        ? new(name, now / 16, now * 16, 17, IsLog: true)
        : throw new SettingsException($"{name} is 0 now, so no range lies around it; expected --x NAME=LO:HI:N");

    /// <summary>The regularisers with these weights.</summary>
    /// <param name="weights">In the order of <see cref="Weights"/>.</param>
    public IReadOnlyList<Regulariser> Regularisers(IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var all = _configuration.Regularisers.ToArray();
        foreach (var (i, weight) in Weights.Index())
        {
            all[weight.Index] = Catalog<Regulariser>.EntryOf(all[weight.Index])
                .With(all[weight.Index], (weight.Setting, Text(weights[i])));
        }

        // R1 of weight 0 would cost its gradient and change nothing
        return IsPenaltyAdded && weights[^1] == 0 ? all[..^1] : all;
    }

    /// <summary>The run's configuration with these settings.</summary>
    /// <param name="settings">The settings.</param>
    public Configuration Configuration(GanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return _configuration with
        {
            Regularisers = Regularisers(settings.Weights),
            Rule = Rule(_configuration.Rule, settings.EtaG, settings.EtaD),
        };
    }

    /// <summary>A rule with constant rates.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="etaG">The generator's rate.</param>
    /// <param name="etaD">The discriminator's rate.</param>
    public static Rule Rule(Rule rule, double etaG, double etaD)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule with { EtaG = etaG, EtaD = etaD };
    }

    /// <summary>What to give <c>saddle train</c> so that it trains with these settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <returns>Values of the configuration by path, those that differ from now.</returns>
    public IReadOnlyList<(string Path, string Value)> Overrides(GanSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var overrides = new List<(string, string)>();
        if (settings.EtaG != Present.EtaG || !_configuration.Rule.EtaG.IsConstant)
        {
            overrides.Add(("rule.eta-g", Text(settings.EtaG)));
        }

        if (settings.EtaD != Present.EtaD || !_configuration.Rule.EtaD.IsConstant)
        {
            overrides.Add(("rule.eta-d", Text(settings.EtaD)));
        }

        if (!settings.Weights.SequenceEqual(Present.Weights))
        {
            overrides.Add(("regularisers", Flow(Regularisers(settings.Weights))));
        }

        return overrides;
    }

    private static string Flow(IReadOnlyList<Regulariser> regularisers) =>
        $"[{string.Join(", ", regularisers.Select(One))}]";

    private static string One(Regulariser regulariser)
    {
        var entry = Catalog<Regulariser>.EntryOf(regulariser);
        return $"{{name: {entry.Name}"
            + string.Concat(entry.SettingsOf(regulariser).Select(s => $", {s.Key}: {s.Value}")) + "}";
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static PenaltyWeight Weight((int Index, Regulariser Item) regulariser)
    {
        var entry = Catalog<Regulariser>.EntryOf(regulariser.Item);
        var setting = regulariser.Item.ProportionalTo!;
        var present = double.Parse(entry.SettingsOf(regulariser.Item)[setting], CultureInfo.InvariantCulture);
        return new(regulariser.Index, entry.Name, setting, present);
    }

    private IEnumerable<string> ShortNames() => Weights
        .GroupBy(w => w.Setting, StringComparer.Ordinal)
        .Where(g => g.Count() == 1)
        .Select(g => g.Key)
        .Concat(Weights.Count == 1 ? [Penalty] : []);
}
