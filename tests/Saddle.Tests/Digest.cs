using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Saddle.Dynamics;
using Saddle.Games;
using Saddle.Rules;
using Saddle.Scalars;

namespace Saddle.Tests;

/// <summary>
/// What the laboratory computes, boiled down to a line of text a subject. This assembly can be run as a program, which
/// prints it: so a test can ask for it from a process with other processor features.
/// </summary>
internal static class Digest
{
    private const int Updates = 6;

    public static void Main()
    {
        Console.WriteLine(
            $"vector512={Vector512.IsHardwareAccelerated} vector256={Vector256.IsHardwareAccelerated} "
                + $"vector128={Vector128.IsHardwareAccelerated}");
        foreach (var line in Lines())
        {
            Console.WriteLine(line);
        }
    }

    public static IEnumerable<string> Lines()
    {
        yield return $"functions of Real {Of(Functions<Real>())}";
        yield return $"functions of Lanes {Of(Functions<Lanes>())}";
        foreach (var game in Cases.Games)
        {
            foreach (var rule in Cases.Rules)
            {
                var made = Simulated(Cases.Game(game), Cases.Rule(rule, "eta-g=0.3*n^-0.2 eta-d=0.2"));
                yield return $"{game} | {rule} {made}";
            }
        }
    }

    private static string Simulated(Game game, Rule rule)
    {
        try
        {
            var basin = new Basin(game, rule, Lanes.Width, Updates, Seed: 5).Run(threads: 1);
            return Of(basin.Runs.SelectMany(r => r.Final));
        }
        catch (NotSupportedException declined)
        {
            return declined.Message;
        }
    }

    private static IEnumerable<double> Functions<T>()
        where T : struct, IPacked<T>
    {
        Func<T, T>[] functions = [T.Exp, T.Log, T.Tanh, T.Erf, T.Softplus, T.Sigmoid, T.Sqrt, T.Abs, x => -x];
        Func<T, T, T>[] operations =
        [
            (x, y) => x + y,
            (x, y) => x - y,
            (x, y) => x * y,
            (x, y) => x / y,
            T.Min,
            T.Max,
            (x, y) => T.FusedMultiplyAdd(x, y, x),
        ];
        var numbers = Numbers.Some(512, seed: 3);
        for (var i = 0; i + T.Width <= numbers.Length; i += T.Width)
        {
            var (x, y) = (
                T.Pack(numbers.AsSpan(i, T.Width)),
                T.Pack(numbers.AsSpan(numbers.Length - i - T.Width, T.Width)));
            foreach (var result in functions.Select(f => f(x)).Concat(operations.Select(f => f(x, y))))
            {
                for (var lane = 0; lane < T.Width; lane++)
                {
                    yield return T.Lane(result, lane);
                }
            }
        }
    }

    private static string Of(IEnumerable<double> numbers) =>
        Convert.ToHexString(
            SHA256.HashData([.. numbers.SelectMany(x => BitConverter.GetBytes(Numbers.Bits(x)))]))[..16];
}
