using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Saddle.Torch;

/// <summary>
/// The shards of one computation in lockstep: each has a thread, and runs until it asks for a sum over all shards, also
/// those of other processes; when all ask, all get it and go on. One runs at a time, in the shards' order, so that they
/// compute as they would one after the other, and need nothing of each other's.
/// </summary>
/// <param name="sums">Adds over the shards.</param>
/// <remarks>
/// Gradients go back through the sums, and may be differentiated again, where they are computed by the shard's own
/// thread, as libtorch does for tensors in main memory.
/// </remarks>
/// <example><code>
/// new Lockstep(new ShardSums(4, null)).Run(i =&gt;
/// {
/// using var scope = new TensorScope();
/// var mean = Lockstep.Sum(batches[i].Mean()) / Lockstep.Shards;   // of all four
/// });
/// </code></example>
public sealed unsafe class Lockstep(ShardSums sums)
{
    [ThreadStatic]
    private static Seat? _seat;

    /// <summary>The number of shards of the computation that this thread computes one of; 1 outside of any.</summary>
    public static int Shards => _seat?.Shards ?? 1;

    /// <summary>The sum over all shards of what each of them gives here.</summary>
    /// <param name="own">This shard's, float32 or float64 in main memory; of every shard of the same shape.</param>
    /// <exception cref="InvalidOperationException">This thread computes no shard.</exception>
    /// <exception cref="TorchException">Another shard has failed, so that there is no sum.</exception>
    public static Tensor Sum(Tensor own)
    {
        if (_seat is null)
        {
            throw new InvalidOperationException("This thread computes no shard.");
        }

        nint sum;
        var handle = own.Materialized;
        Native.Check(Native.saddle_shared_sum(handle.Pointer, &Add, &sum));
        GC.KeepAlive(handle);
        return new Tensor(new TensorHandle(sum));
    }

    /// <summary>Computes this process's shards; what the first one throws that fails ends them all.</summary>
    /// <param name="compute">Computes a shard of these, by its number from 0.</param>
    /// <exception cref="InvalidOperationException">They do not ask for the same sums.</exception>
    /// <exception cref="LostProcessException">A process is gone.</exception>
    public void Run(Action<int> compute)
    {
        ArgumentNullException.ThrowIfNull(compute);
        var threads = (TorchRuntime.Threads, TorchRuntime.BlasThreads);
        Seat[] seats = [.. Enumerable.Range(0, sums.Own).Select(i => new Seat(sums.Shards, threads, () => compute(i)))];
        try
        {
            while (AllAsked(seats) is { } first)
            {
                if (first.Type == DType.Float64)
                {
                    Add<double>(seats, checked((int)first.Count));
                }
                else
                {
                    Add<float>(seats, checked((int)first.Count));
                }
            }
        }
        finally
        {
            Array.ForEach(seats, seat => seat.Leave());
        }
    }

    // What all have gone on to ask for, as the first does; null where all have ended.
    private static Numbers? AllAsked(Seat[] seats)
    {
        Array.ForEach(seats, seat => seat.GoOn());
        var first = seats[0].Asked;
        return seats.All(seat => (seat.Asked?.Count, seat.Asked?.Type) == (first?.Count, first?.Type))
            ? first
            : throw new InvalidOperationException("The shards of a computation do not ask for the same sums.");
    }

    private void Add<T>(Seat[] seats, int length)
        where T : unmanaged, INumber<T>
    {
        foreach (var (i, seat) in seats.Index())
        {
            At(seat).CopyTo(sums.Room<T>(i, length));
        }

        var sum = sums.Sum<T>(length);
        foreach (var seat in seats)
        {
            sum.CopyTo(At(seat));
        }

        Span<T> At(Seat seat) => new((void*)seat.Asked!.Value.Data, length);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Add(void* data, long count, int type) =>
        _seat!.Ask(new((nint)data, count, (DType)type)) ? 0 : 1;

    /// <summary>Numbers that a shard wants added, and where the sum is to be written.</summary>
    private readonly record struct Numbers(nint Data, long Count, DType Type);

    /// <summary>A shard's thread, which waits whenever it is not its turn.</summary>
    private sealed class Seat(int shards, (int Operators, int Blas) threads, Action compute)
    {
        private readonly object _turns = new();
        private Task? _task;
        private bool _isTurn;
        private bool _isLeft;

        public int Shards => shards;

        /// <summary>What it wants added; null where it does not wait for a sum.</summary>
        public Numbers? Asked { get; private set; }

        /// <summary>Lets it go on until it asks for a sum or ends; throws what it ended by.</summary>
        public void GoOn()
        {
            Turn();
            if (Asked is null)
            {
                _task!.GetAwaiter().GetResult();
            }
        }

        /// <summary>Ends it where it waits for a sum.</summary>
        public void Leave()
        {
            _isLeft = true;
            while (Asked is not null)
            {
                Turn();
            }
        }

        /// <summary>Waits for a sum, on the shard's thread; false where none comes.</summary>
        public bool Ask(Numbers numbers)
        {
            lock (_turns)
            {
                Asked = numbers;
                End();
                Await(turn: true);
            }

            return !_isLeft;
        }

        private void Turn()
        {
            lock (_turns)
            {
                (Asked, _isTurn) = (null, true);
                _task ??= Task.Factory.StartNew(
                    Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                Monitor.PulseAll(_turns);
                Await(turn: false);
            }
        }

        private void Work()
        {
            _seat = this;
            try
            {
                // libtorch has them by the thread, and rounds by them
                Native.Check(Native.saddle_set_threads(threads.Operators, threads.Blas));
                compute();
            }
            finally
            {
                lock (_turns)
                {
                    End();
                }
            }
        }

        private void End()
        {
            _isTurn = false;
            Monitor.PulseAll(_turns);
        }

        private void Await(bool turn)
        {
            while (_isTurn != turn)
            {
                Monitor.Wait(_turns);
            }
        }
    }
}
