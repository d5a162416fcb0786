using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Saddle.Data.Images;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Benchmarks;

/// <summary>
/// What a user waits for: whole processes, from the command line to the prompt, Saddle's and those of others, at every
/// width of vectors that the machine can be told to use. Contenders take turns; times are by the clock.
/// </summary>
internal sealed class CommandsBenchmark : Benchmark
{
    private const int Starts = 10_000;
    private const int Steps = 40_000;
    private const int Images = 2000;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public override string Name => "commands";

    public override string Summary => "whole processes of the commands that a user runs, by the clock";

    public override Command ToCommand()
    {
        var turns = new Option<int>("--turns")
        {
            Description = "how many turns each contender has; one below 256 bits",
            DefaultValueFactory = _ => 3,
        };
        var only = new Option<string[]>("--only")
        {
            Description = "these workloads only, named by how they begin",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var pinned = new Option<bool>("--pinned") { Description = "on the first core alone; otherwise on all" };
        var program = new Option<string>("--program")
        {
            Description = "the program's command line, of another build say",
            DefaultValueFactory = _ => Path.GetFullPath(Path.Combine(PythonPeer.Peers(), "..", "..", "saddle")),
        };
        var native = new Option<bool>("--native") { Description = "at this machine's own width alone" };
        var json = new Option<bool>("--json") { Description = "print the figures as JSON" };
        var command = new Command(Name, Summary) { turns, only, pinned, native, program, json };
        command.SetAction(parsed =>
        {
            var folder = Directory.CreateTempSubdirectory("saddle-commands-").FullName;
            try
            {
                var (names, isPinned) = (parsed.GetValue(only)!, parsed.GetValue(pinned));
                List<Workload> chosen =
                [
                    .. Workloads(folder, parsed.GetValue(program)!).Where(workload =>
                        names.Length == 0 || names.Any(n => workload.Name.StartsWith(n, StringComparison.Ordinal))),
                ];
                var taken = Math.Max(1, parsed.GetValue(turns));
                var widths = parsed.GetValue(native) ? VectorWidth.All.Take(1) : VectorWidth.All;
                List<CommandTimes> all = [.. chosen.SelectMany(w => Run(w, widths, folder, taken, isPinned))];
                Print(chosen, all, isPinned, parsed.GetValue(json));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        return command;
    }

    private static List<Workload> Workloads(string folder, string program)
    {
        var starts = Path.Combine(folder, "starts");
        var game = new TwoGaussians([-0.5, 0.5], [-1, 1], [-3, 3], Crossing.Clamp);
        var basin = new Basin(game, new Alternating(), Starts, Steps);
        var states = Enumerable.Range(0, Starts).SelectMany(basin.StartOf).ToArray();
        File.WriteAllBytes(starts, MemoryMarshal.AsBytes<double>(states).ToArray());
        DrawImages(Path.Combine(folder, "a"), 1);
        DrawImages(Path.Combine(folder, "b"), 2);
        const string Diagram = "phase kernel-gan --rule alternating --steps 2000 --out diagram --x ";
        return
        [
            new("version", Saddle("--version")),
            new("spectrum", Saddle("spectrum dirac-gan")),
            new("basin", Saddle($"basin two-gaussians --set eta=0.1 --starts {Starts} --steps {Steps}"))
            {
                Updates = Starts * (Steps / 1e6),
                Peers =
                [
                    ("C", width => C("basin", $"{starts} 6", $"{Steps}", width)),
                    ("numpy", Python("basin_numpy", $"{starts} 6", $"{Steps}")),
                    ("numpy, in place", Python("basin_numpy_in_place", $"{starts} 6", $"{Steps}")),
                    ("numba", Python("basin_numba", $"{starts} 6", $"{Steps}")),
                ],
                Least =
                [
                    ("C", "512 bits", 1.25),
                    ("C", "256 bits", 0.9),
                    ("numba", "512 bits", 6),
                    ("numba", "256 bits", 4),
                    ("numpy", "512 bits", 3),
                    ("numpy", "256 bits", 3),
                ],
            },
            new(
                "phase",
                Saddle($"{Diagram}eta-g=0.01:3:200:log --y sigma=0.05:2:200:log --set eta-d=1 --set lambda=0.5 "
                    + "--set points=0,20"))
            {
                Updates = 80,
                Most = 5,
            },
            new("phase of isolated points", Saddle($"{Diagram}eta=0.02:2:200 --y sigma=0.1:2:200 --set points=0,1000"))
            {
                Updates = 80,
                Peers = [("numba", Python("kernel_numba"))],
            },
            new("reproduce li2018", Saddle("reproduce li2018 --out report")),
            new("train, 2,000 updates", Saddle("train ring-of-eight --steps 2000 --out run"))
            {
                Peers = [("PyTorch, without penalty and records", Python("gan_mlp", $"{starts} 6", "2000"))],
            },
            new("fid of 2 x 2,000 images", Saddle("fid a b --extractor pixels:size=8")),
            new("serve to the first page", Saddle("serve --port 0") with { Serves = true }),
        ];

        WholeProcess Saddle(string arguments) => new([.. program.Split(' '), .. arguments.Split(' ')]);

        WholeProcess C(string name, string arguments, string input, VectorWidth width) =>
            new([CompiledPeer.Compile(name, width.Compiler, folder), .. arguments.Split(' ')], input);
    }

    private static Func<VectorWidth, WholeProcess> Python(
        string script,
        string? arguments = null,
        string? input = null) => _ => new(
        [
            PythonPeer.Interpreter(),
            Path.Combine(PythonPeer.Peers(), $"{script}.py"),
            .. arguments?.Split(' ') ?? [],
        ],
        input);

    // Noise around a grey that differs from image to image.
    private static void DrawImages(string folder, int seed)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(seed);
        for (var i = 0; i < Images; i++)
        {
            var (pixels, grey) = (new byte[32 * 32 * 3], random.Next(200));
            for (var k = 0; k < pixels.Length; k++)
            {
                pixels[k] = (byte)(grey + random.Next(56));
            }

            var name = string.Create(CultureInfo.InvariantCulture, $"{i:D4}.png");
            File.WriteAllBytes(Path.Combine(folder, name), PngWriter.Write(new(32, 32, 3, pixels, name)));
        }
    }

    private static List<CommandTimes> Run(
        Workload workload,
        IEnumerable<VectorWidth> widths,
        string folder,
        int turns,
        bool pinned)
    {
        var entered = new List<(CommandTimes Times, WholeProcess Process, IReadOnlyDictionary<string, string> Told)>();
        foreach (var width in widths.Where(w => !w.IsEmulated || workload.Updates == 0))
        {
            entered.Add((new(workload.Name, "Saddle", width.Name, workload.Updates), workload.Ours, width.Ours));
            foreach (var (name, process) in width.Peers is null ? [] : workload.Peers)
            {
                entered.Add((new(workload.Name, name, width.Name, workload.Updates), process(width), width.Peers!));
            }
        }

        for (var turn = 0; turn < turns; turn++)
        {
            foreach (var (times, process, told) in entered.Where(e => e.Times.Absent is null))
            {
                if (turn == 0 || times.Width is "512 bits" or "256 bits")
                {
                    Take(times, process, told, folder, pinned);
                }
            }

            Console.Error.WriteLine($"{workload.Name}: turn {turn + 1} of {turns}");
        }

        return [.. entered.Select(e => e.Times)];
    }

    private static void Take(
        CommandTimes times,
        WholeProcess process,
        IReadOnlyDictionary<string, string> told,
        string folder,
        bool pinned)
    {
        try
        {
            foreach (var left in (string[])["diagram", "report", "run"])
            {
                var made = Path.Combine(folder, left);
                if (Directory.Exists(made))
                {
                    Directory.Delete(made, recursive: true);
                }
            }

            var (seconds, processor) = process.Run(folder, told, pinned);
            times.Seconds.Add(seconds);
            times.Processor.Add(processor);
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            times.Absent = failure.Message;
        }
    }

    private static void Print(IReadOnlyList<Workload> workloads, List<CommandTimes> all, bool pinned, bool json)
    {
        var machine = Machine.Describe();
        var cores = pinned ? "the first core alone" : $"{Environment.ProcessorCount} cores";
        var targets = workloads.SelectMany(workload => Outcomes(workload, all, pinned)).ToList();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { benchmark = "commands", machine, cores, contenders = all, targets },
                Indented));
            return;
        }

        Console.WriteLine($"commands: whole processes, seconds by the clock, on {cores}; median [least, most]");
        Console.WriteLine(JsonSerializer.Serialize(machine));
        var (first, second) = (all.Max(t => t.Workload.Length), all.Max(t => t.Contender.Length));
        foreach (var t in all)
        {
            var who = $"  {t.Workload.PadRight(first)}  {t.Contender.PadRight(second)}  {t.Width,10}";
            Console.WriteLine(t.Absent is { } why ? $"{who}  absent: {why}" : who + Figures(t, Ours(all, t)));
        }

        Console.WriteLine();
        foreach (var (met, what) in targets.Select(target => (target.Met, target.What)))
        {
            Console.WriteLine($"  {(met ? "met" : "MISSED")}: {what}");
        }
    }

