using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Tests;

/// <summary>
/// Every game and every rule of the catalogue, in each combination of their choices, so that an entry that is added is
/// tested without being named here. A case is text, as a user would type it: the name, then settings.
/// </summary>
internal static class Cases
{
    private static readonly string[] ExtraGames =
    [
        "bilinear size=1 singular-values=0.7",
        "bilinear size=2 matrix=0.5,-1,2,0.25",
        "bilinear size=5 singular-values=0.5,2 seed=7",
        "quadratic size=5 a=0.3,2 b=0.1,1 c=0.5,3",
        "quadratic size=3 a=-0.5,0.2,1 b=0,0.4,-0.1 c=1 seed-a=0 seed-b=0 seed-c=0",
        "two-gaussians target=-2,2 start-means=-3,3 start-ends=-5,5",
        "dirac-gan loss=non-saturating penalty=instance-noise sigma=0.3",
        "dirac-gan loss=wasserstein penalty=gradient-penalty gamma=2 slope=0.5",
    ];

    public static IReadOnlyList<string> Games { get; } =
    [
        .. Catalog<Game>.Entries.SelectMany(Combinations),
        .. ExtraGames,
    ];

    public static IReadOnlyList<string> Rules { get; } = [.. Catalog<Rule>.Entries.SelectMany(Combinations)];

    public static TheoryData<string> GameData => [.. Games];

    public static TheoryData<string> RuleData => [.. Rules];

    public static Game Game(string text) => Make<Game>(text);

    public static Rule Rule(string text, string settings = "") => Make<Rule>($"{text} {settings}");

    /// <summary>A start that a run of the game might have, as many as asked for.</summary>
    public static double[][] Starts(Game game, int count, ulong seed = 11) =>
        [.. Enumerable.Range(0, count).Select(run =>
        {
            var state = new double[game.StateSize];
            game.Start(new Saddle.Scalars.Philox(seed, run, Saddle.Scalars.Purpose.Start), state);
            return state;
        })];

    private static TBase Make<TBase>(string text)
        where TBase : class
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var settings = words.Skip(1).Select(w => w.Split('=', 2));
        return Catalog<TBase>.Get(words[0]).Create(settings.ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal));
    }

    private static IEnumerable<string> Combinations<TBase>(Entry<TBase> entry)
        where TBase : class
    {
        IEnumerable<string> made = [entry.Name];
        foreach (var parameter in entry.Parameters)
        {
            var values = parameter.Kind == "choice" ? parameter.Options
                : parameter.Name == "size" ? ["1", "5"]
                : parameter.Name == "k" ? ["1", "3"]
                : [];
            if (values.Count > 0)
            {
                made = [.. made.SelectMany(_ => values, (text, value) => $"{text} {parameter.Name}={value}")];
            }
        }

        return made.Where(IsAccepted<TBase>);
    }

    /// <summary>Whether the entry itself finds that the settings fit together.</summary>
    private static bool IsAccepted<TBase>(string text)
        where TBase : class
    {
        try
        {
            Make<TBase>(text);
            return true;
        }
        catch (SettingsException)
        {
            return false;
        }
    }
}
