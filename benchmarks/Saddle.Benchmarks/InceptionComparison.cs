using Saddle.Data;
using Saddle.Metrics;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Extractors.Inception;
using Saddle.Torch;

namespace Saddle.Benchmarks;

/// <summary>
/// The features of FID-InceptionV3, beside a plain PyTorch model of the same graph with the same weights.
/// </summary>
internal sealed class InceptionComparison : Comparison
{
    private const int Batch = 8;

    public override string Name => "inception";

    public override string Summary =>
        "the 2,048 features of FID-InceptionV3 of images of 299 x 299 pixels, batches of eight";

    public override string Unit => "images a second of processor time, one thread";

    protected override void Enter(Race race)
    {
        TorchRuntime.SetThreads(1, 1);
        var scope = race.Own(new TensorScope());
        var weights = Path.GetTempFileName();
        try
        {
            var peer = race.Own(
                new PythonPeer(
                    "inception_pytorch",
                    [[0.0]],
                    new Dictionary<string, string>(StringComparer.Ordinal) { ["WEIGHTS"] = weights }));
            var protocol = Protocol.Known[0];
            var network = race.Own(
                new FidInception(weights, Threads: 1).Open(new(protocol, new DataFolder(Path.GetTempPath()))));
            var other = new InceptionNetwork(Weights.Read(weights));
            var images = Images();
            race.Targets.Add(new("at least 1.3 times PyTorch's rate", "PyTorch", 1.3));
            double[] theirs = [.. peer.Finals(1).SelectMany(f => f)];
            race.Checks.Add(Same(Computed, images, theirs));
            race.Checks.Add(Same(other.Features, images, theirs));
            race.Enter(
                "Saddle", network.Engine, () => Batch / Race.Seconds(() => Features(Computed, images)));
            race.Enter(
                "Saddle, as on other devices",
                $"libtorch {TorchRuntime.Version}, {TorchRuntime.VectorLevel}",
                () => Batch / Race.Seconds(() => Features(other.Features, images)));
            race.Enter("PyTorch", peer.Versions, () => Batch / peer.Seconds(1));
            scope.Sweep([images]);

            Tensor Computed(Tensor batch) => network.Run(batch).Features;
        }
        catch (InvalidOperationException missing)
        {
            race.Absent.Add(new("PyTorch", missing.Message));
        }
        finally
        {
            File.Delete(weights);
        }
    }

    private static double[] Features(Func<Tensor, Tensor> network, Tensor images)
    {
        using var scope = new TensorScope();
        using var recording = Autograd.NoGradient();
        return network(images).ToDoubles();
    }

    private static Check Same(Func<Tensor, Tensor> network, Tensor images, double[] theirs)
    {
        var error = Features(network, images).Zip(theirs, (a, b) => Math.Abs(a - b)).Max() / theirs.Max(Math.Abs);
        return new(error < 1e-5, FormattableString.Invariant($"the same features, to {error:E1} of the largest"));
    }

    /// <summary>The pictures by formula of tests/data/inception.py.</summary>
    private static Tensor Images()
    {
        const int Side = InceptionNetwork.Side;
        var values = new float[Batch * 3 * Side * Side];
        for (var i = 0; i < values.Length; i++)
        {
            var (image, place) = (i / (3 * Side * Side), i % (3 * Side * Side));
            var product =
                (((place % (Side * Side)) * 3) + (place / (Side * Side)) + 1.0) * (image + 1) * 0.7548776662466927;
            values[i] = (float)((Math.Floor(256 * (product - Math.Floor(product))) - 128) / 128);
        }

        return Tensor.From<float>(values, [Batch, 3, Side, Side]);
    }
}
