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
    /// <summary>Writes the checkpoint of a run's networks as they are, and looks at them once.</summary>
    /// <param name="folder">The run's folder, in which nothing has been trained.</param>
    /// <param name="data">Where data sets lie.</param>
    /// <param name="step">The number of updates that have been made elsewhere.</param>
    /// <param name="clock">Gives the time of TensorBoard's events.</param>
    /// <returns>
    /// The mean scores of real and of generated samples on one batch; null of real ones where there are no data.
    /// </returns>
    /// <exception cref="DataException">The data are missing or damaged.</exception>
    /// <exception cref="Catalog.SettingsException">A network does not fit the data.</exception>
    public static (double? Real, double Generated) Begin(
        RunFolder folder, DataFolder data, long step, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(folder);
        using var held = folder.Hold();
        using var scope = new TensorScope();
        var configuration = folder.Configuration;
        using var items = configuration.Items(data);
        var game = configuration.Game(items);
        using var session = new Session(game, configuration.Rule, (ulong)configuration.Settings.Seed,
            configuration.Settings.Ema)
        {
            Step = step,
        };
        var hasData = configuration.Data is not NoData;
        var scores = Scores(session, configuration, hasData);
        using var log = new MetricsLog(folder, step, clock);
        log.Note(step, "imported");
        if (hasData)
        {
            log.Write(step, session.Diagnose());
        }

        log.Flush();
        Checkpoint.Write(folder.Checkpoint(step), session);
        folder.State = RunState.AtStart(configuration.Settings.Steps) with
        {
            Step = step,
            Status = "interrupted",
            Imported = step,
        };
        return scores;
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
