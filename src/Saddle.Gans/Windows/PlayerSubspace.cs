using Saddle.Games;
using Saddle.Torch;

namespace Saddle.Gans.Windows;

/// <summary>
/// The directions of each player that a game's Jacobian acts in, and the Jacobian within them: a small linear game with
/// the leading eigenvalues of the large one, whatever the players' rates are.
/// </summary>
/// <remarks>
/// A player's every move is within the range of its own rows of J, for whatever rates, so two bases, one a player,
/// that hold those ranges make an invariant space of all rules whose moves are sums of gradients; outside of it nothing
/// changes (an over-parametrised network has thousands of such directions, each with the eigenvalue 1). The bases are
/// found by products alone: each direction's product gives two new ones, and those with the most left outside come
/// first (a rational choice among the blocks of a Krylov space; Saad 2011, section 6). Where J is a sum of terms with
/// weights (a penalty's), the bases hold each term's range, and each has a matrix of its own.
/// </remarks>
internal sealed class PlayerSubspace
{
    private const double Drop = 1e-8; // of the largest product so far
    private readonly List<Tensor>[] _bases = [[], []];
    private readonly List<(Player Player, int Place)> _order = [];
    private readonly List<Candidate> _waiting = [];
    private readonly List<double[]>[] _columns; // a term, a direction: coefficients by direction, in order of finding
    private readonly List<double> _outside = [];
    private readonly Func<Tensor[], IReadOnlyList<Tensor[]>> _product;
    private readonly TensorScope _scope;
    private double _largest;

    private PlayerSubspace(Func<Tensor[], IReadOnlyList<Tensor[]>> product, int terms, TensorScope scope)
    {
        (_product, _scope) = (product, scope);
        _columns = [.. Enumerable.Range(0, terms).Select(_ => new List<double[]>())];
    }

    /// <summary>The number of the generator's directions.</summary>
    public int Split => _bases[0].Count;

    /// <summary>The number of all directions.</summary>
    public int Size => _order.Count;

    /// <summary>Whether nothing is left outside: the bases hold the whole range.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Each term's matrix within the space; the generator's directions come first.</summary>
    public IReadOnlyList<double[,]> Matrices { get; private set; } = [];

    /// <summary>How much of each direction's product lies outside, of all terms together, in the matrices' order.
    /// </summary>
    public double[] Outside { get; private set; } = [];

    /// <summary>Finds the space.</summary>
    /// <param name="product">Each term's product with a direction of both players.</param>
    /// <param name="terms">The number of terms.</param>
    /// <param name="starts">A direction of each player, of any length; not 0.</param>
    /// <param name="products">The most products with each term; at least 2.</param>
    /// <param name="scope">What the bases belong to.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops with <see cref="OperationCanceledException"/>.</param>
    public static PlayerSubspace Find(
        Func<Tensor[], IReadOnlyList<Tensor[]>> product,
        int terms,
        Tensor[] starts,
        int products,
        TensorScope scope,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        var space = new PlayerSubspace(product, terms, scope);
        foreach (var player in Enum.GetValues<Player>())
        {
            space._waiting.Add(
                new(player, -1, -1) { Vector = starts[(int)player].Clone(), Length = double.PositiveInfinity });
        }

        while (space.Size < products && space.Next() is { } next)
        {
            cancellation.ThrowIfCancellationRequested();
            space.Take(next, products - space.Size);
            progress?.Report(Math.Min(1, (double)space.Size / products));
        }

        space.Finish();
        return space;
    }

    /// <summary>A direction of both players, of a vector within the space.</summary>
    /// <param name="coordinates">Its coordinates, in the matrices' order.</param>
    public Tensor[] Lift(double[] coordinates)
    {
        Tensor[] lifted = [0, 0];
        foreach (var (i, x) in coordinates.Index())
        {
            var player = i < Split ? 0 : 1;
            lifted[player] += x * _bases[player][i - (player * Split)];
        }

        return lifted;
    }

    // The one with the most left outside of the bases: what was found since it began to wait may hold it already.
    private (Player Player, Tensor Direction)? Next()
    {
        while (_waiting.Count > 0)
        {
            var best = _waiting.MaxBy(c => c.Length)!;
            _waiting.Remove(best);
            var left = Without(best);
            TensorScope.Free(best.Vector);
            if (left is { } direction)
            {
                return (best.Player, direction);
            }
        }

        return null;
    }

