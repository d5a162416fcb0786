using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Saddle.App.Laboratory.Messages;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Gans;
using Saddle.Gans.Conditions;
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
    private const long MostUnits = 16_000_000;
    private const int MostPace = 1000;
    public const int MostRegularisers = 6;
    public const int MostConditionings = 4;
    private const int MostClasses = 100; // each is scored in every frame
    private const int Samples = 400;
    private const int Side = 40;
    private const int Lines = 15;
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(20);

    /// <summary>Adds the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/playground", Stream).WithName("playground").Streams<PlaygroundEvent>();

    /// <summary>The data sets that a page may choose: points in the plane that are computed, not read.</summary>
    public static IEnumerable<Entry<DataSet>> DataSets => Catalog<DataSet>.Entries.Where(IsOffered);

    /// <summary>How the players may take up a class: what goes with fully connected layers and labels.</summary>
    public static IEnumerable<Entry<Conditioning>> Conditionings => Catalog<Conditioning>.Entries.Where(IsOffered);

    private static bool IsOffered(Entry<Conditioning> entry)
    {
        var network = new Mlp();
        var way = entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));
        var gan = new Gan(network, network, new NonSaturating(), [], 1) { Conditioning = [way] };
        try
        {
            var told = ConditionForm.Label(2);
            _ = (gan.GeneratorPlayer([2], told), gan.DiscriminatorPlayer([2], told));
            return true;
        }
        catch (SettingsException)
        {
            return false; // it is for sentences or images, or for layers that these networks have not
        }
    }

    private static bool IsOffered(Entry<DataSet> entry)
    {
        var data = entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));
        return Requested.IsFree(entry)
            && data is not StoredDataSet
            && data.Kind == ItemKind.Points
            && data.Shape is [2];
    }

    private static Task Stream(PlaygroundRequest asked, HttpContext context)
    {
        LimitException.Check("units a layer", asked.Width, MostWidth);
        LimitException.Check("hidden layers", asked.Depth, MostDepth);
        LimitException.Check("samples a batch", asked.Batch, MostBatch);
        LimitException.Check("updates a frame", asked.Pace + 1, MostPace + 1);
        LimitException.Check("regularisers", asked.Regularisers.Count + 1, MostRegularisers + 1);
        var conditioning = asked.Conditioning ?? [];
        LimitException.Check("ways of conditioning", conditioning.Count + 1, MostConditionings + 1);
        var data = Data(asked.Data);
        var network = new Mlp(2, asked.Width, asked.Depth, 0.2);
        var gan = new Gan(
            network,
            network,
            Make<Objective>(asked.Objective),
            [.. asked.Regularisers.Select(Make<Regulariser>)],
            asked.Batch)
        {
            Conditioning = [.. conditioning.Select(Make<Conditioning>)],
        };
        var rule = Make<Rule>(asked.Rule);
        CheckWork(asked, rule);
        return Answers.Stream<PlaygroundEvent>(
            context,
            "playground",
            (send, stopping) => Train(gan, data, rule, asked, send, stopping));
    }

    private static TBase Make<TBase>(EntryChoice choice)
        where TBase : class => Requested.Create<TBase>(choice.Name, choice.Settings);

    private static DataSet Data(EntryChoice choice) =>
        Catalog<DataSet>.Entries.Any(e => e.Name == choice.Name) && !DataSets.Any(e => e.Name == choice.Name)
            ? throw new SettingsException(
                $"the playground needs points in the plane that are computed, which {choice.Name} has not; "
                + $"expected one of: {string.Join(", ", DataSets.Select(e => e.Name))}")
            : Make<DataSet>(choice);

    // An update ends when it is made, not before, and a rule that looks ahead keeps all that it passed through.
    private static void CheckWork(PlaygroundRequest asked, Rule rule)
    {
        var settings = Catalog<Rule>.EntryOf(rule).SettingsOf(rule);
        long Rounds(string name) =>
            int.TryParse(settings.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var rounds) ? rounds : 1;

        LimitException.Check(
            "values of hidden units in an update (k, iterations, batch, width and depth multiplied)",
            Rounds("k") * Rounds("iterations") * asked.Batch * asked.Width * asked.Depth,
            MostUnits);
    }

    private static void Train(
        Gan gan,
        DataSet data,
        Rule rule,
        PlaygroundRequest asked,
        Action<PlaygroundEvent> send,
        CancellationToken stopping)
    {
        using var items = data.Open(DataFolder.FromEnvironment(), asked.Seed);
        var (real, labels) = (Real(items), gan.Conditioning.Count > 0 ? items as ILabelled : null);
        if (gan.Conditioning.Count > 0)
        {
            CheckClasses(labels, asked);
        }

        var reach = 1.4 * real.Select(Math.Abs).Max();
        int[] classes = labels is null ? [] : [.. Enumerable.Range(0, Samples).Select(i => labels.Label(At(items, i)))];
        // Before libtorch is loaded, which takes a second.
        send(new(Target: new(
            reach, Side, Lines, [.. real.Select(v => Server.Drawn(v))], classes, labels?.Classes ?? [])));
        TorchRuntime.SetThreads(1, 1); // small layers lose by more
        using var training = new LiveTraining(gan, items, rule, asked.Seed);
        var (clock, spent) = (Stopwatch.StartNew(), TimeSpan.Zero);
        send(new(Frame: Frame(training, reach, asked.Shown, 0)));
        while (training.IsFinite)
        {
            var begin = clock.Elapsed;
            for (var made = 0; asked.Pace > 0 ? made < asked.Pace : clock.Elapsed - begin < FrameTime; made++)
            {
                stopping.ThrowIfCancellationRequested();
                training.Advance();
            }

            spent += clock.Elapsed - begin;
            send(new(Frame: Frame(training, reach, asked.Shown, training.Step / spent.TotalSeconds)));
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
            items.Read(At(items, i), points.AsSpan(2 * i, 2));
        }

        return points;
    }

    private static long At(IItems items, int i) => items.Count is { } count ? i % count : i;

    private static void CheckClasses(ILabelled? labels, PlaygroundRequest asked)
    {
        if (labels is null)
        {
            throw new SettingsException(
                $"{asked.Conditioning![0].Name}: the points of {asked.Data.Name} have no classes; "
                + "expected data with classes, such as ring, or nothing that reads them");
        }

        LimitException.Check("classes", labels.Classes.Count, MostClasses);
        if (asked.Shown is { } shown && (shown < 0 || shown >= labels.Classes.Count))
        {
            throw new SettingsException(
                $"class {shown} is shown of {asked.Data.Name}; "
                + $"expected one from 0 to {labels.Classes.Count - 1}, or none");
        }
    }

    private static PlaygroundFrame Frame(LiveTraining training, double reach, int? shown, double rate)
    {
        var seen = training.Look(Samples, reach, Side, Lines, shown);
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
            seen.Coverage?.Near,
            seen.Classes,
            seen.NearestAsked);
    }

    private static double?[] Rounded(double[] values) => Array.ConvertAll(values, Server.Drawn);
}
