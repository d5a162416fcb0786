using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Vector = System.Runtime.Intrinsics.Vector512<double>;

namespace Saddle.Benchmarks;

/// <summary>
/// The two-Gaussian game (target -0.5, 0.5) under the alternating rule (discriminator first, crossed intervals clamped)
/// as one would write it by hand for just this pair: game, rule and exponential in one loop, for processors with
/// AVX-512. It takes the general path's operations in the general path's order, so the bits are the same. Known here
/// and not there: the settings, that nobody else looks at the gradients, and that no exponent is positive, which saves
/// half the range check.
/// </summary>
internal static class FusedTwoGaussians
{
    private const double Eta = 0.1;
    private const double HalfDensity = 0.19947114020071635;
    private const double Shifter = 6755399441055744.0;

    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Eight runs: the state is one vector a coordinate, in locals, and everything is inlined.</summary>
    /// <param name="state">u1, u2, l1, r1, l2, r2.</param>
    /// <param name="steps">How many updates.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eight(Span<Vector> state, long steps)
    {
        var (u1, u2, l1, r1, l2, r2) = (state[0], state[1], state[2], state[3], state[4], state[5]);
        for (long step = 0; step < steps; step++)
        {
            Interval(ref l1, ref r1, u1, u2);
            Interval(ref l2, ref r2, u1, u2);
            u1 = Mean(u1, l1, r1, l2, r2);
            u2 = Mean(u2, l1, r1, l2, r2);
        }

        (state[0], state[1], state[2], state[3], state[4], state[5]) = (u1, u2, l1, r1, l2, r2);
    }

    /// <summary>
    /// Sixteen runs: two vectors a coordinate, one working while the other waits. Twelve locals with everything inlined
    /// are more than the compiler keeps track of (the speed is halved), so here the coordinates lie on the stack.
    /// </summary>
    /// <param name="state">u1, u2, l1, r1, l2, r2 of the first eight runs, then of the others.</param>
    /// <param name="steps">How many updates.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Sixteen(Span<Vector> state, long steps)
    {
        var local = stackalloc Vector[12];
        state.CopyTo(new(local, 12));
        for (long step = 0; step < steps; step++)
        {
            for (var half = 0; half < 2; half++)
            {
                var (u1, u2) = (local[6 * half], local[(6 * half) + 1]);
                for (var i = 2; i < 6; i += 2)
                {
                    Interval(ref local[(6 * half) + i], ref local[(6 * half) + i + 1], u1, u2);
                }
            }

            for (var half = 0; half < 2; half++)
            {
                var (l1, r1, l2, r2) = (
                    local[(6 * half) + 2],
                    local[(6 * half) + 3],
                    local[(6 * half) + 4],
                    local[(6 * half) + 5]);
                for (var i = 0; i < 2; i++)
                {
                    local[(6 * half) + i] = Mean(local[(6 * half) + i], l1, r1, l2, r2);
                }
            }
        }

        new Span<Vector>(local, 12).CopyTo(state);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interval(ref Vector l, ref Vector r, Vector u1, Vector u2)
    {
        var left = Vector512.FusedMultiplyAdd(Vector512.Create(-Eta), Difference(l, u1, u2), l);
        var right = Vector512.FusedMultiplyAdd(Vector512.Create(Eta), Difference(r, u1, u2), r);
        var crossed = Vector512.GreaterThan(left, right);
        var middle = Vector512.Create(0.5) * (left + right);
        l = Vector512.ConditionalSelect(crossed, middle, left);
        r = Vector512.ConditionalSelect(crossed, middle, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector Mean(Vector u, Vector l1, Vector r1, Vector l2, Vector r2)
    {
        var pull = Vector512.Create(HalfDensity) * (Bell(r1 - u) - Bell(l1 - u) + (Bell(r2 - u) - Bell(l2 - u)));
        return Vector512.FusedMultiplyAdd(Vector512.Create(-Eta), pull, u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector Difference(Vector x, Vector u1, Vector u2) =>
        Vector512.Create(HalfDensity)
            * (Bell(x + Vector512.Create(0.5)) + Bell(x - Vector512.Create(0.5)) - (Bell(x - u1) + Bell(x - u2)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector Bell(Vector d)
    {
        var x = Vector512.MaxNative(Vector512.Create(-746.0), Vector512.Create(-0.5) * d * d);
        var k = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.4426950408889634), Vector512.Create(Shifter))
            - Vector512.Create(Shifter);
        var r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-0.6931471803691238), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-1.9082149292705877e-10), r);
        var p = Vector512.Create(2.461980601748135e-08);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.7621047790828676e-07));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.755869822449234e-06));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(2.4801519958299956e-05));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.00019841268418244485));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.0013888888917547074));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.00833333333389101));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.041666666666623255));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.16666666666666));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5000000000000001));
        p = Vector512.FusedMultiplyAdd(p, r, Vector.One);
        p = Vector512.FusedMultiplyAdd(p, r, Vector.One);
        return Avx512F.Scale(p, k);
    }
}
