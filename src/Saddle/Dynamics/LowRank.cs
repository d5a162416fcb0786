using System.Numerics;
using Saddle.Scalars;

namespace Saddle.Dynamics;

/// <summary>
/// The leading eigenvalue of a large update most of whose modes are a number c times the identity, as those of a kernel
/// discriminator of many features that few points move: from two looks at the update, and without its Jacobian.
/// </summary>
/// <remarks>
/// If the update is c I + A with A of low rank, A's range is spanned by its images of a few directions drawn at random,
/// and on an orthonormal basis Q of it c I + Q'AQ has the update's eigenvalues besides c (Halko, Martinsson, Tropp,
/// SIAM Review 53 (2011), algorithm 4.1; Sylvester). Directions that were not used for the basis then show that nothing
/// is left outside of it. The directions are signed powers of 2: multiplying them by c rounds nothing.
/// </remarks>
internal static class LowRank
{
    /// <summary>Below this many coordinates the whole Jacobian costs no more.</summary>
    private const int Fewest = 48;

    // Lanes beyond these show that they are enough.
    private const int MostColumns = 10;
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>
    /// The eigenvalue of the largest modulus; of those the one of the largest real, then imaginary, part.
    /// </summary>
    /// <param name="tangent">The update.</param>
    /// <returns>The eigenvalue; null where the update is small, or not such a one.</returns>
    public static Complex? Leading(Tangent tangent)
    {
        var size = tangent.Size;
        if (size < Fewest)
        {
            return null;
        }

        // The last lane looks at the last coordinate alone, which tells c if all but a few shrink alike.
        var (directions, images) = (new Lanes[size], new Lanes[size]);
        Draw(directions, 0, coordinate: size - 1);
        tangent.Carry(directions, images);
        var c = Lanes.Lane(images[^1], Lanes.Width - 1);
        Subtract(c, directions, images);
        var nothing = Rounding(c, directions, images);
        if (!double.IsFinite(nothing) || Basis(images, nothing) is not { } basis)
        {
            return null;
        }

        Draw(directions, 1, basis);
        tangent.Carry(directions, images);
        Subtract(c, directions, images);
        var small = Along(basis, images);
        return IsNothing(images, basis.Count, nothing)
            && Eigenvalues.OfSmall(small, basis.Count) is { } values && values.All(Complex.IsFinite)
            ? values.Select(value => c + value).Prepend(c).Aggregate(Eigenvalues.Leading)
            : null;
    }

    /// <summary>Fills lanes with directions of their own, the same in every call.</summary>
    /// <param name="directions">The directions, a row a coordinate.</param>
    /// <param name="draw">Which draw.</param>
    /// <param name="basis">Directions for the first lanes.</param>
    /// <param name="coordinate">The coordinate whose axis the last lane takes; negative for none.</param>
    private static void Draw(Lanes[] directions, uint draw, List<double[]>? basis = null, int coordinate = -1)
    {
        Span<uint> words = stackalloc uint[4];
        Span<double> row = stackalloc double[Lanes.Width];
        for (var i = 0; i < directions.Length; i++)
        {
            Philox.Block(draw, 0, (ulong)i, words);
            for (var lane = 0; lane < row.Length; lane++)
            {
                var bits = words[lane & 3] >> (8 * (lane >> 2));
                row[lane] = (1 << (int)(bits & 7)) * ((bits & 8) == 0 ? 1.0 : -1.0);
            }

            for (var k = 0; k < (basis?.Count ?? 0); k++)
            {
                row[k] = basis![k][i];
            }

            if (coordinate >= 0)
            {
                row[^1] = i == coordinate ? 1 : 0;
            }

            directions[i] = Lanes.Pack(row);
        }
    }

    private static void Subtract(double c, Lanes[] directions, Lanes[] images)
    {
        for (var i = 0; i < images.Length; i++)
        {
            images[i] = Lanes.FusedMultiplyAdd(-c, directions[i], images[i]);
        }
    }

    // The square of what rounding leaves of a direction's image, with room to spare.
    private static double Rounding(double c, Lanes[] directions, Lanes[] images)
    {
        var scale = 0.0;
        var (own, left) = (Squares(directions), Squares(images));
        for (var lane = 0; lane < Lanes.Width; lane++)
        {
            scale += (c * c * Lanes.Lane(own, lane)) + Lanes.Lane(left, lane);
        }

        return Math.Pow(8 * Epsilon, 2) * scale;
    }

    /// <summary>
    /// Orthonormal vectors that span the columns, which are taken apart, the largest first; null where they are too
    /// many.
    /// </summary>
    private static List<double[]>? Basis(Lanes[] columns, double nothing)
    {
        var basis = new List<double[]>();
        while (true)
        {
            var squares = Squares(columns);
            var largest = Enumerable.Range(0, Lanes.Width).MaxBy(lane => Lanes.Lane(squares, lane));
            if (!(Lanes.Lane(squares, largest) > nothing))
            {
                return basis;
            }

            if (basis.Count == MostColumns)
            {
                return null;
            }

            basis.Add(Direction(columns, largest, basis));
            _ = Along(basis[^1], columns);
        }
    }

    // Orthogonal to those before to rounding, which what is left of a column is not: it is made so once more.
    private static double[] Direction(Lanes[] columns, int lane, List<double[]> basis)
    {
        var vector = Array.ConvertAll(columns, row => Lanes.Lane(row, lane));
        foreach (var before in basis)
        {
            var along = Eigenvalues.Dot(before, vector);
            for (var i = 0; i < vector.Length; i++)
            {
                vector[i] -= along * before[i];
            }
        }

        var length = Math.Sqrt(Eigenvalues.Dot(vector, vector));
        return Array.ConvertAll(vector, x => x / length);
    }

    /// <summary>What the columns have along each vector, row by row; it is taken from them.</summary>
    private static double[] Along(List<double[]> basis, Lanes[] columns)
    {
        var along = new double[basis.Count * basis.Count];
        for (var i = 0; i < basis.Count; i++)
        {
            var row = Along(basis[i], columns);
            for (var k = 0; k < basis.Count; k++)
            {
                along[(i * basis.Count) + k] = Lanes.Lane(row, k);
            }
        }

        return along;
    }

    private static Lanes Along(double[] vector, Lanes[] columns)
    {
        Lanes along = 0.0;
        for (var i = 0; i < columns.Length; i++)
        {
            along = Lanes.FusedMultiplyAdd(vector[i], columns[i], along);
        }

        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = Lanes.FusedMultiplyAdd(-vector[i], along, columns[i]);
        }

        return along;
    }

    private static bool IsNothing(Lanes[] columns, int first, double nothing)
    {
        var squares = Squares(columns);
        return Enumerable.Range(first, Lanes.Width - first).All(lane => Lanes.Lane(squares, lane) <= nothing);
    }

    private static Lanes Squares(Lanes[] columns)
    {
        Lanes squares = 0.0;
        foreach (var row in columns)
        {
            squares = Lanes.FusedMultiplyAdd(row, row, squares);
        }

        return squares;
    }
}
