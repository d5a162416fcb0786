using System.Runtime.CompilerServices;
using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// The two-Gaussian GAN: target and generator are mixtures of two unit Gaussians of weight 1/2, the generator moves its
/// means u, and the discriminator is the indicator of two intervals [l1,r1] and [l2,r2].
/// </summary>
/// <param name="Target">The two means of the target.</param>
/// <param name="Crossing">What becomes of an interval whose ends have crossed.</param>
/// <param name="StartMeans">The interval from which the initial means are drawn; they are sorted.</param>
/// <param name="StartEnds">The interval from which the initial interval ends are drawn; they are sorted.</param>
/// <remarks>
/// State (u1, u2, l1, r1, l2, r2); an end may be infinite. With phi the unit normal density and F = G* - G_u the value
/// is <c>L = E_{G*} D + E_{G_u} (1 - D)</c>; the discriminator ascends it, the generator descends it:
/// <c>dL/dr_i = F(r_i)</c>, <c>dL/dl_i = -F(l_i)</c>, <c>dL/du_j = 1/2 sum_i (phi(r_i - u_j) - phi(l_i - u_j))</c>. Li,
/// Madry, Peebles, Schmidt 2018, arXiv:1706.09884, section 2.
/// </remarks>
[Entry(
    "two-gaussians",
    "two unit Gaussians against a discriminator made of two intervals",
    @"L(u,\ell,r) = \mathbb{E}_{G^*} D + \mathbb{E}_{G_u}(1-D),\quad "
        + @"D = 1_{[\ell_1,r_1]} + 1_{[\ell_2,r_2]},\quad G_u = \tfrac12 N(u_1,1) + \tfrac12 N(u_2,1)",
    "Li, Madry, Peebles, Schmidt 2018 (arXiv:1706.09884), section 2")]