    private static CommandTimes Ours(List<CommandTimes> all, CommandTimes times) =>
        all.First(t => t.Workload == times.Workload && t.Width == times.Width && t.Contender == "Saddle");

    private static string Figures(CommandTimes times, CommandTimes ours)
    {
        var rate = times.Updates > 0 ? $"{times.Updates / times.Median,7:F1} million updates a second" : string.Empty;
        var ratio = ReferenceEquals(times, ours) ? string.Empty : $", {times.Median / ours.Median:F2} of Saddle's time";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"  {times.Median,7:F2} [{times.Seconds.Min(),6:F2}, {times.Seconds.Max(),6:F2}] "
                + $"processor {times.Processor.Min(),7:F2}  {rate}{ratio}");
    }

    // Peers have one thread: what is aimed at beside them holds for one core.
    private static IEnumerable<Outcome> Outcomes(Workload workload, List<CommandTimes> all, bool pinned)
    {
        var own = all.First(t => t.Workload == workload.Name);
        if (workload.Most > 0 && own.Absent is null)
        {
            yield return new(
                own.Median <= workload.Most,
                FormattableString.Invariant($"{workload.Name}: at most {workload.Most} s (measured {own.Median:F2})"),
                own.Median);
        }

        foreach (var (peer, width, least) in pinned ? workload.Least : [])
        {
            if (all.Find(t => t.Workload == workload.Name && t.Contender == peer && t.Width == width) is { } times
                && times.Median / Ours(all, times).Median is var ratio && !double.IsNaN(ratio))
            {
                yield return new(
                    ratio >= least,
                    FormattableString.Invariant(
                        $"{workload.Name}, {width}: at least {least} times {peer} (measured {ratio:F2})"),
                    ratio);
            }
        }
    }
}
