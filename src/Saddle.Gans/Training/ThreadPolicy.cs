using Saddle.Games;
using Saddle.Gans.Probes;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>
/// How many threads a run's operators use where the user does not say. Small dense layers lose more by waking threads
/// than they gain (benchmarks/README.md has the figures); convolutions gain.
/// </summary>
public static class ThreadPolicy
{
    // Multiply-adds of one evaluation of both networks, dense layers only, above which threads pay.
    private const long WorthThreads = 100_000_000;

    /// <summary>The number of threads for a game.</summary>
    /// <param name="game">The game.</param>
    /// <param name="batch">The number of samples a side.</param>
    public static int Choose(NeuralGame game, int batch) => IsSmall(game, batch) ? 1 : Environment.ProcessorCount;

    /// <summary>Lets libtorch work with as many threads as a run's configuration says, or its networks are worth.
    /// </summary>
    /// <param name="at">A checkpoint of the run.</param>
    public static void Use(Snapshot at)
    {
        ArgumentNullException.ThrowIfNull(at);
        var settings = at.Configuration.Settings;
        var threads = settings.Threads > 0 ? settings.Threads : Choose(at.Game, settings.Batch);
        TorchRuntime.SetThreads(threads, BlasThreads(threads));
    }

    /// <summary>
    /// Lets libtorch work with all processors, unless the environment says with how many: its own default can be a
    /// single thread where there are several (on virtual machines, for one).
    /// </summary>
    public static void UseAllProcessors()
    {
        var threads = Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is { Length: > 0 }
            ? TorchRuntime.Threads
            : Environment.ProcessorCount;
        TorchRuntime.SetThreads(threads, BlasThreads(threads));
    }

    /// <summary>Whether a game's networks are dense and so small that one thread is as fast as several.</summary>
    /// <param name="game">The game.</param>
    /// <param name="batch">The number of samples a side.</param>
    internal static bool IsSmall(NeuralGame game, int batch)
    {
        ArgumentNullException.ThrowIfNull(game);
        var parameters = Enum.GetValues<Player>()
            .SelectMany(player => game.Network(player).Blueprint.Parameters)
            .ToList();
        return parameters.All(p => p.Shape.Length <= 2) && batch * parameters.Sum(p => p.Count) <= WorthThreads;
    }

    /// <summary>
    /// The number of threads within a matrix product: OpenBLAS built on OpenMP shares libtorch's threads; any other
    /// build has threads of its own, which nested in libtorch's cost several times what they gain.
    /// </summary>
    /// <param name="threads">The number of threads of libtorch's operators.</param>
    public static int BlasThreads(int threads) =>
        TorchRuntime.Blas.Contains("OPENMP", StringComparison.OrdinalIgnoreCase) ? threads : 1;
}
