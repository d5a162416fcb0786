using System.Globalization;
using Saddle.Games;

namespace Saddle.Gans.Networks.Foreign.States;

/// <summary>What the key of a network says about it, in the words of public code.</summary>
/// <param name="Player">Whose network it is; null where the key does not say.</param>
/// <param name="IsAverage">Whether it is a moving average.</param>
/// <param name="Strange">How many of its words are not known.</param>
internal readonly record struct StateName(Player? Player, bool IsAverage, int Strange)
{
    private static readonly HashSet<string> Generators = new(StringComparer.Ordinal)
    {
        "g", "gen", "gens", "generator", "generators", "netg", "gnet", "ge", "gs",
    };

    private static readonly HashSet<string> Discriminators = new(StringComparer.Ordinal)
    {
        "d", "dis", "disc", "discs", "discriminator", "discriminators", "netd", "dnet", "critic", "critics",
    };

    private static readonly HashSet<string> Averages = new(StringComparer.Ordinal)
    {
        "ema", "avg", "average", "averaged", "ge", "gs", "se", "swa", "running", "test", "shadow", "smoothed", "polyak",
    };

    private static readonly HashSet<string> Neutral = new(StringComparer.Ordinal)
    {
        "state", "dict", "dicts", "states", "model", "models", "net", "nets", "network", "networks", "module",
        "weights", "params", "parameters", "checkpoint", "ckpt", "orig", "mod", "gan", "best",
    };

    private static readonly HashSet<string> Optimisers = new(StringComparer.Ordinal)
    {
        "opt", "opts", "optim", "optims", "optimizer", "optimizers", "optimiser", "optimisers", "adam", "sgd",
        "scheduler", "schedulers", "scaler", "grad", "grads", "gradient", "gradients",
    };

    /// <summary>Whether it names a network.</summary>
    public bool IsNetwork => Player is not null || IsAverage;

    /// <summary>What a key, or several with dots between them, says.</summary>
    public static StateName Of(string path)
    {
        var (player, average, strange) = ((Player?)null, false, 0);
        foreach (var word in Words(path))
        {
            var isAverage = Averages.Contains(word);
            average |= isAverage;
            player = Generators.Contains(word) ? Games.Player.Generator
                : Discriminators.Contains(word) ? Games.Player.Discriminator
                : player;
            strange += isAverage || Neutral.Contains(word) || Generators.Contains(word) || Discriminators.Contains(word)
                ? 0
                : 1;
        }

        return new(player, average, strange);
    }

    /// <summary>Whether a key names what an optimiser keeps, or gradients.</summary>
    public static bool IsOptimiser(string key) => Words(key).Any(Optimisers.Contains);

    // netG_state_dict: net, g, state, dict. GE is one word, and GNet is two.
    private static IEnumerable<string> Words(string path)
    {
        var start = 0;
        for (var i = 1; i <= path.Length; i++)
        {
            if (i == path.Length || Parts(path, i))
            {
                var word = path[start..i].Trim('_', '.', '-', ' ', '/');
                start = i;
                if (word.Length > 0)
                {
                    yield return word.ToLower(CultureInfo.InvariantCulture);
                }
            }
        }
    }

    private static bool Parts(string path, int at)
    {
        var (before, here) = (path[at - 1], path[at]);
        return !char.IsLetterOrDigit(here)
            || !char.IsLetterOrDigit(before)
            || char.IsLetter(before) != char.IsLetter(here)
            || (char.IsLower(before) && char.IsUpper(here))
            || (char.IsUpper(before) && char.IsUpper(here) && at + 1 < path.Length && char.IsLower(path[at + 1]));
    }
}
