using Saddle.Scalars;

namespace Saddle.Tests.Scalars;

/// <summary>
/// The elementary functions against 250-bit arithmetic: the tolerances are those that <see cref="IScalar{T}"/>
/// promises.
/// </summary>
public sealed class ElementaryTests
{
    private const int Count = 24000;

    [Fact]
    public void The_reference_has_the_published_digits()
    {
        Assert.Equal("2718281828459045235360287471352662497757247093699959574966967", Reference.Exp(1).Decimals(60));
        Assert.Equal("693147180559945309417232121458176568075500134360255254120680", Reference.Log(2).Decimals(60));
        Assert.Equal("2302585092994045684017991454684364207601101488628772976033327", Reference.Log(10).Decimals(60));
        Assert.Equal("842700792949714869341220635082609259296066997966302908459937", Reference.Erf(1).Decimals(60));
        Assert.Equal("761594155955764888119458282604793590412768597257936551596810", Reference.Tanh(1).Decimals(60));
    }

    [Fact]
    public void The_reference_agrees_with_itself_where_two_ways_lead_to_one_number()
    {
        // erf(6) = 1 - erfc(6), erfc(6) = 2.1519736712498913116593350399187384630477514...e-17 (DLMF 7.2, tables).
        const string Erf = "99999999999999997848026328750108688340664960081261536";
        Assert.StartsWith(Erf, Reference.Erf(6).Decimals(53), StringComparison.Ordinal);

        // The series for tiny arguments and the formula by exp meet at 1e-9.
        var (below, above) = (Reference.Tanh(0.99999999e-9), Reference.Tanh(1.00000001e-9));
        Assert.Equal(below.UlpsFrom(0.99999999e-9), above.UlpsFrom(1.00000001e-9), 1e-2);

        // log(exp(1)) at a double next to e: log(x) = 1 + (x - e)/e + ..., and the last place of x shows.
        Assert.InRange(Reference.Log(Math.E).UlpsFrom(1), 0, 1);
        Assert.Equal(0, Reference.Exp(0).UlpsFrom(1));
        Assert.Equal(1, Reference.Exp(0).UlpsFrom(Math.BitIncrement(1)));
        Assert.Equal(0, Reference.Exp(-800).UlpsFrom(0), 1e-9);
        Assert.Equal(1, Reference.Exp(-800).UlpsFrom(double.Epsilon), 1e-9);
    }

    public static TheoryData<string, double, double, double> ExpRanges => new()
    {
        { "the whole range", -746, 709.782712893384, 1 },
        { "subnormal results", -746, -708, 1 },
        { "results near overflow", 709, 709.782712893384, 1 },
        { "one binade of results", -0.35, 0.35, 1 },
        { "small arguments", -1e-8, 1e-8, 1 },
    };

    [Theory]
    [MemberData(nameof(ExpRanges))]
    public void Exp_is_within_one_unit_in_the_last_place(string range, double low, double high, double ulps) =>
        AssertWithin(ulps, range, Real.Exp, Reference.Exp, Uniform(low, high));

    [Fact]
    public void Exp_of_arguments_of_every_size_is_within_one_unit_in_the_last_place()
    {
        var arguments = EveryExponent(-1074, 9).Select(x => Math.Clamp(x, -746, 709.78));
        AssertWithin(1, "every exponent", Real.Exp, Reference.Exp, arguments);
    }

    [Fact]
    public void Exp_overflows_underflows_and_passes_on_what_is_no_number()
    {
        Assert.True(double.IsFinite(Exp(709.782712893384)));
        Assert.Equal(double.PositiveInfinity, Exp(709.7827128933841));
        Assert.Equal(double.Epsilon, Exp(-745.13321910194111));
        Assert.Equal(0, Exp(-745.1332191019412));
        Assert.Equal(0, Exp(-746));
        double[] large = [710, 711, 1e3, 1e300, double.MaxValue, double.PositiveInfinity];
        double[] small = [-747, -1e3, -1e300, double.MinValue, double.NegativeInfinity];
        Assert.All(large, x => Assert.Equal(double.PositiveInfinity, Exp(x)));
        Assert.All(small, x => Assert.Equal(0, Exp(x)));
        Assert.All<double>([0.0, -0.0, double.Epsilon, -double.Epsilon], x => Assert.Equal(1, Exp(x)));
        Assert.Equal(double.NaN, Exp(double.NaN));

        static double Exp(double x) => Real.Exp(x).Value;
    }

