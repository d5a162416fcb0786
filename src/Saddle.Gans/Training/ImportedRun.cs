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
    /// <summary>
    /// Tries the networks together and looks at them once; then makes the run, with a checkpoint of them as they are.
    /// Nothing is left of a run that cannot be made.
    /// </summary>
    /// <param name="configuration">The run's configuration.</param>
    /// <param name="make">Makes the run's folder.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="step">The number of updates that have been made elsewhere.</param>
    /// <param name="clock">Gives the time of TensorBoard's events.</param>
    /// <returns>
    /// The mean scores of real and of generated samples on one batch; null of real ones where there are no data.
    /// </returns>
    /// <exception cref="DataException">The data are missing or damaged.</exception>
    /// <exception cref="Catalog.SettingsException">A network does not fit the data.</exception>
    public static (double? Real, double Generated) Begin(
        Configuration configuration, Func<RunFolder> make, DataFolder data, long step, TimeProvider clock)
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
        var seen = hasData ? session.Diagnose() : null;
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
        RunFolder folder, Session session, IReadOnlyList<(string Name, double Value)>? seen, TimeProvider clock)
    {
        using var held = folder.Hold();
        using var log = new MetricsLog(folder, session.Step, clock);
        log.Note(session.Step, "imported");
        if (seen is not null)
        {
            log.Write(session.Step, seen);
        }

        log.Flush();
        Checkpoint.Write(folder.Checkpoint(session.Step), session);
        folder.State = folder.State with
        {
            Step = session.Step,
            Status = "interrupted",
            Imported = session.Step,
        };
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
