using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// The settings of the runs that advance in lockstep, one record a lane, or one record for all lanes. A sweep over a
/// parameter puts neighbouring values into the lanes of one number.
/// </summary>
/// <typeparam name="TSettings">The record: a game or a rule.</typeparam>
public sealed class Pack<TSettings>
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

    /// <summary>The first lane's settings: what all lanes share (sizes, losses, orders) is read from it.</summary>
    public TSettings First => _members[0];

    /// <summary>The same pack seen as one of a more specific record.</summary>
    /// <typeparam name="TSpecific">The record that all members are.</typeparam>
    public Pack<TSpecific> As<TSpecific>()
        where TSpecific : TSettings => new(Array.ConvertAll(_members, m => (TSpecific)m!));

    /// <summary>A pack of something that each member has.</summary>
    /// <typeparam name="TPart">The part's type.</typeparam>
    /// <param name="part">Reads the part.</param>
    public Pack<TPart> Select<TPart>(Func<TSettings, TPart> part) => new(Array.ConvertAll(_members, m => part(m)));

    /// <summary>Whether something holds of every member.</summary>
    /// <param name="condition">The condition.</param>
    public bool All(Predicate<TSettings> condition) => Array.TrueForAll(_members, condition);

    /// <summary>A continuous parameter, each lane its own.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="parameter">Reads the parameter from one member.</param>
    public T Of<T>(Func<TSettings, double> parameter)
        where T : IScalar<T>
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _members.Length == 1 ? parameter(_members[0]) : T.Pack(Array.ConvertAll(_members, m => parameter(m)));
    }
}
