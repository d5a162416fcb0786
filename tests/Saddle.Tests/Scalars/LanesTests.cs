using FsCheck;
using FsCheck.Fluent;
using Saddle.Scalars;

namespace Saddle.Tests.Scalars;

/// <summary>Each lane of <see cref="Lanes"/> has the bits of <see cref="Real"/>.</summary>
public sealed class LanesTests
{
    private static readonly double[] Left = Numbers.Some(6000, seed: 21);
    private static readonly double[] Right = [.. Numbers.Some(6000, seed: 22).Reverse()];

    public static TheoryData<string> FunctionNames => [.. Functions<Real>().Keys];

    public static TheoryData<string> OperationNames => [.. Operations<Real>().Keys];

    public static TheoryData<string> ComparisonNames => [.. Comparisons<Real>().Keys];

    [Theory]
    [MemberData(nameof(FunctionNames))]
    public void A_function_has_the_bits_of_the_plain_number_in_every_lane(string name) =>
        AssertSame((x, _) => Functions<Real>()[name](x), (x, _) => Functions<Lanes>()[name](x), name);

    [Theory]
    [MemberData(nameof(OperationNames))]
    public void An_operation_has_the_bits_of_the_plain_number_in_every_lane(string name) =>
        AssertSame(Operations<Real>()[name], Operations<Lanes>()[name], name);

    [Theory]
    [MemberData(nameof(ComparisonNames))]
    public void A_comparison_selects_in_each_lane_as_it_does_for_the_plain_number(string name) =>
        AssertSame(
            (x, y) => Real.Select(Comparisons<Real>()[name](x, y), 1.0, 2.0),
            (x, y) => Lanes.Select(Comparisons<Lanes>()[name](x, y), 1.0, 2.0),
            name);

    [Fact]
    public void Comparisons_are_those_of_the_language()
    {
        for (var i = 0; i < Left.Length; i++)
        {
            foreach (var (x, y) in ((double, double)[])[(Left[i], Right[i]), (Left[i], Left[i])])
            {
                Real left = x;
                bool[] actual = [Holds(left < y), Holds(left > y), Holds(left <= y), Holds(left >= y)];
                Assert.Equal([x < y, x > y, x <= y, x >= y], actual);
            }
        }

        static bool Holds(Real mask) => Real.Select(mask, 1.0, 0.0).Value == 1;
    }

    [Fact]
    public void Arithmetic_is_that_of_the_language()
    {
        Prop.ForAll<double, double>((x, y) =>
        {
            Numbers.AssertSameBits(
                [x + y, x - y, x * y, x / y, -x, Math.Abs(x), Math.Sqrt(x), Math.FusedMultiplyAdd(x, y, x)],
                [.. Results(x, y).Select(result => result.Value)],
                $"{x:R} and {y:R}");
        }).QuickCheckThrowOnFailure();

        static Real[] Results(Real x, Real y) =>
            [x + y, x - y, x * y, x / y, -x, Real.Abs(x), Real.Sqrt(x), Real.FusedMultiplyAdd(x, y, x)];
    }

    [Fact]
    public void The_least_and_the_greatest_are_the_second_where_either_is_no_number()
    {
        double[] x = [double.NaN, 1, double.NaN, -0.0, 0.0, 2, double.NegativeInfinity];
        double[] y = [1, double.NaN, double.NaN, 0.0, -0.0, 3, double.PositiveInfinity];
        double[] least = [1, double.NaN, double.NaN, 0.0, -0.0, 2, double.NegativeInfinity];
        double[] greatest = [1, double.NaN, double.NaN, 0.0, -0.0, 3, double.PositiveInfinity];
        for (var i = 0; i < x.Length; i++)
        {
            double[] expected = [least[i], greatest[i]];
            double[] plain = [Min<Real>(x[i], y[i]).Value, Max<Real>(x[i], y[i]).Value];
            double[] packed = [Lanes.Lane(Min<Lanes>(x[i], y[i]), 15), Lanes.Lane(Max<Lanes>(x[i], y[i]), 15)];
            Numbers.AssertSameBits(expected, plain, $"pair {i}");
            Numbers.AssertSameBits(expected, packed, $"pair {i} in lanes");
        }
    }

