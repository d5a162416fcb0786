using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Laboratory.Messages;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans;
using Saddle.Gans.Networks;
using Saddle.Gans.Objectives;
using Saddle.Gans.Regularisers;
using Saddle.Gans.Training;
using Saddle.Rules;
using Saddle.Torch;

namespace Saddle.App.Laboratory;

/// <summary>The network playground: GANs in the plane that train while somebody watches.</summary>
internal static class PlaygroundEndpoints
{
    private const int MostWidth = 512;
    private const int MostDepth = 6;
    private const int MostBatch = 1024;
    private const int MostPace = 1000;
    public const int MostRegularisers = 6;
    private const int Samples = 400;
    private const int Side = 40;
    private const int Lines = 15;
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(20);

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/playground", Stream).WithName("playground").Streams<PlaygroundEvent>();

    /// <summary>Whether the items of a data set are points in the plane.</summary>
    public static bool IsPlanar(DataSet data) => data.Kind == ItemKind.Points && data.Shape is [2];

    private static Task Stream(PlaygroundRequest asked, HttpContext context)
    {
        LimitException.Check("units a layer", asked.Width, MostWidth);
        LimitException.Check("hidden layers", asked.Depth, MostDepth);
        LimitException.Check("samples a batch", asked.Batch, MostBatch);
        LimitException.Check("updates a frame", asked.Pace + 1, MostPace + 1);
        LimitException.Check("regularisers", asked.Regularisers.Count + 1, MostRegularisers + 1);
        var data = Catalog<DataSet>.Get(asked.Data.Name).Create(asked.Data.Settings);
        if (!IsPlanar(data))
        {
            throw new SettingsException($"the playground needs points in the plane, but {data.Name} has none");
        }

        var network = new Mlp(2, asked.Width, asked.Depth, 0.2);
        var gan = new Gan(
            network,
            network,
            Make<Objective>(asked.Objective),
            [.. asked.Regularisers.Select(Make<Regulariser>)],
            asked.Batch);
        var rule = Make<Rule>(asked.Rule);
        return Answers.Stream<PlaygroundEvent>(
            context,
            "playground",
            (send, stopping) => Train(gan, data, rule, asked, send, stopping));
    }

    private static TBase Make<TBase>(EntryChoice choice)
        where TBase : class => Catalog<TBase>.Get(choice.Name).Create(choice.Settings);

    private static void Train(
        Gan gan,
        DataSet data,
        Rule rule,
        PlaygroundRequest asked,
        Action<PlaygroundEvent> send,
        CancellationToken stopping)
    {
        using var items = data.Open(DataFolder.FromEnvironment(), asked.Seed);
        var real = Real(items);
        var reach = 1.4 * real.Select(Math.Abs).Max();
        // Before libtorch is loaded, which takes a second.
        send(new(Target: new(reach, Side, Lines, [.. real.Select(v => Server.Drawn(v))])));
        TorchRuntime.SetThreads(1, 1); // small layers lose by more
        using var training = new LiveTraining(gan, items, rule, asked.Seed);
        var (clock, spent) = (Stopwatch.StartNew(), TimeSpan.Zero);
        send(new(Frame: Frame(training, reach, 0)));
        while (training.IsFinite)
        {
            var begin = clock.Elapsed;
            for (var made = 0; asked.Pace > 0 ? made < asked.Pace : clock.Elapsed - begin < FrameTime; made++)
            {
                stopping.ThrowIfCancellationRequested();
                training.Advance();
            }

            spent += clock.Elapsed - begin;
            send(new(Frame: Frame(training, reach, training.Step / spent.TotalSeconds)));
            var left = FrameTime - (clock.Elapsed - begin); // read once: between two looks at the clock it can run out
            if (asked.Pace > 0 && left > TimeSpan.Zero)
            {
                stopping.WaitHandle.WaitOne(left);
            }
        }

        throw new NotSupportedException(
            $"stopped after update {training.Step}: a parameter is no longer a finite number");
    }

    private static float[] Real(IItems items)
    {
        var points = new float[2 * Samples];
        for (var i = 0; i < Samples; i++)
        {
            items.Read(items.Count is { } count ? i % count : i, points.AsSpan(2 * i, 2));
        }

        return points;
    }

    private static PlaygroundFrame Frame(LiveTraining training, double reach, double rate)
    {
        var seen = training.Look(Samples, reach, Side, Lines);
        return new(
            seen.Step,
            rate,
            Rounded(seen.Samples),
            Rounded(seen.Pull),
            Rounded(seen.Scores),
            Rounded(seen.Manifold),
            Server.Finite(seen.GeneratorLoss),
            Server.Finite(seen.DiscriminatorLoss),
            seen.Coverage?.Covered,
            seen.Coverage?.Counts.Count,
            seen.Coverage?.Near);
    }

    private static double?[] Rounded(double[] values) => Array.ConvertAll(values, Server.Drawn);
}
