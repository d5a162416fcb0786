using Saddle.Scalars;

namespace Saddle.Games;

/// <summary>
/// The settings of the runs that advance in lockstep, as what reads them sees them: a pack of one rule is also a pack
/// of rules.
/// </summary>
/// <typeparam name="TSettings">The record: a game or a rule.</typeparam>
public interface IPack<out TSettings>
{
    /// <summary>The first lane's settings: what all lanes share (sizes, losses, orders) is read from it.</summary>
    TSettings First { get; }

    /// <summary>A pack of something that each member has.</summary>
    /// <typeparam name="TPart">The part's type.</typeparam>
    /// <param name="part">Reads the part.</param>
    Pack<TPart> Select<TPart>(Func<TSettings, TPart> part);

    /// <summary>Whether something holds of every member.</summary>
    /// <param name="condition">The condition.</param>
    bool All(Predicate<TSettings> condition);

    /// <summary>A continuous parameter, each lane its own.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="parameter">Reads the parameter from one member.</param>
    T ToScalar<T>(Func<TSettings, double> parameter)
        where T : IScalar<T>;
}