    [Fact]
    public void Log_is_within_one_unit_in_the_last_place_over_all_exponents()
    {
        AssertWithin(1, "every exponent", Real.Log, Reference.Log, EveryExponent(-1074, 1023).Select(Math.Abs));

        // Every power of two, and the numbers on both sides of it.
        var powers = Enumerable.Range(-1074, 2098)
            .Select(e => Math.ScaleB(1, e))
            .SelectMany<double, double>(x => [Math.BitDecrement(x), x, Math.BitIncrement(x)])
            .Where(x => x > 0);
        AssertWithin(1, "powers of two", Real.Log, Reference.Log, powers);
    }

    [Fact]
    public void Log_is_within_one_unit_in_the_last_place_near_one()
    {
        AssertWithin(1, "between 1/2 and 2", Real.Log, Reference.Log, Uniform(0.5, 2));
        var random = new Philox(7, 1, Purpose.Noise);
        var close = Enumerable.Range(0, Count)
            .Select(_ => 1 + (random.Uniform(-0.5, 0.5) * Math.ScaleB(1, -(int)random.Uniform(0, 52))));
        AssertWithin(1, "close to 1", Real.Log, Reference.Log, close);

        // The 1,000 numbers on each side of 1, and of the cut at sqrt(1/2) and sqrt(2) between two exponents.
        foreach (var centre in (double[])[1, Math.Sqrt(0.5), Math.Sqrt(2)])
        {
            var bits = BitConverter.DoubleToInt64Bits(centre);
            var next = Enumerable.Range(-1000, 2001).Select(i => BitConverter.Int64BitsToDouble(bits + i));
            AssertWithin(1, $"next to {centre}", Real.Log, Reference.Log, next);
        }
    }

    [Fact]
    public void Log_has_a_pole_at_zero_and_no_value_below()
    {
        Assert.Equal(double.NegativeInfinity, Real.Log(0.0).Value);
        Assert.Equal(double.NegativeInfinity, Real.Log(-0.0).Value);
        Assert.Equal(double.PositiveInfinity, Real.Log(double.PositiveInfinity).Value);
        Numbers.AssertSameBits([0.0], [Real.Log(1.0).Value], "log 1");
        double[] outside = [double.NaN, -double.Epsilon, -1, double.MinValue, double.NegativeInfinity];
        Assert.All(outside, x => Assert.Equal(double.NaN, Real.Log(x).Value));
    }

    [Fact]
    public void Tanh_is_within_two_units_in_the_last_place()
    {
        AssertWithin(2, "the series", Real.Tanh, Reference.Tanh, Uniform(-0.625, 0.625));
        AssertWithin(2, "the whole range", Real.Tanh, Reference.Tanh, Uniform(-20, 20));
        AssertWithin(2, "both sides of 5/8", Real.Tanh, Reference.Tanh, Uniform(0.62, 0.63));
        AssertWithin(1, "every exponent", Real.Tanh, Reference.Tanh, EveryExponent(-1074, -10));
    }

    [Fact]
    public void Erf_is_within_two_units_in_the_last_place()
    {
        AssertWithin(2, "the series", Real.Erf, Reference.Erf, Uniform(-1, 1).Take(12000));
        AssertWithin(2, "the whole range", Real.Erf, Reference.Erf, Uniform(-6, 6).Take(12000));
        AssertWithin(2, "both sides of 1", Real.Erf, Reference.Erf, Uniform(0.99, 1.01).Take(4000));
        AssertWithin(2, "every exponent", Real.Erf, Reference.Erf, EveryExponent(-1074, -10));
    }

    [Fact]
    public void Tanh_and_erf_saturate()
    {
        foreach (var function in (Func<Real, Real>[])[Real.Tanh, Real.Erf])
        {
            Assert.All<double>([20, 40, 354, 355, 1e3, 1e300, double.MaxValue, double.PositiveInfinity], x =>
            {
                Assert.Equal(1, function(x).Value);
                Assert.Equal(-1, function(-x).Value);
            });
            Assert.Equal(double.NaN, function(double.NaN).Value);
        }

        Assert.Equal(1, Real.Erf(6).Value);
        Assert.True(Real.Erf(5.8).Value < 1);
        Assert.True(Real.Tanh(18).Value < 1);
    }