    [Fact]
    public void Masks_combine_lane_by_lane()
    {
        Prop.ForAll(Gen.ArrayOf(Gen.Elements(0.0, 1.0), 48).ToArbitrary(), bits =>
        {
            var (x, y) = (Lanes.Pack(bits.AsSpan(0, 16)), Lanes.Pack(bits.AsSpan(16, 16)));
            var z = Lanes.Pack(bits.AsSpan(32, 16));
            var both = Lanes.Select((x > 0.0) & (y > 0.0), 1.0, 0.0);
            var either = Lanes.Select((x > 0.0) | (y > 0.0), 1.0, 0.0);
            var chosen = Lanes.Select(x > 0.0, y, z);
            for (var lane = 0; lane < 16; lane++)
            {
                var (a, b, c) = (bits[lane], bits[16 + lane], bits[32 + lane]);
                Assert.Equal(a * b, Lanes.Lane(both, lane));
                Assert.Equal(Math.Max(a, b), Lanes.Lane(either, lane));
                Assert.Equal(a > 0 ? b : c, Lanes.Lane(chosen, lane));
            }

            Assert.Equal(bits.Take(16).Any(b => b > 0), Lanes.Any(x > 0.0));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_sees_each_single_lane()
    {
        Assert.False(Lanes.Any((Lanes)0.0 > 0.0));
        Assert.False(Real.Any((Real)0.0 > 0.0));
        Assert.True(Real.Any((Real)1.0 > 0.0));
        for (var lane = 0; lane < 16; lane++)
        {
            var numbers = new double[16];
            numbers[lane] = 1;
            Assert.True(Lanes.Any(Lanes.Pack(numbers) > 0.0), $"lane {lane}");
        }
    }

    [Fact]
    public void Packing_and_reading_lanes_are_inverse()
    {
        foreach (var numbers in Left.Chunk(16).Where(c => c.Length == 16))
        {
            var packed = Lanes.Pack(numbers);
            double[] read = [.. Enumerable.Range(0, 16).Select(lane => Lanes.Lane(packed, lane))];
            Numbers.AssertSameBits(numbers, read, "lanes");
        }

        Assert.Equal(16, Lanes.Width);
        Assert.Equal(1, Real.Width);
        Assert.All(Enumerable.Range(0, 16), lane => Assert.Equal(0.25, Lanes.Lane(0.25, lane)));
    }

    [Fact]
    public void Dual_numbers_of_lanes_have_the_slopes_of_dual_numbers_of_plain_numbers()
    {
        foreach (var (name, function) in Functions<Dual<Real>>())
        {
            var packed = Functions<Dual<Lanes>>()[name];
            AssertSame((x, y) => function(new(x, y)).Slope, (x, y) => packed(new(x, y)).Slope, name);
        }

        foreach (var (name, operation) in Operations<Dual<Real>>())
        {
            var packed = Operations<Dual<Lanes>>()[name];
            AssertSame(
                (x, y) => operation(new(x, y), new(y, 1.0)).Slope,
                (x, y) => packed(new(x, y), new(y, 1.0)).Slope,
                name);
        }
    }

    private static Dictionary<string, Func<T, T>> Functions<T>()
        where T : IScalar<T> => new(StringComparer.Ordinal)
        {
            ["negative"] = x => -x,
            ["abs"] = T.Abs,
            ["sqrt"] = T.Sqrt,
            ["exp"] = T.Exp,
            ["bell"] = Bell,
            ["log"] = T.Log,
            ["tanh"] = T.Tanh,
            ["erf"] = T.Erf,
            ["softplus"] = T.Softplus,
            ["sigmoid"] = T.Sigmoid,
        };

    private static Dictionary<string, Func<T, T, T>> Operations<T>()
        where T : IScalar<T> => new(StringComparer.Ordinal)
        {
            ["sum"] = (x, y) => x + y,
            ["difference"] = (x, y) => x - y,
            ["product"] = (x, y) => x * y,
            ["quotient"] = (x, y) => x / y,
            ["least"] = T.Min,
            ["greatest"] = T.Max,
            ["fused multiply-add"] = (x, y) => T.FusedMultiplyAdd(x, y, y),
            ["fused multiply-add to a number"] = (x, y) => T.FusedMultiplyAdd(y, x, 1.5),
        };

    private static Dictionary<string, Func<T, T, T>> Comparisons<T>()
        where T : IScalar<T> => new(StringComparer.Ordinal)
        {
            ["less"] = (x, y) => x < y,
            ["greater"] = (x, y) => x > y,
            ["at most"] = (x, y) => x <= y,
            ["at least"] = (x, y) => x >= y,
            ["both"] = (x, y) => (x < y) & (x > -y),
            ["either"] = (x, y) => (x < y) | (x > -y),
            ["equal"] = (x, y) => (x <= y) & (x >= y),
        };

    private static T Bell<T>(T x)
        where T : IScalar<T>
    {
        Span<T> values = [x];
        T.Bell(values);
        return values[0];
    }

    private static T Min<T>(T x, T y)
        where T : IScalar<T> => T.Min(x, y);

    private static T Max<T>(T x, T y)
        where T : IScalar<T> => T.Max(x, y);

    private static void AssertSame(Func<Real, Real, Real> plain, Func<Lanes, Lanes, Lanes> packed, string name)
    {
        for (var first = 0; first + 16 <= Left.Length; first += 16)
        {
            var x = Left.AsSpan(first, 16);
            var y = Right.AsSpan(first, 16);
            var result = packed(Lanes.Pack(x), Lanes.Pack(y));
            for (var lane = 0; lane < 16; lane++)
            {
                Numbers.AssertSameBits(
                    [plain(x[lane], y[lane]).Value],
                    [Lanes.Lane(result, lane)],
                    $"{name} of {x[lane]:R} and {y[lane]:R}");
            }
        }
    }
}