    // What of a candidate is new, of length 1; null where it is too little. What is not is written down.
    private Tensor? Without(Candidate candidate)
    {
        using var scope = new TensorScope();
        var old = candidate.Vector;
        candidate.Vector = Projected(candidate);
        var vector = Projected(candidate); // twice, or rounding would let the basis lose its right angles
        candidate.Vector = old;
        var length = vector.Norm();
        if (candidate.Column >= 0)
        {
            if (length <= Drop * _largest)
            {
                _outside[candidate.Column] += length * length;
                return null;
            }

            Note(candidate, _bases[(int)candidate.Player].Count, length);
        }

        var direction = vector / length;
        scope.Give(direction, _scope);
        return length > 0 ? direction : null;
    }

    private void Take((Player Player, Tensor Direction) next, int left)
    {
        var column = _order.Count;
        _bases[(int)next.Player].Add(next.Direction);
        _order.Add((next.Player, _bases[(int)next.Player].Count - 1));
        _outside.Add(0);
        Tensor[] direction = [0, 0];
        direction[(int)next.Player] = next.Direction;
        using var scope = new TensorScope();
        foreach (var (k, product) in _product(direction).Index())
        {
            _columns[k].Add([]);
            foreach (var player in Enum.GetValues<Player>())
            {
                Wait(new(player, column, k) { Vector = product[(int)player] }, scope);
            }
        }

        // no more than can still be taken need wait; what the others hold is outside
        foreach (var dropped in _waiting.OrderByDescending(c => c.Length).Skip(2 * left).ToList())
        {
            Leave(dropped);
        }
    }

    private void Wait(Candidate candidate, TensorScope scope)
    {
        if (candidate.Vector.IsNumber)
        {
            return; // a player's rows do not see this direction
        }

        _largest = Math.Max(_largest, candidate.Vector.Norm());
        candidate.Vector = Projected(candidate).Clone();
        candidate.Length = candidate.Vector.Norm();
        scope.Give(candidate.Vector, _scope);
        _waiting.Add(candidate);
        if (candidate.Length <= Drop * _largest)
        {
            Leave(candidate);
        }
    }

    // What is left of a candidate outside of its player's basis; what is not is written down.
    private Tensor Projected(Candidate candidate)
    {
        var (basis, vector) = (_bases[(int)candidate.Player], candidate.Vector);
        for (var i = 0; i < basis.Count; i++)
        {
            var part = Tensor.Sum(basis[i] * vector).Item();
            Note(candidate, i, part);
            vector -= part * basis[i];
        }

        return vector;
    }

    private void Leave(Candidate candidate)
    {
        _waiting.Remove(candidate);
        _outside[candidate.Column] += candidate.Length * candidate.Length;
        TensorScope.Free(candidate.Vector);
    }

    // A coefficient of a product: the row is a direction of the candidate's player, by its place in that basis.
    private void Note(Candidate candidate, int place, double value)
    {
        if (candidate.Column < 0)
        {
            return;
        }

        var entries = _columns[candidate.Term][candidate.Column];
        var at = (2 * place) + (int)candidate.Player;
        if (at >= entries.Length)
        {
            Array.Resize(ref entries, 2 * (at + 1));
            _columns[candidate.Term][candidate.Column] = entries;
        }

        entries[at] += value;
    }

    // What waits still has coefficients along directions that were found after it.
    private void Finish()
    {
        IsWhole = _waiting.Count == 0;
        foreach (var left in _waiting.ToList())
        {
            using var scope = new TensorScope();
            left.Length = Projected(left).Norm();
            Leave(left);
        }

        Matrices = [.. _columns.Select(Matrix)];
        Outside = new double[Size];
        foreach (var (column, (player, place)) in _order.Index())
        {
            Outside[Row((int)player, place)] = Math.Sqrt(_outside[column]);
        }
    }

    private int Row(int player, int place) => player == 0 ? place : Split + place;

    private double[,] Matrix(List<double[]> columns)
    {
        var matrix = new double[Size, Size];
        foreach (var (column, (player, place)) in _order.Index())
        {
            var entries = columns[column];
            for (var at = 0; at < entries.Length; at++)
            {
                if (at / 2 < _bases[at % 2].Count)
                {
                    matrix[Row(at % 2, at / 2), Row((int)player, place)] = entries[at];
                }
            }
        }

        return matrix;
    }

    /// <summary>A part of a product that may become a direction.</summary>
    /// <param name="player">Whose.</param>
    /// <param name="column">The direction whose product it is; -1 for none.</param>
    /// <param name="term">Of which term.</param>
    private sealed class Candidate(Player player, int column, int term)
    {
        public Player Player => player;

        public int Column => column;

        public int Term => term;

        /// <summary>What is left of it outside of the basis when it was looked at.</summary>
        public Tensor Vector { get; set; }

        public double Length { get; set; }
    }
}
