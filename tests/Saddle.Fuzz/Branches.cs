using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Saddle.Fuzz;

/// <summary>
/// The branches that instrumented code takes: a counter for each pair of places that follow each other, as afl-fuzz has
/// them.
/// </summary>
internal static unsafe class Branches
{
    private const int Count = 1 << 16;

    private static readonly byte* Counters = (byte*)NativeMemory.AllocZeroed(Count);

    /// <summary>Counts from now on: instrumented code must not run before. afl-fuzz gives another place.</summary>
    public static void Begin() => Trace.SharedMem = Counters;

    /// <summary>The branches that some code takes.</summary>
    /// <param name="run">The code.</param>
    public static IReadOnlyList<int> Of(Action run)
    {
        var counters = new Span<byte>(Counters, Count);
        counters.Clear();
        Trace.PrevLocation = 0;
        run();
        var taken = new List<int>();
        for (var i = 0; i < Count; i++)
        {
            if (counters[i] > 0)
            {
                taken.Add(i);
            }
        }

        return taken;
    }
}
