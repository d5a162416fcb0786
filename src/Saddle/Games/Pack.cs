using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// The settings of the runs that advance in lockstep, one record a lane, or one record for all lanes. A sweep over a
/// parameter puts neighbouring values into the lanes of one number.
/// </summary>
/// <typeparam name="TSettings">The record: a game or a rule.</typeparam>
public sealed class Pack<TSettings> : IPack<TSettings>
{
    private readonly TSettings[] _members;

    /// <summary>Packs settings that may differ in their continuous parameters only.</summary>
    /// <param name="members">One for all lanes, or one a lane.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public Pack(params TSettings[] members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Length == 0)
        {
            throw new ArgumentException("A pack needs at least one member.", nameof(members));
        }

        _members = members;
    }

    /// <inheritdoc/>
    public TSettings First => _members[0];

    /// <inheritdoc/>
    public Pack<TPart> Select<TPart>(Func<TSettings, TPart> part) => new(Array.ConvertAll(_members, m => part(m)));

    /// <inheritdoc/>
    public bool All(Predicate<TSettings> condition) => Array.TrueForAll(_members, condition);

    /// <inheritdoc/>
    public T ToScalar<T>(Func<TSettings, double> parameter)
        where T : IScalar<T>
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _members.Length == 1
            ? parameter(_members[0])
            : T.Pack(Array.ConvertAll(_members, m => parameter(m)));
    }
}
