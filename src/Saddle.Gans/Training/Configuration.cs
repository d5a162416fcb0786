using System.Text;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Sets;
using Saddle.Games;
using Saddle.Gans.Conditions;
using Saddle.Gans.Networks;
using Saddle.Gans.Networks.Foreign;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Metrics;
using Saddle.Metrics.Extractors;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>Everything that decides a training run, as a configuration file states it.</summary>
/// <param name="Settings">How long and how often.</param>
/// <param name="Data">What is learnt.</param>
/// <param name="Generator">The generator's architecture.</param>
/// <param name="Discriminator">The discriminator's architecture.</param>
/// <param name="Objective">What the players descend.</param>
/// <param name="Regularisers">What is added.</param>
/// <param name="Rule">The update rule, with both players' learning rates.</param>
/// <param name="Metrics">
/// What is measured at each evaluation, on the running average where there is one; the first decides which checkpoint
/// is the best.
/// </param>
/// <param name="Extractor">What makes features of images for the metrics.</param>
public sealed record Configuration(
    TrainingSettings Settings,
    DataSet Data,
    Network Generator,
    Network Discriminator,
    Objective Objective,
    IReadOnlyList<Regulariser> Regularisers,
    Rule Rule,
    IReadOnlyList<Metric> Metrics,
    Extractor Extractor)
{
    private static readonly string[] Parts =
    [
        "data",
        "network",
        "generator",
        "discriminator",
        "conditioning",
        "objective",
        "regularisers",
        "rule",
        "metrics",
        "extractor",
        "stages",
    ];

    /// <summary>The stages before the adversarial one, in order; none for a run that is adversarial from the start.
    /// </summary>
    public IReadOnlyList<Pretraining> Stages { get; init; } = [];

    /// <summary>How the players take up the condition that the data give; nothing where they do not.</summary>
    public IReadOnlyList<Conditioning> Conditioning { get; init; } = [];

    /// <summary>The GAN, apart from data and rule.</summary>
    public Gan Gan =>
        new(Generator, Discriminator, Objective, Regularisers, Settings.Batch)
        {
            Conditioning = Conditioning,
            Shards = Settings.Shards,
            SynchronisesBatchNorm = Settings.BatchNorm == BatchNorm.Synchronised,
        };

    /// <summary>What is descended from each number of updates on, and by which rule; the last has no end.</summary>
    /// <param name="items">The data.</param>
    internal IReadOnlyList<Stage> StagesOn(IItems items)
    {
        var (gan, stages, until) = (Knowing(items).Gan, new List<Stage>(), 0L);
        foreach (var stage in Stages)
        {
            until += stage.Steps;
            stages.Add(new(until, gan with { IsAdversarial = false }, stage.RuleFor(Rule)));
        }

        return [.. stages, new(long.MaxValue, gan, Rule)];
    }

    /// <summary>The files that are run as programs, whoever made them.</summary>
    public IReadOnlyList<string> Programs =>
        [
            .. ((object[])[Data, Generator, Discriminator, Objective, .. Regularisers, Rule, .. Metrics, Extractor])
                .OfType<INamesProgram>()
                .Select(entry => entry.Program)
                .Where(program => program.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>The configuration with changes to the networks that other programs made.</summary>
    /// <param name="change">From a player and its network to the network that it is to have.</param>
    public Configuration WithForeign(Func<Player, ForeignNetwork, ForeignNetwork> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with
        {
            Generator = Generator is ForeignNetwork g ? change(Player.Generator, g) : Generator,
            Discriminator = Discriminator is ForeignNetwork d ? change(Player.Discriminator, d) : Discriminator,
        };
    }

    /// <summary>The configuration with changes to the file that holds its data, where it has one of numbers.</summary>
    /// <param name="change">From the data to those that it is to have.</param>
    public Configuration WithTensors(Func<TensorFile, TensorFile> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Data is TensorFile data ? this with { Data = change(data) } : this;
    }

    /// <summary>Opens the data.</summary>
    /// <param name="data">Where data sets lie.</param>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    public IItems Items(DataFolder data) => Data.Open(data, (ulong)Settings.Seed);

    /// <summary>The game that is trained.</summary>
    /// <param name="items">The data.</param>
    /// <exception cref="SettingsException">
    /// A network does not fit the items, or the processor not the precision.
    /// </exception>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    public NeuralGame Game(IItems items)
    {
        var isHalf = Settings.Precision == Precision.Bfloat16;
        return isHalf && Settings.Device == Devices.Cpu && HalfProducts.WhyNot is { } why
            ? throw new SettingsException(
                $"precision=bfloat16: libtorch does not multiply so on this processor ({why}); "
                + "expected one with AVX-512, or precision=float32")
            : new(Knowing(items).Gan, items, (ulong)Settings.Seed, Settings.Type, Settings.Device)
            {
                HasHalfProducts = isHalf,
            };
    }

    // A module that takes labels as one-hot vectors does not run before their width is known.
    private Configuration Knowing(IItems items) => items is ILabelled labelled
        ? WithForeign((_, n) => n.Classes == 0 ? n with { Classes = labelled.Classes.Count } : n)
        : this;

    /// <summary>Reads a configuration.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="file">The file's name, for complaints.</param>
    /// <param name="overrides">Values by path, such as <c>rule.eta-g</c>.</param>
    /// <exception cref="SettingsException">
    /// A key is unknown or missing, or a value wrong; the message says where.
    /// </exception>
    public static Configuration Read(
        string yaml, string file, params IReadOnlyList<KeyValuePair<string, string>> overrides) =>
        OverrideBlame.Read(file, overrides, some => Interpret(ConfigurationTree.Read(yaml, file, some, ShortForms())));

    /// <summary>
    /// The whole configuration with every default spelled out, as YAML that <see cref="Read"/> reads.
    /// </summary>
    public string ToYaml()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Catalog<TrainingSettings>.EntryOf(Settings).SettingsOf(Settings))
        {
            text.Append(name).Append(": ").Append(Quoted(value)).Append('\n');
        }

        Append(text, "data", Data);
        Append(text, "generator", Generator);
        Append(text, "discriminator", Discriminator);
        if (Conditioning.Count > 0)
        {
            Append(text, "conditioning", Conditioning);
        }

        Append(text, "objective", Objective);
        Append(text, "regularisers", Regularisers);
        Append(text, "rule", Rule);
        Append(text, "metrics", Metrics);
        Append(text, "extractor", Extractor);
        if (Stages.Count > 0)
        {
            Append(text, "stages", Stages);
        }

        return text.ToString();
    }

    /// <summary>
    /// What differs from another configuration in what is computed, one line a setting; empty where nothing does.
    /// </summary>
    /// <param name="other">The other configuration.</param>
    public IReadOnlyList<string> Differences(Configuration other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (mine, theirs) = (Decisive(ToYaml()), Decisive(other.ToYaml()));
        return
        [
            .. theirs.Except(mine, StringComparer.Ordinal)
                .Select(line => $"{line.Trim()} (now)")
                .Concat(mine.Except(theirs, StringComparer.Ordinal).Select(line => $"{line.Trim()} (before)")),
        ];
    }

    // What a configuration can say in short, and all that is then meant.
    private static Dictionary<string, IReadOnlyList<string>> ShortForms()
    {
        var forms = Catalog<Rule>.Entries
            .SelectMany(entry => entry.Shorthands)
            .GroupBy(shorthand => $"rule.{shorthand.Key}", shorthand => shorthand.Value, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => (IReadOnlyList<string>)[.. group.SelectMany(s => s).Select(s => $"rule.{s}")],
                StringComparer.Ordinal);
        forms["network"] = ["generator", "discriminator"];
        return forms;
    }

    private static Configuration Interpret(ConfigurationTree tree) => tree.Interpret(() =>
    {
        var top = tree.Settings(Parts);
        var known = Catalog<TrainingSettings>.Get("training");
        foreach (var name in top.Keys.Where(name => !known.SettingNames.Contains(name, StringComparer.Ordinal)))
        {
            throw SettingsException.Unknown("a key of a configuration", name, [.. known.SettingNames, .. Parts]);
        }

        var (settings, stages) = (known.Create(top), tree.Entries<Pretraining>("stages"));
        RequireSomethingToLearn(
            stages, tree.Entries<Regulariser>("regularisers"), tree.Entries<Conditioning>("conditioning"));
        Devices.RequireName($"device={settings.Device}", settings.Device);
        var generator = tree.Entry<Network>(tree.Has("generator") ? "generator" : "network");
        var discriminator = tree.Entry<Network>(tree.Has("discriminator") ? "discriminator" : "network");
        RequireOwnBatchNorm(settings, generator, discriminator);
        return new Configuration(
            settings,
            tree.Entry<DataSet>("data"),
            generator,
            discriminator,
            tree.Has("objective") ? tree.Entry<Objective>("objective") : new NonSaturating(),
            tree.Entries<Regulariser>("regularisers"),
            tree.Entry<Rule>("rule"),
            OfTwoSides(tree.Entries<Metric>("metrics", Protocol.Get(settings.MetricProtocol).SettingsOf)),
            tree.Has("extractor") ? tree.Entry<Extractor>("extractor") : new FidInception())
        {
            Conditioning = tree.Entries<Conditioning>("conditioning"),
            Stages = stages,
        };
    });

    private static void RequireOwnBatchNorm(TrainingSettings settings, params Network[] players)
    {
        if (settings.BatchNorm == BatchNorm.Synchronised
            && players.OfType<ForeignNetwork>().FirstOrDefault() is { } one)
        {
            throw new SettingsException(
                $"batch-norm=synchronised: a network of {Catalog<Network>.EntryOf(one).Name} normalises by itself, as "
                + "its program has it; expected batch-norm=local, or networks of Saddle's own");
        }
    }

    private static void RequireSomethingToLearn(
        IReadOnlyList<Pretraining> stages, IReadOnlyList<Regulariser> regularisers, IReadOnlyList<Conditioning> ways)
    {
        var learns = ways.FirstOrDefault(way => way.LearnsBefore);
        if (stages.Count > 0 && regularisers.Count == 0 && learns is null)
        {
            throw new SettingsException(
                "stages: pretraining descends what regularisers add, and there are none; expected one, such as "
                + "regularisers: [paired-error], or conditioning: [matching-encoder]");
        }

        if (stages.Count == 0 && learns is not null)
        {
            throw new SettingsException(
                $"conditioning: {Catalog<Conditioning>.EntryOf(learns).Name} learns in a stage before the GAN, and "
                + "there is none; expected stages: [{name: pretraining, steps: 2500, rule: \"adam:eta=0.002\"}]");
        }
    }

    // A run has samples and data, and no real samples that are held out.
    private static IReadOnlyList<Metric> OfTwoSides(IReadOnlyList<Metric> metrics) =>
        metrics.FirstOrDefault(metric => metric.TestNeeds != Needs.None) is { } needy
            ? throw new SettingsException(
                $"metrics: {needy.Name} needs held-out real samples, which a run has not; "
                + $"expected another metric, and 'saddle metrics DATA RUN --{needy.Name} --test C' afterwards")
            : metrics;

    private static List<string> Decisive(string yaml)
    {
        var section = string.Empty;
        var lines = new List<string>();
        foreach (var line in yaml.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!char.IsWhiteSpace(line[0]) && line[0] != '-')
            {
                section = line.Split(':')[0];
            }

            if (!TrainingSettings.Free.Contains(section, StringComparer.Ordinal))
            {
                lines.Add(line.StartsWith(section, StringComparison.Ordinal) ? line : $"{section}.{line.Trim()}");
            }
        }

        return lines;
    }

    private static void Append<TBase>(StringBuilder text, string key, TBase entry)
        where TBase : class
    {
        text.Append(key).Append(":\n  name: ").Append(Catalog<TBase>.EntryOf(entry).Name).Append('\n');
        AppendSettings(text, entry);
    }

    private static void Append<TBase>(StringBuilder text, string key, IReadOnlyList<TBase> entries)
        where TBase : class
    {
        text.Append(key).Append(entries.Count == 0 ? ": []\n" : ":\n");
        foreach (var entry in entries)
        {
            text.Append("- name: ").Append(Catalog<TBase>.EntryOf(entry).Name).Append('\n');
            AppendSettings(text, entry);
        }
    }

    private static void AppendSettings<TBase>(StringBuilder text, TBase entry)
        where TBase : class
    {
        foreach (var (name, value) in Catalog<TBase>.EntryOf(entry).SettingsOf(entry))
        {
            text.Append("  ").Append(name).Append(": ").Append(Quoted(value)).Append('\n');
        }
    }

    // Plain where YAML reads it back as it is.
    private static string Quoted(string value) =>
        value.Length > 0
            && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' or '_' or '/' or '*' or '^' or ',')
            && value[0] != '-'
            && value[0] != '*'
            ? value
            : $"\"{Escaped(value)}\"";

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
}