public sealed record TwoGaussians(
    [Parameter("the two means of the target", Default = "-0.5,0.5", Length = 2, Min = -100, Max = 100)] double[] Target,
    [Parameter("the interval of the initial means", Default = "-1,1", Length = 2, Min = -100, Max = 100)]
    double[] StartMeans,
    [Parameter("the interval of the initial interval ends", Default = "-3,3", Length = 2, Min = -100, Max = 100)]
    double[] StartEnds,
    [Parameter(
        "what becomes of an interval whose ends have crossed: "
            + "it shrinks to its middle, stays crossed, or is gone for good")]
    Crossing Crossing = Crossing.Clamp) : Game, IPicturedGame
{
    /// <summary>An interval at most this wide counts as collapsed.</summary>
    public const double CollapsedWidth = 1e-6;

    // 1 / (2 sqrt(2 pi)): a mixture weight times the density's constant
    private const double HalfDensity = 0.19947114020071635;
    private const double SqrtHalf = 0.7071067811865476;

    /// <inheritdoc/>
    public override int GeneratorSize => 2;

    /// <inheritdoc/>
    public override int DiscriminatorSize => 4;

    /// <inheritdoc/>
    public override IReadOnlyList<string> CoordinateNames => ["u1", "u2", "l1", "r1", "l2", "r2"];

    /// <inheritdoc/>
    public override string DefaultRule => "alternating";

    /// <inheritdoc/>
    public override string? WhyNoBestResponse => null;

    /// <inheritdoc/>
    public override IReadOnlyList<SuccessRule> SuccessRules =>
    [
        new("means", "both sorted means within 0.1 of the target's", FartherMean, 0.1),
        new("tv", "total variation distance at most 0.1", TotalVariation, 0.1),
        new("tv-0.01", "total variation distance at most 0.01", TotalVariation, 0.01),
    ];

    /// <inheritdoc/>
    public string? WhyNoPicture => null;

    /// <inheritdoc/>
    public int Movable => StateSize;

    /// <inheritdoc/>
    public (double Low, double High) Window =>
        (Math.Min(Target.Min(), StartEnds.Min()) - 3, Math.Max(Target.Max(), StartEnds.Max()) + 3);

    /// <inheritdoc/>
    public override AnalyticGame<T> Bind<T>(Pack<Game> settings) => new Bound<T>(settings.As<TwoGaussians>());

    /// <summary>
    /// The target's means and two empty intervals: where generator and target agree no interval gains anything.
    /// </summary>
    public override double[] Equilibrium() => [Target[0], Target[1], 0, 0, 0, 0];

    /// <inheritdoc/>
    public override (double Low, double High) StartRange(int coordinate) =>
        coordinate < 2 ? (StartMeans[0], StartMeans[1]) : (StartEnds[0], StartEnds[1]);

    /// <inheritdoc/>
    public override void Start(Philox random, Span<double> state)
    {
        base.Start(random, state);
        state[..2].Sort();
        state[2..].Sort();
    }

    /// <inheritdoc/>
    public override string? Warning(ReadOnlySpan<double> state) => state[0] == state[1]
        ? "the two means start equal: they receive identical gradients and can never separate"
        : null;

    /// <inheritdoc/>
    public override string? WhyNotDifferentiable(ReadOnlySpan<double> state, bool bestResponse)
    {
        if (bestResponse && IsTarget(state))
        {
            return "the best response is undetermined where generator and target agree (F = 0 everywhere), "
                + "so the update has no Jacobian there";
        }

        return !bestResponse && Crossing != Crossing.Free && (state[2] == state[3] || state[4] == state[5])
            ? "an empty interval lies on the kink of the crossing rule, so the update has no Jacobian there; "
                + "crossing=free has one"
            : null;
    }

    /// <inheritdoc/>
    public override string ClassifyFailure(ReadOnlySpan<double> final, ReadOnlySpan<double> earlier)
    {
        var farthest = Math.Max(Math.Abs(final[0]), Math.Abs(final[1]));
        var bound = 10 + Math.Max(Math.Abs(Target[0]), Math.Abs(Target[1]));
        var collapsed = CountCollapsed(final);
        return !(farthest <= bound) ? "runaway"
            : collapsed == 2 ? "both intervals collapsed"
            : IsMoving(final, earlier) ? "still moving"
            : Math.Abs(final[0] - final[1]) < 0.01 ? "means merged"
            : collapsed == 1 ? "one interval collapsed"
            : "stopped elsewhere";
    }

    /// <summary>How many of the two intervals are collapsed: empty, crossed or gone.</summary>
    /// <param name="state">The state.</param>
    public static int CountCollapsed(ReadOnlySpan<double> state) =>
        (state[3] - state[2] > CollapsedWidth ? 0 : 1) + (state[5] - state[4] > CollapsedWidth ? 0 : 1);

    /// <summary>
    /// The total variation distance between the target and the generator, from 0 to 1, exact up to rounding.
    /// </summary>
    /// <remarks>
    /// It is the integral of F over the intervals where F is positive: the best response's value less 1.
    /// </remarks>
    /// <param name="state">The state; only the means are read.</param>
    public double TotalVariation(ReadOnlySpan<double> state)
    {
        if (!IsFinite(state[..2]))
        {
            return 1;
        }

        var game = Bind<Real>();
        var best = state.ToScalars<Real>();
        game.BestRespond(best);
        return game.Loss(Player.Generator, best, default).Value - 1;
    }

    /// <summary>The difference F = G* - G_u of the densities at a point.</summary>
    /// <param name="u1">The generator's first mean.</param>
    /// <param name="u2">The generator's second mean.</param>
    /// <param name="x">The point.</param>
    public double Difference(double u1, double u2, double x)
    {
        return HalfDensity * (Bell(x - Target[0]) + Bell(x - Target[1]) - Bell(x - u1) - Bell(x - u2));
    }

    /// <inheritdoc/>
    Picture IPicturedGame.Target(ReadOnlySpan<double> grid) =>
        new([new("target density", Density(Target[0], Target[1], grid))], [], []);

    /// <inheritdoc/>
    public Picture Draw(ReadOnlySpan<double> state, ReadOnlySpan<double> grid) => new(
        [new("generated density", Density(state[0], state[1], grid))],
        [new(state[2], state[3]), new(state[4], state[5])],
        []);

    private static double Bell(double d) => Real.Exp(-0.5 * d * d).Value;

    private static double[] Density(double m1, double m2, ReadOnlySpan<double> grid)
    {
        var density = new double[grid.Length];
        for (var i = 0; i < density.Length; i++)
        {
            density[i] = HalfDensity * (Bell(grid[i] - m1) + Bell(grid[i] - m2));
        }

        return density;
    }

    // The distance from the target's mean of the sorted mean that is farther from it.
    private double FartherMean(ReadOnlySpan<double> state)
    {
        var (low, high) = (Math.Min(state[0], state[1]), Math.Max(state[0], state[1]));
        return Math.Max(
            Math.Abs(low - Math.Min(Target[0], Target[1])),
            Math.Abs(high - Math.Max(Target[0], Target[1])));
    }

    private bool IsTarget(ReadOnlySpan<double> state) =>
        (state[0] == Target[0] && state[1] == Target[1]) || (state[0] == Target[1] && state[1] == Target[0]);

    private sealed class Bound<T>(Pack<TwoGaussians> games) : AnalyticGame<T>(games)
        where T : struct, IPacked<T>
    {
        // Beyond 40 standard deviations every density is exactly 0 in double precision: a root there is no different
        // from one at infinity.
        private const double Reach = 40;

        private readonly T _a1 = games.ToScalar<T>(g => g.Target[0]);
        private readonly T _a2 = games.ToScalar<T>(g => g.Target[1]);
        private readonly Crossing _crossing = games.First.Crossing;
        private readonly AlignedVector<T> _bells = new(16);

        public override T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key)
        {
            T value = 1.0;
            for (var i = 2; i < 6; i += 2)
            {
                value += Mass(state[i + 1], state) - Mass(state[i], state);
            }

            return player == Player.Generator ? value : -value;
        }

        public override void Gradient(Player loss, Player by, ReadOnlySpan<T> state, Span<T> gradient, in SampleKey key)
        {
            if (by == Player.Generator)
            {
                ByMeans(state, gradient, loss == Player.Generator ? HalfDensity : -HalfDensity);
            }
            else
            {
                ByEnds(state, gradient, loss == Player.Generator ? -HalfDensity : HalfDensity);
            }
        }

        public override void Project(Player player, Span<T> state)
        {
            if (player == Player.Generator || _crossing == Crossing.Free)
            {
                return;
            }

            for (var i = 2; i < 6; i += 2)
            {
                var (l, r) = (state[i], state[i + 1]);
                var crossed = l > r;
                var empty = _crossing == Crossing.Clamp ? 0.5 * (l + r) : double.PositiveInfinity;
                state[i] = T.Select(crossed, empty, l);
                state[i + 1] = T.Select(crossed, empty, r);
            }
        }

        public override void ProjectAdjoint(Player player, ReadOnlySpan<T> state, Span<T> v)
        {
            if (player == Player.Generator || _crossing == Crossing.Free)
            {
                return;
            }

            for (var i = 0; i < 4; i += 2)
            {
                var crossed = state[2 + i] > state[3 + i];
                var empty = _crossing == Crossing.Clamp ? 0.5 * (v[i] + v[i + 1]) : 0.0;
                (v[i], v[i + 1]) = (T.Select(crossed, empty, v[i]), T.Select(crossed, empty, v[i + 1]));
            }
        }

        public override T Distance(ReadOnlySpan<T> state)
        {
            var low = T.Min(state[0], state[1]) - T.Min(_a1, _a2);
            var high = T.Max(state[0], state[1]) - T.Max(_a1, _a2);
            return T.Sqrt((low * low) + (high * high));
        }

        // The roots of F, all of them: a sum of four Gaussians sorted by their means m0 <= .. <= m3, with weights c,
        // has at most three, and the roots of G1 = sum c_i (m_i - m0) phi(x - m_i) separate them (Rolle, after dividing
        // by exp(m0 x)). G1 has at most two, separated by the one root of G2 = sum c_i (m_i - m0)(m_i - m1) phi(x -
        // m_i), which has two terms and is solved in closed form. So nothing can be missed, however close or far the
        // roots are.
        public override void BestRespond(Span<T> state)
        {
            Span<T> m = [_a1, _a2, state[0], state[1]];
            Span<T> c = [1.0, 1.0, -1.0, -1.0];
            SortByMean(m, c);
            var (low, high) = (m[0] - Reach, m[3] + Reach);

            Span<T> c2 = [0.0, 0.0, c[2] * (m[2] - m[0]) * (m[2] - m[1]), c[3] * (m[3] - m[0]) * (m[3] - m[1])];
            var gap = m[3] - m[2];
            var ratio = -c2[2] / c2[3];
            var solvable = (ratio > 0.0) & (gap > 0.0);
            var root = (0.5 * (m[2] + m[3])) + (T.Log(T.Select(solvable, ratio, 1.0)) / T.Select(solvable, gap, 1.0));
            var split = T.Max(low, T.Min(high, T.Select(solvable, root, high)));

            // The first weight of G1 is 0: its sums begin with the second.
            Span<T> c1 = [c[1] * (m[1] - m[0]), c[2] * (m[2] - m[0]), c[3] * (m[3] - m[0])];
            Span<T> live = [1.0, 1.0, 1.0, 1.0];
            live = StrikeOutPairs(m, c, live) ? live : [];
            var live1 = live.IsEmpty ? live : live[1..];
            var first = Root(m[1..], c1, live1, low, split).Or(split);
            var second = Root(m[1..], c1, live1, split, high).Or(high);

            Span<Crossings> roots =
            [
                Root(m, c, live, low, first),
                Root(m, c, live, first, second),
                Root(m, c, live, second, high),
            ];
            AssignPositive(state[2..], Scaled(m, c, live, low).Value, roots);
        }

        /// <summary>
        /// Sets live to 0 where two neighbours of opposite weights stand at one mean: together they are no term.
        /// </summary>
        /// <returns>Whether there are any, in any lane.</returns>
        private static bool StrikeOutPairs(ReadOnlySpan<T> m, ReadOnlySpan<T> c, Span<T> live)
        {
            var any = false;
            for (var i = 0; i < 3; i++)
            {
                var pair = (live[i] > 0.5) & (m[i] >= m[i + 1]) & (c[i] * c[i + 1] < 0.0);
                live[i] = T.Select(pair, 0.0, live[i]);
                live[i + 1] = T.Select(pair, 0.0, live[i + 1]);
                any |= T.Any(pair);
            }

            return any;
        }

        /// <summary>
        /// Fills the interval ends with the at most two intervals on which F is positive; unused ones lie at infinity.
        /// </summary>
        private static void AssignPositive(Span<T> ends, T atLow, ReadOnlySpan<Crossings> roots)
        {
            T infinity = double.PositiveInfinity;
            ends.Fill(infinity);
            T positive = T.Select(atLow > 0.0, 1.0, 0.0);
            T start = double.NegativeInfinity;
            T count = 0.0;
            for (var i = 0; i <= 3; i++)
            {
                T here = i < 3 ? T.Select(roots[i].Exists, 1.0, 0.0) : 1.0;
                var at = i < 3 ? roots[i].At : infinity;
                var closes = (here > 0.5) & (positive > 0.5);
                for (var k = 0; k < 2; k++)
                {
                    var mine = closes & (count >= k) & (count < k + 0.5);
                    ends[2 * k] = T.Select(mine, start, ends[2 * k]);
                    ends[(2 * k) + 1] = T.Select(mine, at, ends[(2 * k) + 1]);
                }

                count = T.Select(closes, count + 1.0, count);
                start = T.Select(here > 0.5, at, start);
                positive = T.Select(here > 0.5, 1.0 - positive, positive);
            }
        }

        /// <summary>
        /// The root of sum c_i phi(x - m_i) between a and b, where at most one is, if the signs at the ends differ.
        /// </summary>
        private static Crossings Root(ReadOnlySpan<T> m, ReadOnlySpan<T> c, ReadOnlySpan<T> live, T a, T b)
        {
            var (left, right) = (Scaled(m, c, live, a).Value, Scaled(m, c, live, b).Value);
            var exists = ((left > 0.0) & (right < 0.0)) | ((left < 0.0) & (right > 0.0));
            if (!T.Any(exists))
            {
                return new(exists, b);
            }

            // Newton, held inside the shrinking bracket; a step that would leave it, or that fails to halve it twice as
            // slowly as bisection, is replaced by bisection. A lane that has converged no longer moves.
            var (from, to) = (a, b);
            var rising = left < 0.0;
            var x = 0.5 * (a + b);
            T open = T.Select(exists, 1.0, 0.0);
            var previous = b - a;
            for (var iteration = 0; iteration < 200 && T.Any(open > 0.5); iteration++)
            {
                var (value, slope) = Scaled(m, c, live, x);
                var upward = T.Select(rising, value, -value);
                var active = open > 0.5;
                a = T.Select(active & (upward < 0.0), x, a);
                b = T.Select(active & (upward > 0.0), x, b);
                var newton = x - (value / slope);
                var middle = 0.5 * (a + b);
                var good = (newton > a) & (newton < b) & (T.Abs(newton - x) < 0.5 * previous);
                var next = T.Select(good | ((value <= 0.0) & (value >= 0.0)), newton, middle);
                var move = T.Abs(next - x);
                previous = T.Select(active, move, previous);
                x = T.Select(active, next, x);
                open = T.Select(move <= 1e-15 * (1.0 + T.Abs(x)), 0.0, open);
            }

            // One more step, now in full: in dual arithmetic it gives the root's derivative (implicit function
            // theorem). The shrunk bracket must not reject it: it may well end between x and this step, an ulp away.
            var (residual, derivative) = Scaled(m, c, live, x);
            var polished = x - (residual / derivative);
            var small = T.Abs(polished - x) <= 1e-6 * (1.0 + T.Abs(x));
            return new(exists, T.Select(small & (polished >= from) & (polished <= to), polished, x));
        }

        /// <summary>
        /// sum c_i phi(x - m_i) and its derivative, divided by the greatest of the live densities, which therefore
        /// cannot underflow. Terms that are not live are summed apart: their values cancel exactly, their derivatives
        /// in dual arithmetic need not. An empty span says that all are live, which gives the same bits in less time.
        /// </summary>
        private static (T Value, T Slope) Scaled(ReadOnlySpan<T> m, ReadOnlySpan<T> c, ReadOnlySpan<T> live, T x)
        {
            var nearest = m[0];
            T least = double.PositiveInfinity;
            for (var i = 0; i < m.Length; i++)
            {
                var distance = T.Abs(x - m[i]);
                var closer = live.IsEmpty ? distance < least : (live[i] > 0.5) & (distance < least);
                nearest = T.Select(closer, m[i], nearest);
                least = T.Select(closer, distance, least);
            }

            T value = 0.0;
            T slope = 0.0;
            T struckValue = 0.0;
            T struckSlope = 0.0;
            for (var i = 0; i < m.Length; i++)
            {
                // The exponent is at most 0 in a live term, and bounded in others so that they cancel as numbers.
                var exponent = (m[i] - nearest) * (x - (0.5 * (m[i] + nearest)));
                var term = c[i] * T.Exp(live.IsEmpty ? exponent : T.Min(700.0, exponent));
                var change = term * (m[i] - x);
                if (live.IsEmpty)
                {
                    value += term;
                    slope += change;
                    continue;
                }

                var counts = live[i] > 0.5;
                value += T.Select(counts, term, 0.0);
                slope += T.Select(counts, change, 0.0);
                struckValue += T.Select(counts, 0.0, term);
                struckSlope += T.Select(counts, 0.0, change);
            }

            return live.IsEmpty ? (value, slope) : (value + struckValue, slope + struckSlope);
        }

        private static void SortByMean(Span<T> m, Span<T> c)
        {
            ReadOnlySpan<(int Low, int High)> network = [(0, 2), (1, 3), (0, 1), (2, 3), (1, 2)];
            foreach (var (low, high) in network)
            {
                var swap = m[low] > m[high];
                (m[low], m[high]) = (T.Select(swap, m[high], m[low]), T.Select(swap, m[low], m[high]));
                (c[low], c[high]) = (T.Select(swap, c[high], c[low]), T.Select(swap, c[low], c[high]));
            }
        }

        /// <summary>The integral of F up to x, less its constant.</summary>
        private T Mass(T x, ReadOnlySpan<T> state) =>
            0.25 * (T.Erf(SqrtHalf * (x - _a1)) + T.Erf(SqrtHalf * (x - _a2))
                - T.Erf(SqrtHalf * (x - state[0])) - T.Erf(SqrtHalf * (x - state[1])));

        // The two hot methods: all their exponentials are taken at once.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void ByMeans(ReadOnlySpan<T> state, Span<T> gradient, double weight)
        {
            var bells = _bells.Span[..8];
            for (var i = 0; i < 4; i++)
            {
                for (var j = 0; j < 2; j++)
                {
                    bells[(4 * j) + i] = state[2 + i] - state[j];
                }
            }

            T.Bell(bells);
            for (var j = 0; j < 2; j++)
            {
                var (l1, r1, l2, r2) = (bells[4 * j], bells[(4 * j) + 1], bells[(4 * j) + 2], bells[(4 * j) + 3]);
                gradient[j] = weight * (r1 - l1 + (r2 - l2));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void ByEnds(ReadOnlySpan<T> state, Span<T> gradient, double weight)
        {
            var bells = _bells.Span;
            for (var i = 0; i < 4; i++)
            {
                var x = state[2 + i];
                bells[4 * i] = x - _a1;
                bells[(4 * i) + 1] = x - _a2;
                bells[(4 * i) + 2] = x - state[0];
                bells[(4 * i) + 3] = x - state[1];
            }

            T.Bell(bells);
            for (var i = 0; i < 4; i++)
            {
                var (a1, a2, u1, u2) = (bells[4 * i], bells[(4 * i) + 1], bells[(4 * i) + 2], bells[(4 * i) + 3]);
                gradient[i] = weight * (a1 + a2 - (u1 + u2));
                weight = -weight;
            }
        }

        /// <summary>A root in each lane in which the mask holds.</summary>
        private readonly record struct Crossings(T Exists, T At)
        {
            public T Or(T otherwise) => T.Select(Exists, At, otherwise);
        }
    }
}
