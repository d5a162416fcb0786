namespace Saddle.Scalars;

/// <summary>
/// A scalar that lives in registers and whose numbers can be read lane by lane. Analytic games run on these; tensors
/// are scalars but not packed.
/// </summary>
/// <typeparam name="T">The implementing type itself.</typeparam>
public interface IPacked<T> : IScalar<T>
    where T : struct, IPacked<T>
{
    /// <summary>A constant: the same value everywhere.</summary>
    /// <remarks>
    /// Declared again because the language looks for conversions only in the interface that a constraint names.
    /// </remarks>
    static abstract implicit operator T(double value);

    /// <summary>The number in one lane (of a dual number: its value).</summary>
    /// <param name="value">The packed value.</param>
    /// <param name="lane">From 0 to <see cref="IScalar{T}.Width"/> - 1.</param>
    static abstract double Lane(T value, int lane);

    /// <summary>
    /// True if the mask holds in at least one lane. For leaving a loop early, never for choosing a value.
    /// </summary>
    /// <param name="mask">A mask.</param>
    static abstract bool Any(T mask);
}
