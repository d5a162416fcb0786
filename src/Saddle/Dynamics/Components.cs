namespace Saddle.Dynamics;

/// <summary>
/// Which coordinates act on each other in a circle, by the pattern of a matrix: its strongly connected components. In
/// their order the matrix is block triangular, so each has eigenvalues of its own.
/// </summary>
internal sealed class Components
{
    private readonly double[,] _matrix;
    private readonly int[] _found;
    private readonly int[] _lowest;
    private readonly bool[] _open;
    private readonly Stack<int> _path = new();
    private readonly List<int[]> _components = [];
    private int _count;

    private Components(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        (_matrix, _found, _lowest, _open) = (matrix, new int[size], new int[size], new bool[size]);
    }

    /// <summary>The components: the numbers of the rows of each.</summary>
    /// <param name="matrix">A square matrix, of a few hundred rows at most.</param>
    /// <remarks>R. E. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1 (1972).</remarks>
    public static IReadOnlyList<int[]> Of(double[,] matrix)
    {
        var search = new Components(matrix);
        for (var i = 0; i < search._found.Length; i++)
        {
            if (search._found[i] == 0)
            {
                search.Visit(i);
            }
        }

        return search._components;
    }

    private void Visit(int row)
    {
        _found[row] = _lowest[row] = ++_count;
        _path.Push(row);
        _open[row] = true;
        for (var next = 0; next < _found.Length; next++)
        {
            if (_matrix[row, next] == 0)
            {
                continue;
            }

            if (_found[next] == 0)
            {
                Visit(next);
                _lowest[row] = Math.Min(_lowest[row], _lowest[next]);
            }
            else if (_open[next])
            {
                _lowest[row] = Math.Min(_lowest[row], _found[next]);
            }
        }

        if (_lowest[row] == _found[row])
        {
            Close(row);
        }
    }

    private void Close(int row)
    {
        var component = new List<int>();
        int member;
        do
        {
            member = _path.Pop();
            _open[member] = false;
            component.Add(member);
        }
        while (member != row);

        component.Sort();
        _components.Add([.. component]);
    }
}
