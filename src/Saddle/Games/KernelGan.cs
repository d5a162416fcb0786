using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// The GAN whose discriminator is a function f in the space of a kernel: generated points Y with masses q climb f,
/// which is fitted to true points X with masses p.
/// </summary>
/// <param name="Points">The true points, coordinate by coordinate.</param>
/// <param name="Masses">The true points' masses; empty for equal ones that sum to 1.</param>
/// <param name="GeneratedMasses">The generated points' masses; empty for equal ones that sum to 1.</param>
/// <param name="Sigma">The bandwidth of the Gaussian kernel, or several for a sum of Gaussian kernels.</param>
/// <param name="Weights">
/// The weights of the kernels in the sum; empty for weights inverse to the bandwidths that sum to 1.
/// </param>
/// <param name="Generated">The number of generated points a true point.</param>
/// <param name="Lambda">The weight of the regulariser <c>lambda/2 |f|^2</c>.</param>
/// <param name="Dimension">The dimension of the points.</param>
/// <param name="Offset">
/// How many (least) bandwidths the generated points start away from their true point, at most.
/// </param>
/// <param name="Radius">How many bandwidths around the true points the features are exact.</param>
/// <remarks>
/// <c>L_D = q'f(Y) - p'f(X) + lambda/2 |f|^2</c>, <c>L_G = -q'f(Y)</c>, so that gradient steps are
/// <c>f' = (1 - eta_d lambda) f + eta_d (sum p_i K(., x_i) - sum q_j K(., y_j))</c>,
/// <c>y_j' = y_j + eta_g q_j grad f(y_j)</c>. The paper moves f first. f is held by its coordinates in an orthonormal
/// expansion of the kernel around the true points, <c>exp(-(x-z)^2/2) = sum_m e(x) x^m/sqrt(m!) e(z) z^m/sqrt(m!)</c>
/// with <c>e(x) = exp(-x^2/2)</c>, cut where what is dropped is below 1e-13 within the radius. True points so far apart
/// that their neighbourhoods cannot feel each other (the kernel is below 1e-16) are expanded apart; nearer ones
/// together. Becker, Pandit, Rangan, Fletcher 2022, arXiv:2208.09938, equations 124 and 125; Becker et al. 2023,
/// arXiv:2305.08277.
/// </remarks>
[Entry(
    "kernel-gan",
    "generated points climb a discriminator that lives in the space of a kernel",
    @"f' = (1-\eta_d\lambda) f + \eta_d\Big(\sum_i p_i K(\cdot,x_i) - \sum_j q_j K(\cdot,y_j)\Big),\quad "
        + @"y_j' = y_j + \eta_g q_j \nabla f'(y_j)",
    "Becker, Pandit, Rangan, Fletcher (arXiv:2208.09938), equations 124 and 125")]
