using System.Text.RegularExpressions;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Tests.Catalog;

/// <summary>What every entry declares, and what becomes of the text that a user types.</summary>
public sealed partial class CatalogTests
{
    public static TheoryData<string> Games => [.. Catalog<Game>.Entries.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Games))]
    public void A_games_default_rule_exists(string name) =>
        Assert.NotNull(Catalog<Rule>.Get(Catalog<Game>.Get(name).Create(None).DefaultRule));

    [Fact]
    public void Every_marked_type_is_found_once_in_order_and_is_sealed()
    {
        AssertFamily<Game>(["bilinear", "dirac-gan", "quadratic", "two-gaussians"]);
        AssertFamily<Rule>(["alternating", "optimal-discriminator", "simultaneous", "unrolled"]);

        static void AssertFamily<TBase>(string[] some)
            where TBase : class
        {
            var names = Catalog<TBase>.Entries.Select(e => e.Name).ToList();
            var types = typeof(TBase).Assembly.GetTypes()
                .Where(t => t.IsSubclassOf(typeof(TBase)) && !t.IsAbstract)
                .ToList();
            var once = names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            Assert.Equal(once, names, StringComparer.Ordinal);
            Assert.Superset(some.ToHashSet(StringComparer.Ordinal), names.ToHashSet(StringComparer.Ordinal));
            Assert.Equal(types.Count, names.Count);
            Assert.All(types, t => Assert.True(t.IsSealed && t.IsDefined(typeof(EntryAttribute), false), t.Name));
        }
    }

    [Fact]
    public void The_entry_of_an_object_is_the_one_that_made_it()
    {
        foreach (var entry in Catalog<Game>.Entries)
        {
            Assert.Same(entry, Catalog<Game>.EntryOf(entry.Create(None)));
        }
    }

    [Theory]
    [InlineData("two-gausians", "two-gaussians")]
    [InlineData("twogaussians", "two-gaussians")]
    [InlineData("two-guassians", "two-gaussians")]
    [InlineData("dirac-gna", "dirac-gan")]
    [InlineData("quadratics", "quadratic")]
    [InlineData("Bilinear", "bilinear")]
    public void An_unknown_name_offers_the_nearest(string typed, string nearest)
    {
        var failure = Assert.Throws<SettingsException>(() => Catalog<Game>.Get(typed));
        Assert.Contains($"'{typed}' is not a game", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"did you mean '{nearest}'?", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_like_no_other_lists_all()
    {
        var message = Assert.Throws<SettingsException>(() => Catalog<Rule>.Get("zzzzzz")).Message;
        Assert.DoesNotContain("did you mean", message, StringComparison.Ordinal);
        Assert.All(Catalog<Rule>.Entries, e => Assert.Contains(e.Name, message, StringComparison.Ordinal));
        var empty = Assert.Throws<SettingsException>(() => Catalog<Rule>.Get(string.Empty)).Message;
        Assert.Contains("there are: ", empty, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gama", "1", "did you mean 'gamma'?")]
    [InlineData("penatly", "r1", "did you mean 'penalty'?")]
    [InlineData("Gamma", "1", "did you mean 'gamma'?")]
    [InlineData("something-else", "1", "there are: gamma, loss, noise, penalty, sigma, slope")]
    [InlineData("eta", "1", "")]
    public void An_unknown_setting_offers_the_nearest(string setting, string value, string offer)
    {
        var message = Refusal<Game>("dirac-gan", setting, value);
        Assert.StartsWith($"'{setting}' is not a setting of dirac-gan; ", message, StringComparison.Ordinal);
        Assert.EndsWith(offer, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dirac-gan", "loss", "hinges", "'hinges' is not a value of loss; did you mean 'hinge'?")]
    [InlineData("dirac-gan", "loss", "Hinge", "did you mean 'hinge'?")]
    [InlineData("dirac-gan", "loss", "1", "there are: hinge, least-squares, non-saturating, vanilla, wasserstein")]
    [InlineData("dirac-gan", "gamma", "x", "gamma=x: expected a number from 0 to 1000000")]
    [InlineData("dirac-gan", "gamma", "", "gamma=: expected a number")]
    [InlineData("dirac-gan", "gamma", "-1", "gamma=-1: expected a number from 0 to 1000000")]
    [InlineData("dirac-gan", "gamma", "1e7", "from 0 to 1000000")]
    [InlineData("dirac-gan", "gamma", "NaN", "from 0 to 1000000")]
    [InlineData("dirac-gan", "gamma", "Infinity", "from 0 to 1000000")]
    [InlineData("dirac-gan", "gamma", "0,5", "expected a number from 0 to 1000000, with a decimal point (0.5)")]
    [InlineData("dirac-gan", "gamma", "1,000", "gamma=1,000: expected a number from 0 to 1000000, without a comma")]
    [InlineData("dirac-gan", "gamma", "010", "without zeros in front (010 is 10 in YAML 1.2, and 8 in YAML 1.1)")]
    [InlineData("quadratic", "size", "0", "size=0: expected a whole number from 1 to 1000000")]
    [InlineData("quadratic", "size", "2.5", "size=2.5: expected a whole number")]
    [InlineData("quadratic", "size", "1e3", "size=1e3: expected a whole number")]
    [InlineData("quadratic", "size", "99999999999", "expected a whole number")]
    [InlineData("quadratic", "seed-a", "-1", "seed-a=-1: expected a whole number of at least 0")]
    [InlineData("quadratic", "a", "", "a=: expected at least one number")]
    [InlineData("quadratic", "size", "008", "expected a whole number from 1 to 1000000, without zeros in front")]
    [InlineData("quadratic", "c", "1,010", "separated by commas from 0 to 1000000, without zeros in front")]
    [InlineData("quadratic", "a", "1,x", "expected numbers separated by commas")]
    [InlineData("quadratic", "a", "1,,2", "expected numbers separated by commas")]
    [InlineData("quadratic", "c", "-1", "c=-1: expected numbers separated by commas from 0 to 1000000")]
    [InlineData("two-gaussians", "target", "1", "target=1: expected 2 numbers separated by commas from -100 to 100")]
    [InlineData("two-gaussians", "target", "1,2,3", "target=1,2,3: expected 2 numbers")]
    [InlineData("two-gaussians", "target", "1,200", "expected numbers separated by commas from -100 to 100")]
    public void A_value_that_cannot_be_read_or_is_out_of_range_says_what_was_expected(
        string game,
        string setting,
        string value,
        string expected) =>
        Assert.Contains(expected, Refusal<Game>(game, setting, value), StringComparison.Ordinal);

    [Theory]
    [InlineData("alternating", "k", "0", "k=0: expected a whole number from 1 to 1000")]
    [InlineData("alternating", "order", "D-first", "did you mean 'd-first'?")]
    [InlineData("alternating", "eta", "-0.1", "eta=-0.1: expected a learning rate such as 0.1, or a schedule such as")]
    [InlineData("alternating", "eta-d", "fast", "eta-d=fast: expected a learning rate")]
    [InlineData("alternating", "eta-x", "1", "did you mean 'eta-d'?")]
    [InlineData("alternating", "zzzzzzzz", "1", "there are: eta, eta-d, eta-g, fresh, k, order")]
    public void A_rules_settings_are_read_as_strictly(string rule, string setting, string value, string expected) =>
        Assert.Contains(expected, Refusal<Rule>(rule, setting, value), StringComparison.Ordinal);

    [Fact]
    public void Every_choice_can_be_typed_and_no_neighbour_of_it()
    {
        var parameters = Catalog<Game>.Entries.SelectMany(e => e.Parameters)
            .Concat(Catalog<Rule>.Entries.SelectMany(e => e.Parameters));
        foreach (var text in parameters.Where(p => p.Kind == "choice"))
        {
            Assert.NotEmpty(text.Options);
            foreach (var option in text.Options)
            {
                Assert.Matches(Kebab, option);
                text.Parse(option);
                Assert.Throws<SettingsException>(() => text.Parse(option + "x"));
                Assert.Throws<SettingsException>(() => text.Parse(option.ToUpperInvariant()));
            }
        }
    }

    [Fact]
    public void A_shorthand_that_would_change_nothing_is_refused()
    {
        var refused = Assert.Throws<SettingsException>(
            () => Catalog<Rule>.Get("adam").Create(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["eta-g"] = "0.1",
                ["eta-d"] = "0.1",
                ["eta"] = "0.5",
            }));
        Assert.Equal(
            "eta=0.5: would change nothing, as eta-g and eta-d are given too; expected eta, or those",
            refused.Message);
    }

    [Fact]
    public void The_shorthand_sets_both_steps_and_yields_to_each()
    {
        foreach (var name in Catalog<Rule>.Entries.Select(e => e.Name))
        {
            Assert.Equal((0.3, 0.3), Steps(name, ("eta", "0.3")));
            Assert.Equal((0.5, 0.3), Steps(name, ("eta", "0.3"), ("eta-g", "0.5")));
            Assert.Equal((0.5, 0.3), Steps(name, ("eta-g", "0.5"), ("eta", "0.3")));
            Assert.Equal((0.3, 0.2), Steps(name, ("eta-d", "0.2"), ("eta", "0.3")));
            Assert.Equal((0.5, 0.1), Steps(name, ("eta-g", "0.5"))); // the discriminator keeps its own rate
            Assert.Contains("eta", Catalog<Rule>.Get(name).SettingNames, StringComparer.Ordinal);
        }

        static (double G, double D) Steps(string name, params (string Name, string Text)[] settings)
        {
            var values = settings.ToDictionary(s => s.Name, s => s.Text, StringComparer.Ordinal);
            var rule = Catalog<Rule>.Get(name).Create(values);
            return (rule.EtaG.Scale, rule.EtaD.Scale);
        }
    }

    [Fact]
    public void Settings_reach_the_object()
    {
        var game = Cases.Game("dirac-gan loss=least-squares penalty=instance-noise gamma=0.25 sigma=2e-1 slope=3");
        Assert.Equal(new DiracGan(DiracLoss.LeastSquares, DiracPenalty.InstanceNoise, 0.25, 0.2, 3), game);
        var rule = (Unrolled)Cases.Rule("unrolled mode=lookahead k=7 eta-g=0.1*n^-0.6");
        Assert.Equal(new Unrolled(UnrollMode.Lookahead, 7) { EtaG = new(0.1, -0.6) }, rule);
        var two = (TwoGaussians)Cases.Game("two-gaussians target=-2,3 crossing=drop");
        Assert.Equal([-2, 3], two.Target);
        Assert.Equal((Crossing.Drop, (-1, 1)), (two.Crossing, two.StartRange(0)));
    }

    [Fact]
    public void The_settings_of_an_entry_make_an_equal_one()
    {
        foreach (var text in Cases.Games)
        {
            var entry = Catalog<Game>.EntryOf(Cases.Game(text));
            var settings = entry.SettingsOf(Cases.Game(text));
            Assert.Equal(entry.Parameters.Select(p => p.Name), settings.Keys, StringComparer.Ordinal);
            var again = entry.SettingsOf(entry.Create(settings));
            Assert.All(settings, s => Assert.Equal(s.Value, again[s.Key]));
        }

        foreach (var text in Cases.Rules)
        {
            var rule = Cases.Rule(text, "eta-g=0.123*n^-0.5");
            Assert.Equal(rule, Catalog<Rule>.EntryOf(rule).Create(Catalog<Rule>.EntryOf(rule).SettingsOf(rule)));
        }
    }

    [Theory]
    [InlineData("a", "a", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("abc", "abd", 1)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void The_distance_of_words_is_published_as(string a, string b, int distance)
    {
        Assert.Equal(distance, SettingsException.Distance(a, b));
        Assert.Equal(distance, SettingsException.Distance(b, a));
    }

    private static IReadOnlyDictionary<string, string> None => new Dictionary<string, string>(StringComparer.Ordinal);

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kebab { get; }

    private static string Refusal<TBase>(string entry, string setting, string value)
        where TBase : class
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { [setting] = value };
        var message = Assert.Throws<SettingsException>(() => Catalog<TBase>.Get(entry).Create(settings)).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
