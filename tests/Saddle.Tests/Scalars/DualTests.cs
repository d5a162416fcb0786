using Saddle.Scalars;

namespace Saddle.Tests.Scalars;

/// <summary>
/// Derivatives by dual numbers against closed forms in plain doubles and against central differences.
/// </summary>
public sealed class DualTests
{
    private static readonly double TwoOverSqrtPi = 2 / Math.Sqrt(Math.PI);

    /// <summary>Each function with its first and second derivative in closed form, and a range of arguments.</summary>
    private static readonly Dictionary<string, Derivatives> Known = new(StringComparer.Ordinal)
    {
        ["negative"] = new(_ => -1, _ => 0, -5, 5),
        ["abs"] = new(x => Math.Sign(x), _ => 0, -5, 5),
        ["sqrt"] = new(x => 0.5 / Math.Sqrt(x), x => -0.25 * Math.Pow(x, -1.5), 0.1, 9),
        ["exp"] = new(Math.Exp, Math.Exp, -5, 5),
        ["log"] = new(x => 1 / x, x => -1 / (x * x), 0.1, 9),
        ["tanh"] = new(x => 1 / Math.Pow(Math.Cosh(x), 2), x => -2 * Math.Tanh(x) / Math.Pow(Math.Cosh(x), 2), -5, 5),
        ["erf"] = new(x => TwoOverSqrtPi * Math.Exp(-x * x), x => -2 * x * TwoOverSqrtPi * Math.Exp(-x * x), -4, 4),
        ["softplus"] = new(Logistic, x => Logistic(x) * Logistic(-x), -20, 20),
        ["sigmoid"] = new(
            x => Logistic(x) * Logistic(-x),
            x => Logistic(x) * Logistic(-x) * (Logistic(-x) - Logistic(x)),
            -20,
            20),
        ["reciprocal"] = new(x => -1 / (x * x), x => 2 / (x * x * x), 0.2, 5),
        ["polynomial"] = new(x => (3 * x * x) - 4, x => 6 * x, -5, 5),
        ["fused multiply-add"] = new(x => (2 * x) + 3, _ => 2, -5, 5),
        ["choice"] = new(x => x < 1 ? 2 * x : 3, x => x < 1 ? 2 : 0, -5, 5),
        ["least"] = new(x => Math.Min(x * x, 2) < 2 ? 2 * x : 0, x => x * x < 2 ? 2 : 0, -5, 5),
        ["greatest"] = new(x => x * x > 2 ? 2 * x : 0, x => x * x > 2 ? 2 : 0, -5, 5),
        ["composite"] = new(
            x => Math.Cos(0) * Math.Exp(-x * x / 2) * (1 - (x * x)),
            x => Math.Exp(-x * x / 2) * ((x * x * x) - (3 * x)),
            -4,
            4),
    };

    public static TheoryData<string> Names => [.. Known.Keys];

