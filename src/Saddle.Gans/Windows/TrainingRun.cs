using Saddle.Data;
using Saddle.Dynamics;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Torch;

namespace Saddle.Gans.Windows;

/// <summary>
/// Training that goes on from a checkpoint with other settings, on the batches that the run itself would see, with its
/// rule's memory: whether the field grows beyond what it does with the present settings.
/// </summary>
/// <param name="at">The checkpoint.</param>
/// <param name="data">Where data sets lie.</param>
/// <param name="configuration">The run's configuration with the settings.</param>
/// <param name="yardstick">The game of those settings on the held batch; 0 is the checkpoint.</param>
/// <param name="updates">How many updates.</param>
internal sealed class TrainingRun(
    Snapshot at, DataFolder data, Configuration configuration, HeldGame yardstick, long updates)
{
    private const int Looks = 20;
    private const int Last = 5;

    /// <summary>Trains.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="usual">The largest ratio that training shows with the present settings; null for those.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The ratio is the median of the last quarter's fields by the field at the checkpoint.</returns>
    public ShortRun Measure(GanSettings settings, double? usual, CancellationToken cancellation)
    {
        using var run = at.Under(configuration, data);
        using var scope = new TensorScope();
        var fields = new List<double> { Field(run) };
        var every = Math.Max(1, updates / Looks);
        var made = 0L;
        while (made < updates && double.IsFinite(fields[^1]))
        {
            cancellation.ThrowIfCancellationRequested();
            run.Train(every);
            made += every;
            fields.Add(Field(run));
        }

        if (!double.IsFinite(fields[^1]))
        {
            return new(settings, false, double.PositiveInfinity, double.PositiveInfinity, made, true);
        }

        var ratios = fields.Skip(1).Select(f => fields[0] > 0 ? f / fields[0] : 1).ToList();
        var last = ratios.TakeLast(Last).Order().ElementAt(Math.Min(Last, ratios.Count) / 2);
        var allowed = Thresholds.Diverged * (usual is { } most && double.IsFinite(most) ? Math.Max(1, most) : 1);
        return new(settings, false, last, ratios.Max(), made, !(last < allowed));
    }

    private double Field(Snapshot run)
    {
        using var scope = new TensorScope();
        var here = run.Players.ToArray().Select(p => p.Cast(DType.Float64)).ToArray();
        var start = at.Players.ToArray().Select(p => p.Cast(DType.Float64)).ToArray();
        var field = yardstick.Field([here[0] - start[0], here[1] - start[1]]);
        return Math.Sqrt(field.Sum(part => Tensor.Sum(part.Square()).Item()));
    }
}
