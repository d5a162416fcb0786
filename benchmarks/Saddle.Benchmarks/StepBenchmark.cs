using BenchmarkDotNet.Attributes;
using Saddle.Catalog;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Benchmarks;

/// <summary>One update of every game under every rule, with their default settings.</summary>
internal sealed class StepBenchmark : MicroBenchmark
{
    public override string Name => "steps";

    public override string Summary =>
        "one update of each game under each rule, for one run and for sixteen in lockstep";

    public override Type Benchmarks => typeof(Steps<>);
}

/// <summary>One update, the mean of a hundred from a random start.</summary>
/// <typeparam name="T">The kind of number.</typeparam>
[GenericTypeArguments(typeof(Real))]
[GenericTypeArguments(typeof(Lanes))]
public class Steps<T>
    where T : struct, IPacked<T>
{
    private const int Count = 100;
    private const string Under = " under ";

    private Update<T> _update = null!;
    private T[] _start = [];
    private T[] _state = [];
    private T[] _memory = [];

    public static IEnumerable<string> Pairs =>
        from game in Catalog<Game>.Entries
        from rule in Catalog<Rule>.Entries
        where !Make(rule).UsesBestResponse || Make(game).WhyNoBestResponse is null
        select game.Name + Under + rule.Name;

    [ParamsSource(nameof(Pairs))]
    public string Pair { get; set; } = "";

    [GlobalSetup]
    public void Bind()
    {
        var names = Pair.Split(Under);
        var game = Make(Catalog<Game>.Get(names[0]));
        _update = Make(Catalog<Rule>.Get(names[1])).Bind(game.Bind<T>());
        (_state, _memory) = (new T[game.StateSize], new T[_update.MemorySize]);
        var starts = Enumerable.Range(0, T.Width).Select(run =>
        {
            var start = new double[game.StateSize];
            game.Start(new Philox(1, run, Purpose.Start), start);
            return start;
        }).ToArray();
        _start = [.. Enumerable.Range(0, game.StateSize).Select(i => T.Pack(Array.ConvertAll(starts, s => s[i])))];
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Step()
    {
        _start.CopyTo(_state, 0);
        var key = new SampleKey(1, 0, 0, 0);
        _update.Begin(_state, _memory, key);
        for (var step = 0; step < Count; step++)
        {
            _update.Step(_state, _memory, key with { Step = step });
        }
    }

    private static TEntry Make<TEntry>(Entry<TEntry> entry)
        where TEntry : class => entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));
}
