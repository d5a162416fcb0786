namespace Saddle.Scalars;

/// <summary>Between plain doubles and other kinds of number.</summary>
public static class ScalarExtensions
{
    /// <summary>Each double as a constant.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="values">The doubles.</param>
    public static T[] ToScalars<T>(this ReadOnlySpan<double> values)
        where T : IScalar<T>
    {
        var result = new T[values.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = values[i];
        }

        return result;
    }

    /// <summary>Each double as a constant.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="values">The doubles.</param>
    public static T[] ToScalars<T>(this double[] values)
        where T : IScalar<T> => ((ReadOnlySpan<double>)values).ToScalars<T>();

    /// <summary>Each value's number in one lane.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="values">The values.</param>
    /// <param name="lane">The lane.</param>
    public static double[] ToDoubles<T>(this ReadOnlySpan<T> values, int lane = 0)
        where T : struct, IPacked<T>
    {
        var result = new double[values.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = T.Lane(values[i], lane);
        }

        return result;
    }
}
