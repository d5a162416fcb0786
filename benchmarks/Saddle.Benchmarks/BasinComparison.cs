using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;

namespace Saddle.Benchmarks;

/// <summary>
/// The basin of the two-Gaussian game under the alternating rule, step 0.1: the general path (any game, any rule)
/// against the loop fused by hand, numpy and numba, from the same starts.
/// </summary>
internal sealed class BasinComparison : Comparison
{
    private const int Starts = 10_000;
    private const long Steps = 10_000;

    // The slower peers' rates do not depend on how far the runs have come, so they run fewer steps a turn.
    private const long PeerSteps = 1000;

    private static readonly TwoGaussians Game = new([-0.5, 0.5], [-1, 1], [-3, 3], Crossing.Clamp);
    private static readonly Alternating Rule = new();
    private static readonly Basin Basin = new(Game, Rule, Starts, Steps);

    private readonly double[][] _starts = [.. Enumerable.Range(0, Starts).Select(Basin.StartOf)];

    public override string Name => "basin";

    public override string Summary =>
        FormattableString.Invariant($"two-gaussians under alternating, {Starts:N0} starts, {Steps:N0} steps");

    public override string Unit => "million updates of a whole state a second and core";

    protected override void Enter(Race race)
    {
        race.Targets.Add(new("at least 1/1.3 = 0.77 times the rate of the faster loop by hand", "fused", 1 / 1.3));
        race.Targets.Add(new("at least 3.5 times the rate of the faster numpy", "numpy", 3.5));
        race.Targets.Add(new("at least 5 times the rate of numba", "numba", 5));

        // Everything runs once in full before any time is taken: that compiles it, and shows that it computes the same.
        Console.Error.WriteLine("checking that all compute the same");
        var general = Basin.Run(threads: 1).Runs.Select(run => run.Final).ToArray();
        race.Enter(
            "general, 1 thread",
            "any game, any rule, any number: Basin.Run",
            () => Rate(Steps, Race.Seconds(() => Basin.Run(threads: 1))));
        if (Environment.ProcessorCount > 1)
        {
            race.Enter(
                "general, 2 threads",
                "the same on two cores, by the wall clock; half of both cores' rate",
                () => Rate(Steps, Basin.Run(threads: 2).Seconds) / 2);
        }

        EnterFused(
            race,
            "fused, 8 lanes",
            "by hand, all coordinates in registers",
            1,
            FusedTwoGaussians.Eight,
            general);
        EnterFused(
            race,
            "fused, 16 lanes",
            "by hand, two registers a coordinate",
            2,
            FusedTwoGaussians.Sixteen,
            general);
        EnterPython(race, "numpy", "basin_numpy", "the formulas as they stand", general);
        EnterPython(
            race,
            "numpy, in place",
            "basin_numpy_in_place",
            "tuned: one exp a player, no temporaries",
            general);
        EnterPython(race, "numba", "basin_numba", "scalar loop, fastmath", general);
    }

    private static double Rate(long steps, double seconds) => Starts * (double)steps / seconds / 1e6;

    private void EnterFused(Race race, string name, string note, int vectors, FusedLoop loop, double[][] general)
    {
        if (!FusedTwoGaussians.IsSupported)
        {
            race.Absent.Add(new(name, "written for AVX-512"));
            return;
        }

        var fused = RunFused(vectors, loop);
        var same = Enumerable.Range(0, Starts)
            .All(run =>
                MemoryMarshal.AsBytes<double>(general[run]).SequenceEqual(MemoryMarshal.AsBytes<double>(fused[run])));
        race.Checks.Add(new(same, $"{name}: every final state is the general path's, bit for bit"));
        race.Enter(name, note, () => Rate(Steps, Race.Seconds(() => RunFused(vectors, loop))));
    }

    private double[][] RunFused(int vectors, FusedLoop loop)
    {
        var width = 8 * vectors;
        var size = Game.StateSize;
        var finals = new double[Starts][];
        var state = new Vector512<double>[size * vectors];
        for (var first = 0; first < Starts; first += width)
        {
            for (var i = 0; i < state.Length; i++)
            {
                var lanes = Enumerable.Range(first + (i / size * 8), 8)
                    .Select(run => _starts[Math.Min(run, Starts - 1)][i % size])
                    .ToArray();
                state[i] = Vector512.Create(lanes);
            }

            loop(state, Steps);
            for (var run = first; run < Math.Min(first + width, Starts); run++)
            {
                var (vector, lane) = Math.DivRem(run - first, 8);
                finals[run] = [.. Enumerable.Range(0, size).Select(i => state[(vector * size) + i][lane])];
            }
        }

        return finals;
    }

    private void EnterPython(Race race, string name, string script, string note, double[][] general)
    {
        PythonPeer peer;
        try
        {
            peer = race.Own(new PythonPeer(script, _starts));
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            race.Absent.Add(new(name, failure.Message));
            return;
        }

        var finals = peer.Finals(Steps);
        var rule = Game.SuccessRules[0];
        var (ours, theirs) = (general.Count(f => rule.Holds(f)), finals.Count(f => rule.Holds(f)));
        var apart = Enumerable.Range(0, Starts).Count(run => rule.Holds(general[run]) != rule.Holds(finals[run]));

        // Rounding differs, and near the border between two basins that decides; it must not move the share by more
        // than its own sampling error.
        var error = Math.Sqrt(Starts * (ours / (double)Starts) * (1 - (ours / (double)Starts)));
        race.Checks.Add(new(
            Math.Abs(ours - theirs) <= error,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {theirs} of {Starts} runs reach the target, "
                    + $"{ours} in the general path ({apart} runs differ; one standard error is {error:F0})")));
        race.Enter(
            name,
            $"{note}; {peer.Versions}; {PeerSteps} steps a turn",
            () => Rate(PeerSteps, peer.Seconds(PeerSteps)));
    }

    private delegate void FusedLoop(Span<Vector512<double>> state, long steps);
}
