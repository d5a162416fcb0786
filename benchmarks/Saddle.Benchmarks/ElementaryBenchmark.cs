using BenchmarkDotNet.Attributes;
using Saddle.Scalars;

namespace Saddle.Benchmarks;

/// <summary>The transcendental functions.</summary>
internal sealed class ElementaryBenchmark : MicroBenchmark
{
    public override string Name => "elementary";

    public override string Summary => "Exp, Log, Tanh and Erf of one number and of sixteen in lockstep";

    public override Type Benchmarks => typeof(ElementaryFunctions<>);
}

/// <summary>Each function over an array that the first-level cache holds; independent results, so throughput.</summary>
/// <typeparam name="T">The kind of number.</typeparam>
[GenericTypeArguments(typeof(Real))]
[GenericTypeArguments(typeof(Lanes))]
public class ElementaryFunctions<T>
    where T : struct, IPacked<T>
{
    private const int Count = 64;

    private readonly T[] _x = new T[Count];
    private readonly T[] _positive = new T[Count];
    private readonly T[] _y = new T[Count];

    [GlobalSetup]
    public void Fill()
    {
        var random = new Philox(1, 0, Purpose.Start);
        for (var i = 0; i < Count; i++)
        {
            _x[i] = T.Pack([.. Enumerable.Range(0, T.Width).Select(_ => random.Uniform(-5, 5))]);
            _positive[i] = T.Exp(_x[i]);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Exp()
    {
        for (var i = 0; i < Count; i++)
        {
            _y[i] = T.Exp(_x[i]);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Log()
    {
        for (var i = 0; i < Count; i++)
        {
            _y[i] = T.Log(_positive[i]);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Tanh()
    {
        for (var i = 0; i < Count; i++)
        {
            _y[i] = T.Tanh(_x[i]);
        }
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Erf()
    {
        for (var i = 0; i < Count; i++)
        {
            _y[i] = T.Erf(_x[i]);
        }
    }
}
