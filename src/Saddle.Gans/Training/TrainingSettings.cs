using Saddle.Catalog;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Gans.Training;

/// <summary>
/// How long and how often: what a training run needs beside the game and the rule. The top-level keys of a
/// configuration.
/// </summary>
/// <param name="Name">What the run is called; its folder is named after it.</param>
/// <param name="Steps">The number of updates.</param>
/// <param name="Batch">The number of samples a side that one evaluation sees.</param>
/// <param name="Shards">
/// The number of shards that a batch is cut into; their gradients are averaged in their order, so that it does not
/// matter how many processes share them.
/// </param>
/// <param name="BatchNorm">Whether shards have statistics of their own where networks normalise batches.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Ema">The decay of the generator's running average, per update; 0 for none.</param>
/// <param name="Precision">The type of the numbers, and how their products are computed.</param>
/// <param name="Device">Where the tensors lie.</param>
/// <param name="Deterministic">
/// Whether a CUDA device takes algorithms that give the same bits each time, where there are such; else the fastest.
/// </param>
/// <param name="Threads">Threads within an operator.</param>
/// <param name="LogEvery">Updates between two entries of the metrics.</param>
/// <param name="EvaluateEvery">Updates between two evaluations of what the generator makes.</param>
/// <param name="MetricSamples">The number of generated samples that the metrics of an evaluation see.</param>
/// <param name="MetricReference">
/// The number of samples of the data that they see; 0 for all, and as many as are generated of data that never end.
/// </param>
/// <param name="MetricProtocol">Whose way of measuring: the name of a <see cref="Metrics.Protocol"/>.</param>
/// <param name="SampleEvery">Updates between two sample grids.</param>
/// <param name="Samples">The number of samples in a grid.</param>
/// <param name="CheckpointEvery">Updates between two checkpoints.</param>
[Family]
[Entry(
    "training",
    "how long and how often",
    @"z_{n+1} = \mathrm{rule}(z_n),\ n = 0, \dots, N - 1",
    "Saddle: what a training run needs beside the game and the rule")]
public sealed record TrainingSettings(
    [Parameter("what the run is called")] string Name = "gan",
    [Parameter("the number of updates", Min = 1, Max = int.MaxValue)] int Steps = 20_000,
    [Parameter("samples a side that one evaluation sees", Min = 1, Max = 1_000_000)] int Batch = 64,
    [Parameter("shards of a batch, which processes can share", Min = 1, Max = 4096)] int Shards = 1,
    [Parameter("over what batch norm takes its statistics: each shard by itself, or all of them")]
    BatchNorm BatchNorm = BatchNorm.Local,
    [Parameter("the seed of everything random", Min = 0, Max = int.MaxValue)] int Seed = 1,
    [Parameter("the decay of the generator's running average, per update; 0 for none", Min = 0, Max = 0.999999999)]
    double Ema = 0,
    [Parameter("the type of the numbers, and how their products are computed")]
    Precision Precision = Precision.Float32,
    [Parameter("where the tensors lie: cpu, cuda or cuda:N")] string Device = "cpu",
    [Parameter("whether a CUDA device takes algorithms that give the same bits each time")]
    bool Deterministic = true,
    [Parameter("threads within an operator; 0 to choose by the size of the networks", Min = 0, Max = 256)]
    int Threads = 0,
    [Parameter("updates between two entries of the metrics", Min = 1, Max = int.MaxValue)] int LogEvery = 100,
    [Parameter(
        "updates between two evaluations of what the generator makes; 0 for none but the last",
        Min = 0,
        Max = int.MaxValue)]
    int EvaluateEvery = 1000,
    [Parameter("generated samples that the metrics of an evaluation see", Min = 2, Max = 10_000_000)]
    int MetricSamples = 5000,
    [Parameter(
        "samples of the data that they see; 0 for all, or of endless data as many as are generated",
        Min = 0,
        Max = 100_000_000)]
    int MetricReference = 0,
    [Parameter("whose way of measuring: clean-fid, pytorch-fid, torch-fidelity, torchmetrics or stylegan2")]
    string MetricProtocol = "clean-fid",
    [Parameter("updates between two sample grids; 0 for none but the last", Min = 0, Max = int.MaxValue)]
    int SampleEvery = 1000,
    [Parameter("the number of samples in a grid", Min = 1, Max = 100_000)] int Samples = 64,
    [Parameter("updates between two checkpoints; 0 for none but the last", Min = 0, Max = int.MaxValue)]
    int CheckpointEvery = 1000) : IValidated
{
    /// <summary>
    /// The settings and parts of a configuration that may differ when a run is resumed: they change nothing of what is
    /// computed.
    /// </summary>
    public static IReadOnlyList<string> Free { get; } =
        [
            "name",
            "steps",
            "log-every",
            "evaluate-every",
            "metric-samples",
            "metric-reference",
            "metrics",
            "extractor",
            "sample-every",
            "samples",
            "checkpoint-every",
        ];

    /// <inheritdoc/>
    public void Validate()
    {
        if (Batch % Shards != 0)
        {
            throw new SettingsException(
                $"shards={Shards}: a batch of {Batch} cannot be cut into so many of equal size; "
                + $"expected a number that divides {Batch}");
        }

        RequireSynchronisable();
        if (Precision == Precision.Tf32 && Device == Devices.Cpu)
        {
            throw new SettingsException("precision=tf32: the processor has none; expected float32, or device=cuda");
        }

        if (FileName.Refusal(Name) is { } expected)
        {
            throw new SettingsException(
                $"name={Shell.Quoted(Name)}: expected {expected}, which the run's folder is called after");
        }
    }

    private void RequireSynchronisable()
    {
        var expected = Shards == 1 ? "shards of 2 or more: a batch in one piece has nothing to synchronise"
            : Device != Devices.Cpu ? "device=cpu: a device computes all gradients on one thread, where none could wait"
            : Precision == Precision.Bfloat16 ? "precision=float32 or float64: statistics are not summed in bfloat16"
            : null;
        if (BatchNorm == BatchNorm.Synchronised && expected is not null)
        {
            throw new SettingsException($"batch-norm=synchronised: expected {expected}");
        }
    }

    /// <summary>The element type of the tensors.</summary>
    public DType Type => Precision == Precision.Float64 ? DType.Float64 : DType.Float32;
}
