using Saddle.Data;
using Saddle.Data.Sets;
using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>
/// Makes a run of networks that were trained elsewhere, or are not trained yet: its first checkpoint is their state.
/// </summary>
public static class ImportedRun
{
    private const int MostEntries = 1000;

    /// <summary>
    /// Tries the networks together and looks at them once; then makes the run, with a checkpoint of them as they are.
    /// Nothing is left of a run that cannot be made.
    /// </summary>
    /// <param name="configuration">The run's configuration.</param>
    /// <param name="make">Makes the run's folder.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="step">The number of updates that have been made elsewhere.</param>
    /// <param name="clock">Gives the time of TensorBoard's events.</param>
    /// <param name="history">The figures of the updates that were made elsewhere; null where nobody wrote them down.
    /// </param>
    /// <returns>
    /// The mean scores of real and of generated samples on one batch; null of real ones where there are no data.
    /// </returns>
    /// <exception cref="DataException">The data are missing or damaged.</exception>
    /// <exception cref="Catalog.SettingsException">A network does not fit the data.</exception>
    public static (double? Real, double Generated) Begin(
        Configuration configuration,
        Func<RunFolder> make,
        DataFolder data,
        long step,
        TimeProvider clock,
        IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>>? history = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(make);
        using var scope = new TensorScope();
        using var items = configuration.Items(data);
        var game = configuration.Game(items);
        using var session = new Session(game, configuration.Rule, (ulong)configuration.Settings.Seed,
            configuration.Settings.Ema)
        {
            Step = step,
        };
        var hasData = configuration.Data is not NoData;
        var scores = Scores(session, configuration, hasData);
        var seen = history is { Count: > 0 } ? Thinned(history)
            : hasData ? [(step, session.Diagnose())]
            : [];
        var folder = make();
        try
        {
            Write(folder, session, seen, clock);
        }
        catch
        {
            folder.Discard();
            throw;
        }

        return scores;
    }

    private static void Write(
        RunFolder folder,
        Session session,
        IReadOnlyList<(long Step, IReadOnlyList<(string Name, double Value)> Figures)> seen,
        TimeProvider clock)
    {
        using var held = folder.Hold();
        using var log = new MetricsLog(folder, session.Step, clock);
        log.Note(session.Step, "imported");
        log.Write(seen);
        log.Flush();
        Checkpoint.Write(folder.Checkpoint(session.Step), session);
        folder.State = folder.State with
        {
            Step = session.Step,
            Status = "interrupted",
            Imported = session.Step,
        };
    }

    // Of each figure as many entries as a period is seen in: some have one in fifty of the others' already.
    private static IReadOnlyList<(long Step, IReadOnlyList<(string Name, double Value)> Figures)> Thinned(
        IReadOnlyDictionary<string, IReadOnlyList<(long Step, double Value)>> history)
    {
        var kept = history.SelectMany(s =>
        {
            var every = 1 + (s.Value.Count / MostEntries);
            return s.Value.Where((_, i) => (s.Value.Count - 1 - i) % every == 0).Select(v => (s.Key, v.Step, v.Value));
        });
        return
        [
            .. kept.GroupBy(v => v.Step)
                .OrderBy(g => g.Key)
                .Select(g => (g.Key, (IReadOnlyList<(string, double)>)[.. g.Select(v => (v.Key, v.Value))])),
        ];
    }

    private static (double? Real, double Generated) Scores(Session session, Configuration configuration, bool hasData)
    {
        var key = StreamName.Looking.Key((ulong)configuration.Settings.Seed, session.Step);
        if (hasData)
        {
            var (real, generated) = session.Game.Scores(session.Players, key with { Extrapolated = true });
            return (real.Mean().Item(), generated.Mean().Item());
        }

        var input = session.Game.Latent(key, configuration.Settings.Batch);
        var made = session.Game.Generate(session.Generator, input);
        var scores = session.Game.Score(session.Players[(int)Player.Discriminator], made, input.Condition);
        return (null, scores.Mean().Item());
    }
}
