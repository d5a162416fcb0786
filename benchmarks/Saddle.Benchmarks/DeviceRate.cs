using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Saddle.Torch;

namespace Saddle.Benchmarks;

/// <summary>
/// Updates a second by the wall clock of a GAN on a device, drawing the batches included, for benchmarks/device.
/// </summary>
internal sealed class DeviceRate : Benchmark
{
    public override string Name => "device-rate";

    public override string Summary => "updates a second of a GAN on a device, as JSON";

    public override Command ToCommand()
    {
        var work = new Option<string>("--work")
        {
            Description = $"what is trained: {string.Join(", ", DeviceWork.Timed.Select(w => w.Name))}",
            Required = true,
        };
        work.AcceptOnlyFromAmong([.. DeviceWork.Timed.Select(w => w.Name)]);
        var device = new Option<string>("--device") { DefaultValueFactory = _ => "cuda" };
        var precision = new Option<string>("--precision") { DefaultValueFactory = _ => "float32" };
        var races = new Option<bool>("--fastest") { Description = "takes algorithms whose bits may differ each time" };
        var small = new Option<bool>("--small") { Description = "an eighth of the width, to try it on a processor" };
        var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 5 };
        var updates = new Option<int>("--updates")
        {
            Description = "makes exactly so many updates, after none; for counting launches",
        };
        var command = new Command(Name, Summary) { work, device, precision, races, small, seconds, updates };
        command.SetAction(parsed =>
        {
            var chosen = DeviceWork.Timed.First(w => w.Name == parsed.GetValue(work));
            chosen = parsed.GetValue(small) ? chosen.Small() : chosen;
            var configuration = chosen.Configuration(
                $"device: {parsed.GetValue(device)}\nprecision: {parsed.GetValue(precision)}\n"
                + $"deterministic: {(parsed.GetValue(races) ? "false" : "true")}");
            using var training = new DeviceTraining(configuration, chosen.IsOfCritic);
            var exact = parsed.GetValue(updates);
            if (exact > 0)
            {
                training.Run(exact);
                Console.WriteLine(JsonSerializer.Serialize(new { updates = exact }));
                return 0;
            }

            training.Run(20); // algorithms are chosen, memory is had
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                rates = Rates(training, parsed.GetValue(seconds)),
                libtorch = TorchRuntime.Version,
                cuda_devices = TorchRuntime.CudaDevices,
            }));
            return 0;
        });
        return command;
    }

    // Five turns of a fifth of the time each; updates are made in stretches, each of which is waited for.
    private static List<double> Rates(DeviceTraining training, double seconds)
    {
        var rates = new List<double>();
        for (var turn = 0; turn < 5; turn++)
        {
            var (clock, updates) = (Stopwatch.StartNew(), 0);
            do
            {
                training.Run(10);
                updates += 10;
            }
            while (clock.Elapsed.TotalSeconds < seconds / 5);
            rates.Add(updates / clock.Elapsed.TotalSeconds);
        }

        return rates;
    }
}
