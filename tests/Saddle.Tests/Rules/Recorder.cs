using Saddle.Games;
using Saddle.Scalars;

namespace Saddle.Tests.Rules;

/// <summary>
/// A game of two coordinates whose gradients are 0 and which writes down the samples that it is shown.
/// </summary>
internal sealed class Recorder : IGame<Real>
{
    public List<(Player Player, SampleKey Key)> Asked { get; } = [];

    public IEnumerable<SampleKey> Samples => Asked.Select(a => a.Key);

    public int GeneratorSize => 1;

    public int DiscriminatorSize => 1;

    public Real Loss(Player player, ReadOnlySpan<Real> state, in SampleKey key) => 0.0;

    public void Gradient(Player loss, Player by, ReadOnlySpan<Real> state, Span<Real> gradient, in SampleKey key) =>
        Asked.Add((loss, key));

    public void Project(Player player, Span<Real> state)
    {
    }

    public void ProjectAdjoint(Player player, ReadOnlySpan<Real> state, Span<Real> v)
    {
    }

    public void BestRespond(Span<Real> state)
    {
    }

    public void JacobianProduct(ReadOnlySpan<Real> state, ReadOnlySpan<Real> v, Span<Real> product, in SampleKey key) =>
        product.Clear();

    public void TransposedJacobianProduct(
        ReadOnlySpan<Real> state,
        ReadOnlySpan<Real> v,
        Span<Real> product,
        in SampleKey key) =>
        product.Clear();
}