public sealed record KernelGan(
    [Parameter("the true points: dimension numbers for each", Default = "0", Min = -1e9, Max = 1e9)] double[] Points,
    [Parameter("the true points' masses; empty for equal ones", Default = "", Min = 0, Max = 1e6)] double[] Masses,
    [Parameter("the generated points' masses; empty for equal ones", Default = "", Min = 0, Max = 1e6)]
    double[] GeneratedMasses,
    [Parameter("the kernel's bandwidth; several for a sum of kernels", Default = "1", Min = 1e-9, Max = 1e9)]
    double[] Sigma,
    [Parameter(
        "the weights of the kernels in a sum; empty for weights inverse to the bandwidths",
        Default = "",
        Min = 0,
        Max = 1e6)]
    double[] Weights,
    [Parameter("the number of generated points a true point", Min = 1, Max = 10000)] int Generated = 1,
    [Parameter("the weight of the regulariser", Min = 0, Max = 1e6)] double Lambda = 0.1,
    [Parameter("the dimension of the points", Min = 1, Max = 1000)] int Dimension = 1,
    [Parameter("how many bandwidths the generated points start away from their true point", Min = 0, Max = 10)]
    double Offset = 0.1,
    [Parameter("how many bandwidths around the true points the features are exact", Min = 0, Max = 10)]
    double Radius = 3) : Game, IValidated, IPicturedGame, ISurfaceGame
{
    private const int MostFeatures = 20_000;

    private (KernelGan? Owner, Layout? Layout) _plan;

    // Two points this many bandwidths apart have a kernel of exp(-8.6^2/2) < 1e-16.
    private const double Unfelt = 8.6;

    /// <summary>The number of true points.</summary>
    public int PointCount => Points.Length / Dimension;

    /// <summary>The number of generated points.</summary>
    public int GeneratedCount => PointCount * Generated;

    /// <inheritdoc/>
    public override int GeneratorSize => GeneratedCount * Dimension;

    /// <inheritdoc/>
    public override int DiscriminatorSize => Plan.Features;

    /// <inheritdoc/>
    public override string Shape =>
        string.Join(
            ';',
            Plan.Clusters.Select(c =>
                $"{string.Join(',', c.Points)}:{string.Join(',', c.Scales.Select(s => s.Parent.Length))}"));

    /// <inheritdoc/>
    public override string DefaultRule => "alternating";

    /// <inheritdoc/>
    public override string? WhyNoBestResponse =>
        Lambda > 0 ? null : "without a regulariser (lambda=0) the discriminator's loss is linear and has no minimiser";

    /// <inheritdoc/>
    public override IReadOnlyList<string> CoordinateNames =>
    [
        .. Enumerable.Range(0, GeneratorSize)
            .Select(i => Dimension == 1 ? $"y{i + 1}" : $"y{(i / Dimension) + 1}.{(i % Dimension) + 1}"),
        .. Enumerable.Range(0, DiscriminatorSize).Select(i => $"f{i}"),
    ];

    /// <summary>Whether no true point's neighbourhood can feel another's.</summary>
    public bool IsIsolated => Plan.Clusters.All(c => c.Points.Length == 1);

    /// <summary>With one true point a cluster, the equilibrium sees the features of degree 0 to 2 only.</summary>
    public override Game ForSpectrum => IsIsolated ? this with { Radius = 0 } : this;

    // Kept with its owner: a copy made by "with" carries the field of the original, which must not be believed.
    private Layout Plan
    {
        get
        {
            if (!ReferenceEquals(_plan.Owner, this))
            {
                _plan = (this, Layout.Of(this));
            }

            return _plan.Layout!;
        }
    }

    /// <inheritdoc/>
    public void Validate()
    {
        if (Points.Length == 0 || Points.Length % Dimension != 0)
        {
            throw new SettingsException(
                $"points needs {Dimension} numbers for each point (dimension={Dimension}), but has {Points.Length}");
        }

        Need(Masses, PointCount, "masses", "true point");
        Need(GeneratedMasses, GeneratedCount, "generated-masses", "generated point");
        Need(Weights, Sigma.Length, "weights", "bandwidth");
        if (Plan.Features > MostFeatures)
        {
            throw new SettingsException(
                $"these points need {Plan.Features} features in dimension {Dimension}, more than {MostFeatures}: "
                    + "use fewer or more distant points, a smaller radius or a lower dimension");
        }

        static void Need(double[] list, int count, string name, string what)
        {
            if (list.Length > 0 && list.Length != count)
            {
                throw new SettingsException(
                    $"{name} needs {count} numbers, one for each {what}, but has {list.Length}");
            }
        }
    }

    /// <summary>The mass of a true point.</summary>
    /// <param name="point">Its number.</param>
    public double Mass(int point) => Masses.Length > 0 ? Masses[point] : 1.0 / PointCount;

    /// <summary>The mass of a generated point.</summary>
    /// <param name="point">Its number.</param>
    public double GeneratedMass(int point) =>
        GeneratedMasses.Length > 0 ? GeneratedMasses[point] : 1.0 / GeneratedCount;

    /// <summary>The weight of a kernel in the sum.</summary>
    /// <param name="scale">Its number.</param>
    public double Weight(int scale) => Weights.Length > 0 ? Weights[scale] : 1 / Sigma[scale] / Sigma.Sum(s => 1 / s);

    /// <inheritdoc/>
    public string? WhyNoPicture => Dimension == 1 ? null : "points of several dimensions have no picture over a line";

    /// <inheritdoc/>
    public int Movable => GeneratorSize;

    /// <inheritdoc/>
    public (double Low, double High) Window =>
        (Points.Min() - (Math.Max(1, Radius) * Sigma.Max()), Points.Max() + (Math.Max(1, Radius) * Sigma.Max()));

    /// <inheritdoc/>
    public Picture Target(ReadOnlySpan<double> grid) =>
        new([], [], [.. Points.Select((x, i) => new Picture.Point(x, Mass(i)))]);

    /// <inheritdoc/>
    public Picture Draw(ReadOnlySpan<double> state, ReadOnlySpan<double> grid)
    {
        var game = new Bound<Real>(new Pack<KernelGan>(this));
        var scalars = state.ToScalars<Real>();
        var points = state[..GeneratorSize].ToArray().Select((y, j) => new Picture.Point(y, GeneratedMass(j)));
        return new(
            [new("discriminator", [.. grid.ToArray().Select(x => game.Discriminate(scalars, [x]).Value)])],
            [],
            [.. points]);
    }

    /// <inheritdoc/>
    public string? WhyNoSurface => Dimension >= 2 ? null : "points on a line have a picture over it";

    /// <inheritdoc/>
    public ((double Low, double High) X, (double Low, double High) Y) Plane
    {
        get
        {
            var (x, y) = (Along(0), Along(1));
            var half = (Math.Max(x.Max() - x.Min(), y.Max() - y.Min()) / 2) + (Math.Clamp(Radius, 1, 3) * Sigma.Max());
            return (Around(x), Around(y));

            (double Low, double High) Around(double[] values) =>
                (((values.Min() + values.Max()) / 2) - half, ((values.Min() + values.Max()) / 2) + half);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Surface.Point> Data =>
        [.. Along(0).Zip(Along(1)).Select((at, i) => new Surface.Point(at.First, at.Second, Mass(i)))];

    /// <inheritdoc/>
    public Surface Rise(ReadOnlySpan<double> state, int side)
    {
        var game = new Bound<Real>(new Pack<KernelGan>(this));
        var scalars = state.ToScalars<Real>();
        var (plane, values) = (Plane, new double[side * side]);
        Real[] at = [.. Enumerable.Range(0, Dimension).Select(d => (Real)Along(d).Average())];
        for (var i = 0; i < values.Length; i++)
        {
            at[0] = plane.X.Low + ((plane.X.High - plane.X.Low) * (i % side) / (side - 1));
            at[1] = plane.Y.Low + ((plane.Y.High - plane.Y.Low) * (i / side) / (side - 1));
            values[i] = game.Discriminate(scalars, at).Value;
        }

        var generated = state[..GeneratorSize].ToArray();
        return new(
            values,
            [
                .. Enumerable.Range(0, GeneratedCount)
                    .Select(j =>
                        new Surface.Point(generated[j * Dimension], generated[(j * Dimension) + 1], GeneratedMass(j))),
            ]);
    }

    /// <inheritdoc/>
    public override AnalyticGame<T> Bind<T>(Pack<Game> settings) => new Bound<T>(settings.As<KernelGan>());

    /// <summary>
    /// Every generated point at its true point, and the discriminator that answers that: 0 where there is no
    /// regulariser.
    /// </summary>
    public override double[] Equilibrium()
    {
        var state = new Real[StateSize];
        for (var j = 0; j < GeneratedCount; j++)
        {
            for (var d = 0; d < Dimension; d++)
            {
                state[(j * Dimension) + d] = Points[(j / Generated * Dimension) + d];
            }
        }

        if (Lambda > 0)
        {
            Bind<Real>().BestRespond(state);
        }

        return ((ReadOnlySpan<Real>)state).ToDoubles();
    }

    /// <summary>
    /// One generated point starts exactly the offset away along the first axis; several are spread over the offset's
    /// cube.
    /// </summary>
    /// <param name="coordinate">The coordinate's number.</param>
    public override (double Low, double High) StartRange(int coordinate)
    {
        if (coordinate >= GeneratorSize)
        {
            return (0, 0);
        }

        var centre = Points[(coordinate / Dimension / Generated * Dimension) + (coordinate % Dimension)];
        var reach = Offset * Sigma.Min();
        return Generated > 1 ? (centre - reach, centre + reach)
            : coordinate % Dimension == 0 ? (centre + reach, centre + reach)
            : (centre, centre);
    }

    /// <summary>The true points' coordinates along an axis.</summary>
    private double[] Along(int axis) =>
        [.. Enumerable.Range(0, PointCount).Select(i => Points[(i * Dimension) + axis])];

    /// <summary>Which true points are expanded together, and how far.</summary>
    private sealed record Layout(IReadOnlyList<Cluster> Clusters, int Features)
    {
        public static Layout Of(KernelGan game)
        {
            // Single linkage: neighbourhoods that can feel each other are one cluster.
            var (count, widest) = (game.PointCount, game.Sigma.Max());
            var cluster = Enumerable.Range(0, count).ToArray();
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (Distance(game, i, j) < (Unfelt + (2 * game.Radius)) * widest && cluster[i] != cluster[j])
                    {
                        var (from, to) = (cluster[i], cluster[j]);
                        cluster = Array.ConvertAll(cluster, c => c == from ? to : c);
                    }
                }
            }

            return Expand(
                game,
                [.. Enumerable.Range(0, count).GroupBy(i => cluster[i], (_, points) => points.ToArray())]);
        }

        // Counted before anything is made: too many features are refused, and must not fill the memory first.
        private static Layout Expand(KernelGan game, IReadOnlyList<int[]> groups)
        {
            var parts = groups.Select(points => Reach(game, points)).ToList();
            var features = parts.Sum(part => part.Degrees.Sum(degree => Expansion.Count(game.Dimension, degree)));
            var clusters = new List<Cluster>();
            if (features > MostFeatures)
            {
                return new(clusters, (int)Math.Min(features, int.MaxValue));
            }

            var first = 0;
            foreach (var (points, centre, degrees) in parts)
            {
                Expansion[] scales = [.. degrees.Select(degree => Expansion.Of(game.Dimension, degree))];
                clusters.Add(new(points, centre, scales, first));
                first += scales.Sum(s => s.Parent.Length);
            }

            return new(clusters, first);
        }

        // Where a cluster lies, and up to which degree the features of each kernel must go, which follows from how many
        // bandwidths they must reach.
        private static (int[] Points, double[] Centre, int[] Degrees) Reach(KernelGan game, int[] points)
        {
            var narrowest = game.Sigma.Min();
            var centre = Enumerable.Range(0, game.Dimension)
                .Select(d => points.Average(i => game.Points[(i * game.Dimension) + d]))
                .ToArray();
            var spread = points.Max(i =>
                Math.Sqrt(
                    Enumerable.Range(0, game.Dimension)
                        .Sum(d => Math.Pow(game.Points[(i * game.Dimension) + d] - centre[d], 2))));
            return (
                points,
                centre,
                Array.ConvertAll(game.Sigma, s => DegreeOf((spread / s) + (game.Radius * narrowest / s))));

            static int DegreeOf(double reach) => Expansion.Degree(reach * reach);
        }

        private static double Distance(KernelGan game, int i, int j)
        {
            var sum = 0.0;
            for (var d = 0; d < game.Dimension; d++)
            {
                sum += Math.Pow(game.Points[(i * game.Dimension) + d] - game.Points[(j * game.Dimension) + d], 2);
            }

            return Math.Sqrt(sum);
        }
    }

    /// <summary>True points that are expanded around one centre.</summary>
    private sealed record Cluster(int[] Points, double[] Centre, Expansion[] Scales, int First);

    /// <summary>
    /// The features of one kernel: one for each multi-index up to a degree, each made from its parent by one factor
    /// <c>u_axis / sqrt(index_axis)</c>, where u is the distance from the centre in bandwidths. Lower and Root have an
    /// entry for each axis, feature by feature: the feature whose index is lower by 1 there, and the index's root.
    /// </summary>
    private sealed record Expansion(int[] Parent, int[] Axis, double[] Factor, int[] Lower, double[] Root)
    {
        // Of so few entries there are some hundred, of some kilobytes each.
        private const int MostKept = 512;

        private static readonly ConcurrentDictionary<(int Dimension, int Degree), Expansion> Kept = [];

        /// <summary>
        /// How many features it has: the multi-indices up to a degree; where they are too many, any larger number.
        /// </summary>
        public static long Count(int dimension, int degree)
        {
            var count = 1.0;
            for (var i = 1; i <= Math.Min(dimension, degree) && count <= MostFeatures; i++)
            {
                count = Math.Round(count * (Math.Max(dimension, degree) + i) / i);
            }

            return (long)count;
        }

        /// <summary>
        /// The features up to a degree; small sets of them, which maps ask for again and again, are kept.
        /// </summary>
        public static Expansion Of(int dimension, int degree) => dimension * Count(dimension, degree) <= MostKept
            ? Kept.GetOrAdd((dimension, degree), key => Create(key.Dimension, key.Degree))
            : Create(dimension, degree);

        private static Expansion Create(int dimension, int degree)
        {
            var count = (int)Count(dimension, degree);
            var (index, total) = (new int[count * dimension], new int[count]);
            var (lower, raised) = (new int[count * dimension], new int[count * dimension]);
            var (parent, axis, factor) = (new int[count], new int[count], new double[count]);
            var made = 1;
            for (var i = 0; made < count; i++)
            {
                // Each multi-index is made once: by raising the last axis in use, or one after it.
                for (var d = axis[i]; total[i] < degree && d < dimension; d++, made++)
                {
                    var (from, to) = (i * dimension, made * dimension);
                    raised[from + d] = made;
                    (parent[made], axis[made], total[made]) = (i, d, total[i] + 1);
                    index.AsSpan(from, dimension).CopyTo(index.AsSpan(to));
                    factor[made] = 1 / Math.Sqrt(++index[to + d]);

                    // What is lower along another axis is raised from what the parent's lower is.
                    for (var e = 0; e < dimension; e++)
                    {
                        lower[to + e] = e == d ? i
                            : index[to + e] == 0 ? 0
                            : raised[(lower[from + e] * dimension) + d];
                    }
                }
            }

            return new(parent, axis, factor, lower, Array.ConvertAll(index, n => Math.Sqrt(n)));
        }

        /// <summary>
        /// The least degree beyond which a Poisson law of this mean, which bounds what is cut off, has less than 1e-13.
        /// </summary>
        public static int Degree(double mean)
        {
            if (!(mean <= MostFeatures))
            {
                return MostFeatures; // more features than are allowed, in any dimension
            }

            var (degree, term, rest) = (0, Math.Exp(-mean), 1 - Math.Exp(-mean));
            while (degree < 2 || rest > 1e-13)
            {
                degree++;
                term *= mean / degree;
                rest -= term;

                // Rounding leaves a rest of some 1e-16; far out the terms themselves bound it.
                if (degree > mean && term < 1e-14)
                {
                    break;
                }
            }

            return Math.Max(degree, 2);
        }
    }

    private sealed class Bound<T> : AnalyticGame<T>, IGame<T>
        where T : struct, IPacked<T>
    {
        // A feature this small, where each is smaller than the one before (|u| < sqrt(m)), adds less than rounding to
        // any sum, and so do all after it: they are 0. From degree 4 on the derivatives that this drops are below 1e-12
        // too.
        private const int FirstDropped = 4;
        private const double Nothing = 1e-18;

        // So many features of generated points are remembered at most, which is as much as is soon at hand again.
        private const int MostKept = 4096;

        private readonly Cluster[] _clusters;
        private readonly int[] _clusterOf;
        private readonly int _dimension;
        private readonly int _generators;
        private readonly T[] _inverseSigma;
        private readonly T[] _rootWeight;
        private readonly T[] _mass;
        private readonly T[] _target;
        private readonly AlignedVector<T> _data;
        private readonly int[] _dataCount;
        private readonly bool[] _isFirst;
        private readonly bool _isShared;
        private readonly T _lambda;
        private readonly T[] _sums;
        private readonly Expanded[] _expanded;
        private readonly Expanded _anywhere;
        private readonly double[] _roots;
        private readonly double[] _inverseRoots;

        public Bound(Pack<KernelGan> games)
            : base(games)
        {
            var game = games.First;
            var plan = game.Plan;
            if (!games.All(g => g.Shape == game.Shape))
            {
                throw new InvalidOperationException(
                    "Games whose features differ cannot run in the lanes of one number.");
            }

            _clusters = [.. plan.Clusters];
            (_dimension, _generators, _lambda) = (
                game.Dimension,
                game.GeneratedCount,
                games.ToScalar<T>(g => g.Lambda));
            _clusterOf =
            [
                .. Enumerable.Range(0, _generators)
                    .Select(j => Array.FindIndex(_clusters, c => c.Points.Contains(j / game.Generated))),
            ];
            _inverseSigma = [.. game.Sigma.Select((_, k) => games.ToScalar<T>(g => 1 / g.Sigma[k]))];
            _rootWeight = [.. game.Sigma.Select((_, k) => games.ToScalar<T>(g => Math.Sqrt(g.Weight(k))))];
            _mass = [.. Enumerable.Range(0, _generators).Select(j => games.ToScalar<T>(g => g.GeneratedMass(j)))];
            _target =
            [
                .. Enumerable.Range(0, GeneratorSize)
                    .Select(i =>
                        games.ToScalar<T>(g =>
                            g.Points[(i / g.Dimension / g.Generated * g.Dimension) + (i % g.Dimension)])),
            ];
            var most = _clusters.Max(c => c.Scales.Max(s => s.Parent.Length));
            var kept = Math.Clamp(MostKept / most, 1, _generators * game.Sigma.Length);
            _expanded = [.. Enumerable.Range(0, kept).Select(_ => new Expanded(most, _dimension))];
            _anywhere = new(most, _dimension);
            _sums = new T[_dimension];
            _roots = [.. Enumerable.Range(0, most).Select(m => Math.Sqrt(m))];
            _inverseRoots = Array.ConvertAll(_roots, r => r == 0 ? 0 : 1 / r);
            _isFirst = [.. _clusterOf.Select((cluster, j) => Array.IndexOf(_clusterOf, cluster) == j)];
            _isShared = _isFirst.Contains(false);
            _data = new(DiscriminatorSize);
            _dataCount = AddData(games);
        }

        public override T Loss(Player player, ReadOnlySpan<T> state, in SampleKey key)
        {
            var f = state[GeneratorSize..];
            T generated = 0.0;
            var mean = new T[f.Length];
            for (var j = 0; j < _generators; j++)
            {
                AddFeatures(j, state, _mass[j], mean);
            }

            var data = _data.Span;
            T real = 0.0;
            T norm = 0.0;
            for (var m = 0; m < f.Length; m++)
            {
                generated += f[m] * mean[m];
                real += f[m] * data[m];
                norm += f[m] * f[m];
            }

            return player == Player.Generator ? -generated : generated - real + (0.5 * _lambda * norm);
        }

        public override void Gradient(Player loss, Player by, ReadOnlySpan<T> state, Span<T> gradient, in SampleKey key)
        {
            if (by == Player.Generator)
            {
                for (var j = 0; j < _generators; j++)
                {
                    Climb(
                        j,
                        state,
                        gradient.Slice(j * _dimension, _dimension),
                        loss == Player.Generator ? -_mass[j] : _mass[j]);
                }

                return;
            }

            var own = loss == Player.Discriminator;
            if (!own)
            {
                gradient.Fill(0.0);
            }

            for (var j = 0; j < _generators; j++)
            {
                if (own && _isFirst[j])
                {
                    Fit<Gradients>(j, state, gradient, 0.0);
                }
                else
                {
                    AddFeatures(j, state, own ? _mass[j] : -_mass[j], gradient);
                }
            }
        }

        /// <summary>A discriminator no two of whose points share a cluster descends in the pass that fits it.</summary>
        void IGame<T>.Descend(Player player, Span<T> state, in T eta, Span<T> gradient, in SampleKey key)
        {
            var own = GameExtensions.Slice(this, player, state);
            if (player == Player.Generator || _isShared)
            {
                Gradient(player, player, state, gradient, key);
                Vectors.Descend(own, gradient, eta);
                return;
            }

            for (var j = 0; j < _generators; j++)
            {
                Fit<Steps>(j, state, own, eta);
            }
        }

        public override void BestRespond(Span<T> state)
        {
            var f = state[GeneratorSize..];
            _data.Span.CopyTo(f);
            for (var j = 0; j < _generators; j++)
            {
                AddFeatures(j, state, -_mass[j], f);
            }

            for (var m = 0; m < f.Length; m++)
            {
                f[m] /= _lambda;
            }
        }

        /// <summary>
        /// The discriminator's value at a point: the sum over all clusters, each a function on the whole space.
        /// </summary>
        public T Discriminate(ReadOnlySpan<T> state, ReadOnlySpan<T> x)
        {
            T value = 0.0;
            foreach (var cluster in _clusters)
            {
                var first = GeneratorSize + cluster.First;
                for (var k = 0; k < cluster.Scales.Length; k++)
                {
                    var features = Fill(_anywhere, cluster, k, x).Felt;
                    for (var m = 0; m < features.Length; m++)
                    {
                        value = T.FusedMultiplyAdd(state[first + m], features[m], value);
                    }

                    first += cluster.Scales[k].Parent.Length;
                }
            }

            return value;
        }

        /// <summary>How far the generated points are from their true points, as one vector.</summary>
        public override T Distance(ReadOnlySpan<T> state)
        {
            T sum = 0.0;
            for (var i = 0; i < _target.Length; i++)
            {
                var d = Displacement(state, i);
                sum = T.FusedMultiplyAdd(d, d, sum);
            }

            return T.Sqrt(sum);
        }

        public override T Displacement(ReadOnlySpan<T> state, int coordinate) =>
            state[coordinate] - _target[coordinate];

        /// <summary>Sums the true points' features; gives how many of each expansion are not 0, to the last.</summary>
        private int[] AddData(Pack<KernelGan> games)
        {
            var counts = new List<int>();
            foreach (var cluster in _clusters)
            {
                var data = _data.Span[cluster.First..];
                for (var k = 0; k < cluster.Scales.Length; k++)
                {
                    foreach (var point in cluster.Points)
                    {
                        T Coordinate(int d) => games.ToScalar<T>(g => g.Points[(point * _dimension) + d]);
                        T[] x = [.. Enumerable.Range(0, _dimension).Select(Coordinate)];
                        var features = Fill(_anywhere, cluster, k, x).Felt;
                        AddScaled(data, features, games.ToScalar<T>(g => g.Mass(point)));
                    }

                    var length = cluster.Scales[k].Parent.Length;
                    counts.Add(CountUntilZeros(data[..length]));
                    data = data[length..];
                }
            }

            return [.. counts];
        }

        // By their bits: a dual number is not 0 where only its value is.
        private static int CountUntilZeros(ReadOnlySpan<T> values) =>
            (MemoryMarshal.AsBytes(values).LastIndexOfAnyExcept((byte)0) / Unsafe.SizeOf<T>()) + 1;

        /// <summary>sums += weight * features of a generated point.</summary>
        private void AddFeatures(int generated, ReadOnlySpan<T> state, T weight, Span<T> sums)
        {
            var cluster = _clusters[_clusterOf[generated]];
            var first = cluster.First;
            for (var k = 0; k < cluster.Scales.Length; k++)
            {
                AddScaled(sums[first..], Fill(generated, k, state).Felt, weight);
                first += cluster.Scales[k].Parent.Length;
            }
        }

        /// <summary>result = weight * grad f at a generated point.</summary>
        private void Climb(int generated, ReadOnlySpan<T> state, Span<T> result, T weight)
        {
            var cluster = _clusters[_clusterOf[generated]];
            var f = state[(GeneratorSize + cluster.First)..];
            result.Fill(0.0);
            for (var k = 0; k < cluster.Scales.Length; k++)
            {
                // d/du_a of e(u) u^n/sqrt(n!) is sqrt(n_a) times the next lower feature, less u_a times the feature.
                var at = Fill(generated, k, state);
                if (_dimension == 1)
                {
                    result[0] += weight * _inverseSigma[k] * Slope(f, at.Felt, _roots, at.U[0]);
                }
                else
                {
                    var value = SumSlopes(cluster.Scales[k], f, at.Felt);
                    for (var d = 0; d < _dimension; d++)
                    {
                        result[d] += weight * _inverseSigma[k] * (_sums[d] - (at.U[d] * value));
                    }
                }

                f = f[cluster.Scales[k].Parent.Length..];
            }
        }

        /// <summary>Fills the sums of the next lower features along each axis, and gives the value.</summary>
        private T SumSlopes(Expansion scale, ReadOnlySpan<T> coefficients, ReadOnlySpan<T> features)
        {
            var (lower, root) = (scale.Lower, scale.Root);
            Array.Fill(_sums, 0.0);
            T value = 0.0;
            for (var m = 0; m < features.Length; m++)
            {
                var f = coefficients[m];
                value = T.FusedMultiplyAdd(f, features[m], value);
                for (var d = 0; d < _dimension; d++)
                {
                    var at = (m * _dimension) + d;
                    if (root[at] != 0)
                    {
                        _sums[d] = T.FusedMultiplyAdd(root[at] * f, features[lower[at]], _sums[d]);
                    }
                }
            }

            return value;
        }

        // The hot loops of one dimension, where feature m follows from m - 1: spans of one length, no indices to look
        // up.
        private static T Slope(ReadOnlySpan<T> f, ReadOnlySpan<T> features, double[] roots, T u)
        {
            T value = f[0] * features[0];
            T sum = 0.0;
            for (var m = 1; m < f.Length && m < features.Length && m < roots.Length; m++)
            {
                value = T.FusedMultiplyAdd(f[m], features[m], value);
                sum = T.FusedMultiplyAdd(roots[m] * f[m], features[m - 1], sum);
            }

            return sum - (u * value);
        }

        /// <summary>
        /// Fills the features from the second on and returns how many there are until all further ones are nothing.
        /// </summary>
        private static int Climbing(Span<T> features, double[] inverseRoots, int count, T u)
        {
            var feature = features[0];
            var reach = T.Abs(u);
            var isFar = true;
            var m = 1;
            for (; m < count && m < features.Length && m < inverseRoots.Length; m++)
            {
                feature *= u * inverseRoots[m];
                if (m >= FirstDropped)
                {
                    // Each lane drops its own: what other lanes hold must not change its bits.
                    var felt = T.Abs(feature) > Nothing;
                    if (isFar)
                    {
                        // Once no lane is far none is: the roots grow.
                        var far = reach * inverseRoots[m] > 1.0;
                        isFar = T.Any(far);
                        felt |= far;
                    }

                    if (!T.Any(felt))
                    {
                        // The slope of the discriminator still meets this one beside the last that is felt.
                        features[m] = 0.0;
                        return m + 1;
                    }

                    feature = T.Select(felt, feature, 0.0);
                }

                features[m] = feature;
            }

            return m;
        }

        /// <summary>
        /// The gradient of the regulariser, less the true points' features, and the features of the first generated
        /// point of a cluster, in one pass: this is what an update does most of its time.
        /// </summary>
        private void Fit<TUse>(int generated, ReadOnlySpan<T> state, Span<T> result, T eta)
            where TUse : IUse
        {
            var cluster = _clusters[_clusterOf[generated]];
            var first = cluster.First;
            for (var k = 0; k < cluster.Scales.Length; k++)
            {
                var length = cluster.Scales[k].Parent.Length;
                Fit<TUse>(
                    result.Slice(first, length),
                    state.Slice(GeneratorSize + first, length),
                    _data.Span.Slice(first, _dataCount[(_clusterOf[generated] * cluster.Scales.Length) + k]),
                    Fill(generated, k, state).Felt,
                    _lambda,
                    _mass[generated],
                    eta);
                first += length;
            }
        }

        // Where there is no data, or nothing is felt, that is 0, and leaves the sum as it is.
        private static void Fit<TUse>(
            Span<T> result,
            ReadOnlySpan<T> f,
            ReadOnlySpan<T> data,
            ReadOnlySpan<T> felt,
            T lambda,
            T mass,
            T eta)
            where TUse : IUse
        {
            var m = 0;
            for (; m < data.Length && m < felt.Length && m < f.Length && m < result.Length; m++)
            {
                var rest = T.FusedMultiplyAdd(lambda, f[m], -data[m]);
                result[m] = TUse.Of(T.FusedMultiplyAdd(mass, felt[m], rest), f[m], eta);
            }

            for (; m < felt.Length && m < f.Length && m < result.Length; m++)
            {
                result[m] = TUse.Of(T.FusedMultiplyAdd(mass, felt[m], lambda * f[m]), f[m], eta);
            }

            for (; m < data.Length && m < f.Length && m < result.Length; m++)
            {
                result[m] = TUse.Of(T.FusedMultiplyAdd(lambda, f[m], -data[m]), f[m], eta);
            }

            for (; m < f.Length && m < result.Length; m++)
            {
                result[m] = TUse.Of(lambda * f[m], f[m], eta);
            }
        }

        private static void AddScaled(Span<T> sums, ReadOnlySpan<T> features, T weight)
        {
            for (var m = 0; m < sums.Length && m < features.Length; m++)
            {
                sums[m] = T.FusedMultiplyAdd(weight, features[m], sums[m]);
            }
        }

        private Expanded Fill(int generated, int scale, ReadOnlySpan<T> state) =>
            Fill(
                _expanded[((generated * _inverseSigma.Length) + scale) % _expanded.Length],
                _clusters[_clusterOf[generated]],
                scale,
                state.Slice(generated * _dimension, _dimension));

        /// <summary>Fills the features of one kernel at x, unless they are those that are there.</summary>
        private Expanded Fill(Expanded place, Cluster cluster, int scale, ReadOnlySpan<T> x)
        {
            if (place.Holds(cluster, scale, x))
            {
                return place;
            }

            var expansion = cluster.Scales[scale];
            place.Hold(cluster, scale, x);
            T square = 0.0;
            for (var d = 0; d < _dimension; d++)
            {
                var u = (x[d] - cluster.Centre[d]) * _inverseSigma[scale];
                square = T.FusedMultiplyAdd(u, u, square);
                place.U[d] = u;
            }

            var features = place.Features;
            features[0] = _rootWeight[scale] * T.Exp(-0.5 * square);
            if (_dimension == 1)
            {
                place.Count = Climbing(features, _inverseRoots, expansion.Parent.Length, place.U[0]);
                return place;
            }

            var (parent, axis, factor) = (expansion.Parent, expansion.Axis, expansion.Factor);
            for (var m = 1; m < parent.Length; m++)
            {
                features[m] = features[parent[m]] * (place.U[axis[m]] * factor[m]);
            }

            place.Count = parent.Length;
            return place;
        }

        /// <summary>What becomes of a gradient where it is made.</summary>
        private interface IUse
        {
            static abstract T Of(T gradient, T f, T eta);
        }

        private readonly struct Gradients : IUse
        {
            public static T Of(T gradient, T f, T eta) => gradient;
        }

        private readonly struct Steps : IUse
        {
            public static T Of(T gradient, T f, T eta) => T.FusedMultiplyAdd(-eta, gradient, f);
        }

        /// <summary>
        /// The features of one kernel at one point. They are kept: the two players look at the same points in turn.
        /// </summary>
        private sealed class Expanded(int features, int dimension)
        {
            private readonly T[] _x = new T[dimension];
            private readonly AlignedVector<T> _features = new(features);
            private (Cluster? Cluster, int Scale) _of;

            /// <summary>The features; those from <see cref="Count"/> on are left over from other points.</summary>
            public Span<T> Features => _features.Span;

            /// <summary>The distances from the centre along each axis, in bandwidths.</summary>
            public T[] U { get; } = new T[dimension];

            /// <summary>How many features there are until all further ones are nothing.</summary>
            public int Count { get; set; }

            /// <summary>The features that are not nothing.</summary>
            public ReadOnlySpan<T> Felt => Features[..Count];

            /// <summary>Whether they are those at x, by its bits: NaN is itself here.</summary>
            public bool Holds(Cluster cluster, int scale, ReadOnlySpan<T> x) =>
                ReferenceEquals(cluster, _of.Cluster) && scale == _of.Scale
                && MemoryMarshal.AsBytes(x).SequenceEqual(MemoryMarshal.AsBytes(_x.AsSpan()));

            /// <summary>Takes note of what they are to be of.</summary>
            public void Hold(Cluster cluster, int scale, ReadOnlySpan<T> x)
            {
                _of = (cluster, scale);
                x.CopyTo(_x);
            }
        }
    }
}