    [Fact]
    public void Every_function_has_a_closed_form_to_compare_with() => Assert.Equal(
        Known.Keys.Order(StringComparer.Ordinal),
        Functions<Real>().Keys.Order(StringComparer.Ordinal),
        StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_slope_is_the_derivative(string name)
    {
        var (plain, dual) = (Functions<Real>()[name], Functions<Dual<Real>>()[name]);
        foreach (var x in Arguments(name))
        {
            var result = dual(new(x, 1.0));
            Numbers.AssertSameBits([plain(x).Value], [result.Value.Value], $"{name} at {x:R}");
            Numbers.AssertClose(Known[name].First(x), result.Slope.Value, 1e-13, $"{name} at {x:R}");

            // Central differences with h = 1e-5 |x|: truncation of order h^2, rounding of order 1e-16/h.
            var h = 1e-5 * Math.Max(1, Math.Abs(x));
            var difference = (plain(x + h).Value - plain(x - h).Value) / (2 * h);
            Numbers.AssertClose(difference, result.Slope.Value, 1e-6, $"{name} at {x:R}, by differences");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_slope_scales_with_the_direction(string name)
    {
        var dual = Functions<Dual<Real>>()[name];
        foreach (var x in Arguments(name))
        {
            var (once, scaled) = (dual(new(x, 1.0)).Slope.Value, dual(new(x, -2.5)).Slope.Value);
            Numbers.AssertClose(-2.5 * once, scaled, 1e-14, $"{name} at {x:R}");
            Assert.Equal(0, dual(new(x, 0.0)).Slope.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nested_dual_numbers_give_the_second_derivative(string name)
    {
        var nested = Functions<Dual<Dual<Real>>>()[name];
        foreach (var x in Arguments(name))
        {
            var result = nested(new(new(x, 1.0), new(1.0, 0.0)));
            Numbers.AssertClose(Known[name].First(x), result.Slope.Value.Value, 1e-13, $"{name} at {x:R}, outer");
            Numbers.AssertClose(Known[name].First(x), result.Value.Slope.Value, 1e-13, $"{name} at {x:R}, inner");
            Numbers.AssertClose(Known[name].Second(x), result.Slope.Slope.Value, 1e-12, $"{name} at {x:R}, second");
        }
    }

    [Fact]
    public void Mixed_derivatives_come_from_directions_of_two_coordinates()
    {
        // f(x, y) = exp(x y) / y: d2f/dxdy = x exp(x y).
        foreach (var (x, y) in ((double, double)[])[(0.3, 0.7), (-1.2, 2.5), (2, -0.4)])
        {
            var dx = new Dual<Dual<Real>>(new(x, 0.0), new(1.0, 0.0));
            var dy = new Dual<Dual<Real>>(new(y, 1.0), new(0.0, 0.0));
            var f = Dual<Dual<Real>>.Exp(dx * dy) / dy;
            Numbers.AssertClose(Math.Exp(x * y), f.Slope.Value.Value, 1e-14, "by x");
            Numbers.AssertClose((Math.Exp(x * y) * ((x * y) - 1)) / (y * y), f.Value.Slope.Value, 1e-14, "by y");
            Numbers.AssertClose(x * Math.Exp(x * y), f.Slope.Slope.Value, 1e-14, "by both");
        }
    }

    [Fact]
    public void Where_a_power_has_underflowed_its_slope_is_zero_even_if_the_exponent_rushes()
    {
        Dual<Real> infinite = new(double.NegativeInfinity, double.NegativeInfinity);
        Assert.Equal((0, 0), Parts(Dual<Real>.Exp(infinite)));
        Assert.Equal((0, 0), Parts(Dual<Real>.Exp(new(-800, double.PositiveInfinity))));

        // The density at an infinite interval end: -x^2/2 has the slope -inf * 0 = NaN.
        Dual<Real> end = new(double.PositiveInfinity, 0.0);
        Assert.Equal((0, 0), Parts(Dual<Real>.Exp(-0.5 * end * end)));
        Assert.Equal((1, 0), Parts(Dual<Real>.Erf(end)));
        Assert.Equal((-1, 0), Parts(Dual<Real>.Erf(new(double.NegativeInfinity, 1.0))));

        static (double Value, double Slope) Parts(Dual<Real> x) => (x.Value.Value, x.Slope.Value);
    }

    [Fact]
    public void The_slope_of_erf_at_zero_is_two_over_the_root_of_pi_correctly_rounded() =>
        Assert.Equal(1.1283791670955126, Dual<Real>.Erf(new(0.0, 1.0)).Slope.Value); // 1.128379167095512573896...

    [Fact]
    public void A_choice_takes_only_the_chosen_slope()
    {
        Dual<Real> x = new(0.0, 1.0);
        var guarded = Dual<Real>.Select(x > 0.0, Dual<Real>.Sqrt(x), 2.0 * x);
        Assert.Equal(2, guarded.Slope.Value);
    }

    [Fact]
    public void Conversions_keep_every_lane()
    {
        Assert.Equal([1.5, -2.0], ((ReadOnlySpan<Real>)new[] { 1.5, -2.0 }.ToScalars<Real>()).ToDoubles());
        ReadOnlySpan<Lanes> lanes = [Lanes.Pack([.. Enumerable.Range(0, 16).Select(i => (double)i)]), 3.0];
        Assert.Equal([7.0, 3.0], lanes.ToDoubles(7));
        var dual = Dual<Lanes>.Pack([.. Enumerable.Range(0, 16).Select(i => (double)i)]);
        Assert.Equal((9, 0), (Dual<Lanes>.Lane(dual, 9), Lanes.Lane(dual.Slope, 9)));
        Assert.Equal(16, Dual<Lanes>.Width);
        Assert.Equal(1.5, (double)(Real)1.5);
    }

    [Fact]
    public void Numbers_as_text_do_not_depend_on_the_culture()
    {
        Assert.Equal("0.1", ((Real)0.1).ToString());
        Assert.Equal("0.1 + -2d", new Dual<Real>(0.1, -2.0).ToString());
        Assert.Contains("0.25", ((Lanes)0.25).ToString(), StringComparison.Ordinal);
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>Arguments away from the kinks at 0, 1 and sqrt 2, where differences say nothing.</summary>
    private static IEnumerable<double> Arguments(string name)
    {
        var random = new Philox(31, 0, Purpose.Noise);
        return Enumerable.Range(0, 500).Select(_ => random.Uniform(Known[name].Low, Known[name].High))
            .Where(x => ((double[])[0, 1, -1, Math.Sqrt(2), -Math.Sqrt(2)]).All(kink => Math.Abs(x - kink) > 1e-3));
    }

    private static Dictionary<string, Func<T, T>> Functions<T>()
        where T : struct, IPacked<T> => new(StringComparer.Ordinal)
        {
            ["negative"] = x => -x,
            ["abs"] = T.Abs,
            ["sqrt"] = T.Sqrt,
            ["exp"] = T.Exp,
            ["log"] = T.Log,
            ["tanh"] = T.Tanh,
            ["erf"] = T.Erf,
            ["softplus"] = T.Softplus,
            ["sigmoid"] = T.Sigmoid,
            ["reciprocal"] = x => 1.0 / x,
            ["polynomial"] = x => (x * x * x) - (4.0 * x) + 2.0,
            ["fused multiply-add"] = x => T.FusedMultiplyAdd(x, x, 3.0 * x),
            ["choice"] = x => T.Select(x < 1.0, x * x, 3.0 * x),
            ["least"] = x => T.Min(x * x, 2.0),
            ["greatest"] = x => T.Max(x * x, 2.0),
            ["composite"] = x => x * T.Exp(-0.5 * x * x),
        };

    private sealed record Derivatives(
        Func<double, double> First,
        Func<double, double> Second,
        double Low,
        double High);
}
