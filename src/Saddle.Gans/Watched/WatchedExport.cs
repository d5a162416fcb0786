using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Games;

namespace Saddle.Gans.Watched;

/// <summary>Both networks of a watched script after a step, as they were exported.</summary>
/// <param name="Step">The number of rounds.</param>
/// <param name="Own">The folder.</param>
public sealed record WatchedExport(long Step, OwnFolder Own)
{
    /// <summary>The file of a player: data (.pt2) where there is one, else a program (.pt); null where neither is.
    /// </summary>
    /// <param name="player">The player.</param>
    /// <param name="training">Whether as it is in training mode.</param>
    /// <exception cref="DataException">It is a link.</exception>
    public string? FileOf(Player player, bool training)
    {
        var name = player.ToString().ToLowerInvariant() + (training ? string.Empty : ".eval");
        return Array.Find([Own.At($"{name}.pt2"), Own.At($"{name}.pt")], path => File.Exists(path));
    }

    /// <summary>Its files that are programs.</summary>
    public IReadOnlyList<string> Programs() =>
    [
        .. Enum.GetValues<Player>()
            .SelectMany(player => new[] { FileOf(player, training: true), FileOf(player, training: false) })
            .OfType<string>()
            .Where(file => file.EndsWith(".pt", StringComparison.Ordinal)),
    ];
}
