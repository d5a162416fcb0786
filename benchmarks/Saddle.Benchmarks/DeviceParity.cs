using System.CommandLine;
using System.Text.Json;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Gans.Networks;
using Saddle.Torch;

namespace Saddle.Benchmarks;

/// <summary>
/// What a device computes against what the processor does, network by network: samples, scores, both players'
/// gradients, and the parameters after ten updates of simultaneous descent. Not of Adam, whose first step has the size
/// of the rate however small the gradient, so that rounding decides where a gradient is 0 but for rounding.
/// </summary>
internal sealed class DeviceParity : Benchmark
{
    private const double Bound = 1e-4;
    private const int Updates = 10;

    public override string Name => "device-parity";

    public override string Summary => "what a device computes against the processor, network by network, as JSON";

    public override Command ToCommand()
    {
        var device = new Option<string>("--device") { DefaultValueFactory = _ => "cuda" };
        var precision = new Option<string>("--precision") { DefaultValueFactory = _ => "float32" };
        var command = new Command(Name, Summary) { device, precision };
        command.SetAction(parsed =>
        {
            var there = $"device: {parsed.GetValue(device)}\nprecision: {parsed.GetValue(precision)}";
            var rows = DeviceWork.Compared.Select(work => Compare(work, there)).ToList();
            var compared = DeviceWork.Compared
                .Select(work => work.Configuration())
                .SelectMany(c => (Network[])[c.Generator, c.Discriminator])
                .Select(network => Catalog<Network>.EntryOf(network).Name);
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                libtorch = TorchRuntime.Version,
                bound = Bound,
                of = "the largest difference over the largest magnitude",
                rows,
                not_compared = Catalog<Network>.Entries.Select(entry => entry.Name)
                    .Except(compared, StringComparer.Ordinal),
            }, JsonSerializerOptions.Web));
            return rows.All(row => row.Holds) ? 0 : 1;
        });
        return command;
    }

    private static Row Compare(DeviceWork work, string there)
    {
        using var one = new DeviceTraining(work.Configuration());
        using var other = new DeviceTraining(work.Configuration(there));
        var (key, differences) = (one.Key, new SortedDictionary<string, double>(StringComparer.Ordinal));
        using (new TensorScope())
        {
            differences["samples"] = Apart(Samples(one), Samples(other));
            var (real, generated) = one.Game.Scores(one.Players, key);
            var (realThere, generatedThere) = other.Game.Scores(other.Players, key);
            differences["scores"] = Math.Max(Apart(real, realThere), Apart(generated, generatedThere));
            foreach (var player in Enum.GetValues<Player>())
            {
                differences[$"gradient of {player}"] = Apart(Gradient(one, player), Gradient(other, player));
            }
        }

        one.Run(Updates);
        other.Run(Updates);
        using (new TensorScope())
        {
            foreach (var player in Enum.GetValues<Player>())
            {
                differences[$"{player} after {Updates} updates"] =
                    Apart(one.Players[(int)player], other.Players[(int)player]);
            }
        }

        return new(work.Name, differences, differences.Values.All(d => d <= Bound));

        Tensor Samples(DeviceTraining of) => of.Game.Generate(of.Players[0], of.Game.Latent(key, 16));

        Tensor Gradient(DeviceTraining of, Player player)
        {
            Span<Tensor> gradient = new Tensor[1];
            of.Game.Gradient(player, player, of.Players, gradient, key with { Extrapolated = true });
            return gradient[0];
        }
    }

    // Not a number where either side has one that is none: no bound holds it.
    private static double Apart(Tensor one, Tensor other)
    {
        var (a, b) = (one.ToDoubles(), other.To("cpu", DType.Float64).ToDoubles());
        var most = a.Max(Math.Abs);
        return a.Zip(b, (x, y) => Math.Abs(x - y)).Max() / most;
    }

    private sealed record Row(string Network, IReadOnlyDictionary<string, double> Differences, bool Holds);
}