    [Fact]
    public void Tanh_and_erf_are_odd_to_the_bit_and_keep_the_sign_of_zero()
    {
        foreach (var function in (Func<Real, Real>[])[Real.Tanh, Real.Erf])
        {
            foreach (var x in Numbers.Some(2000, seed: 4).Where(x => !double.IsNaN(x)))
            {
                Numbers.AssertSameBits([-function(x).Value], [function(-x).Value], $"{x:R}");
            }

            Numbers.AssertSameBits([0.0, -0.0], [function(0.0).Value, function(-0.0).Value], "zero");
        }
    }

    [Fact]
    public void The_functions_never_fall_where_they_must_rise()
    {
        // Across the seams between two formulas, where a jump of an ulp or two would show as a fall by more.
        (Func<Real, Real> Function, double At)[] seams =
        [
            (Real.Tanh, 0.625),
            (Real.Erf, 1),
            (Real.Log, Math.Sqrt(2)),
            (Real.Log, Math.Sqrt(0.5)),
            (Real.Exp, 0.5 * Math.Log(2)),
        ];
        foreach (var (function, seam) in seams)
        {
            var below = function(seam - 1e-13).Value;
            var above = function(seam + 1e-13).Value;
            Assert.True(below < above, $"{seam}: {below:R} and then {above:R}");
        }
    }

    [Fact]
    public void Softplus_and_sigmoid_neither_overflow_nor_lose_what_is_small()
    {
        AssertWithin(3, "softplus", Softplus, Reference.Softplus, Uniform(-40, 40));
        AssertWithin(2, "sigmoid", Sigmoid, Reference.Sigmoid, Uniform(-40, 40));
        Assert.Equal(800, Softplus(800).Value);
        Assert.Equal(0, Softplus(-800).Value);
        Assert.Equal(Math.Exp(-700), Softplus(-700).Value, 1e-15 * Math.Exp(-700));
        Assert.Equal(double.PositiveInfinity, Softplus(double.PositiveInfinity).Value);
        Assert.Equal(0, Softplus(double.NegativeInfinity).Value);
        Assert.Equal((1, 0), (Sigmoid(800).Value, Sigmoid(-800).Value));
        Assert.Equal(double.NaN, Softplus(double.NaN).Value);
        Assert.Equal(double.NaN, Sigmoid(double.NaN).Value);
    }

    // Composite functions exist on a kind of number only where the kind is a type parameter.
    private static Real Softplus(Real x) => Generic<Real>.Softplus(x);

    private static Real Sigmoid(Real x) => Generic<Real>.Sigmoid(x);

    private static IEnumerable<double> Uniform(double low, double high)
    {
        var random = new Philox(7, 0, Purpose.Noise);
        return Enumerable.Range(0, Count).Select(_ => random.Uniform(low, high));
    }

    private static IEnumerable<double> EveryExponent(int low, int high)
    {
        var random = new Philox(7, 2, Purpose.Noise);
        return Enumerable.Range(0, Count)
            .Select(i => (i % 2 == 0 ? 1 : -1) * Math.ScaleB(random.Uniform(1, 2), low + (i / 2 % (high - low + 1))))
            .Where(x => x != 0);
    }

    private static void AssertWithin(
        double ulps,
        string range,
        Func<Real, Real> function,
        Func<double, Reference.Exact> reference,
        IEnumerable<double> arguments)
    {
        foreach (var x in arguments)
        {
            var value = function(x).Value;
            var error = reference(x).UlpsFrom(value);
            var off = $"{error:F3} units in the last place off";
            Assert.True(error <= ulps, $"{range}: at {x:R} the value {value:R} is {off}");
        }
    }

    private static class Generic<T>
        where T : IScalar<T>
    {
        public static T Softplus(T x) => T.Softplus(x);

        public static T Sigmoid(T x) => T.Sigmoid(x);
    }
}
