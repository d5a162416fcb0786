using Saddle.Data;
using Saddle.Dynamics;
using Saddle.Gans;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Torch;

namespace Saddle.Papers.Measuring;

/// <summary>Training runs of networks that claims are measured on.</summary>
internal static class Networks
{
    /// <summary>
    /// Measures several runs, as many at once as there are processors, each on one thread: the figures do not depend on
    /// how many. Those that are kept already are not made again.
    /// </summary>
    /// <typeparam name="T">What a run gives: data alone.</typeparam>
    /// <param name="name">What the runs are kept under; claims that give the same name share them.</param>
    /// <param name="runs">How many.</param>
    /// <param name="setting">Keeps them, and stops them.</param>
    /// <param name="run">One of them, by its number.</param>
    /// <exception cref="MissingComponentException">libtorch is not there.</exception>
    /// <exception cref="PartDoneException">
    /// Only a part of the runs was to be made; those are kept, and others are missing.
    /// </exception>
    public static IReadOnlyList<T> Each<T>(string name, int runs, ClaimSetting setting, Func<int, T> run)
        where T : notnull
    {
        TorchRuntime.SetThreads(1, 1);
        var (form, version) = (setting.Full ? "full" : "quick", TorchRuntime.Version);
        string Key(int i) =>
            FormattableString.Invariant($"{name}, run {i}, seed {setting.Seed}, {form}, libtorch {version}");
        var results = new T[runs];
        var due = new List<int>();
        for (var i = 0; i < runs; i++)
        {
            if (setting.Kept.TryGet<T>(Key(i), out var kept))
            {
                results[i] = kept;
            }
            else
            {
                due.Add(i);
            }
        }

        var own = setting.Part is var (remainder, count) ? due.FindAll(i => i % count == remainder) : due;
        Pieces.Each(own.Count, Make, progress: setting.Progress, cancellation: setting.Cancellation);
        setting.Cancellation.ThrowIfCancellationRequested();
        return own.Count == due.Count
            ? results
            : throw new PartDoneException(FormattableString.Invariant(
                $"{name}: {own.Count} runs were made, and {due.Count - own.Count} are left to others"));

        void Make(int number)
        {
            TorchRuntime.SetThreads(1, 1); // each thread has a number of its own
            var i = own[number];
            setting.Kept.Keep(Key(i), results[i] = run(i));
        }
    }

    /// <summary>
    /// Measures several kinds of run over the same seeds, as
    /// <see cref="Each{T}(string, int, ClaimSetting, Func{int, T})"/> does.
    /// </summary>
    /// <typeparam name="TKind">What tells the kinds apart.</typeparam>
    /// <typeparam name="T">What a run gives.</typeparam>
    /// <param name="name">What the runs are kept under.</param>
    /// <param name="kinds">The kinds.</param>
    /// <param name="seeds">The runs of each.</param>
    /// <param name="setting">Keeps them, and stops them.</param>
    /// <param name="run">One run, by its kind and its number.</param>
    /// <returns>Of each kind, each run's.</returns>
    public static IReadOnlyList<IReadOnlyList<T>> Each<TKind, T>(
        string name,
        IReadOnlyList<TKind> kinds,
        int seeds,
        ClaimSetting setting,
        Func<TKind, int, T> run)
        where T : notnull
    {
        var all = Each(name, kinds.Count * seeds, setting, i => run(kinds[i % kinds.Count], i / kinds.Count));
        return [.. kinds.Select((_, k) => (IReadOnlyList<T>)[.. all.Where((_, i) => i % kinds.Count == k)])];
    }

    /// <summary>A GAN before its first update.</summary>
    /// <param name="yaml">The configuration, but for the seed.</param>
    /// <param name="setting">Gives the seed.</param>
    /// <param name="run">The run's number.</param>
    /// <exception cref="OperationCanceledException">The measurement was stopped.</exception>
    public static Snapshot Start(string yaml, ClaimSetting setting, int run)
    {
        setting.Cancellation.ThrowIfCancellationRequested();
        var seed = (((long)setting.Seed * 1000) + run) % int.MaxValue;
        var configuration = Configuration.Read(FormattableString.Invariant($"{yaml}\nseed: {seed}"), "claim");
        return Snapshot.AtStart(configuration, DataFolder.FromEnvironment(), (ulong)seed);
    }

    /// <summary>Trains, and stops when asked to.</summary>
    /// <param name="at">The GAN.</param>
    /// <param name="updates">How many updates.</param>
    /// <param name="setting">Stops it.</param>
    public static void Train(this Snapshot at, long updates, ClaimSetting setting)
    {
        const long Stretch = 50;
        for (var done = 0L; done < updates; done += Stretch)
        {
            setting.Cancellation.ThrowIfCancellationRequested();
            at.Train(Math.Min(Stretch, updates - done));
        }
    }

    /// <summary>Generated samples, always of the same latent vectors.</summary>
    /// <param name="at">The GAN.</param>
    /// <param name="count">How many.</param>
    public static Tensor Samples(this Snapshot at, int count) =>
        at.Game.Generate(at.Generator, at.Game.Latent(StreamName.Sampling.Key(at.Seed), count));
}
