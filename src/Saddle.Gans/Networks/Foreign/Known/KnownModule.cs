using Saddle.Games;
using Saddle.Gans.Networks.Foreign.States;
using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Known;

/// <summary>
/// A network of public code, of which there is a state alone: an architecture of ours that computes the same, with the
/// code's names for its tensors.
/// </summary>
internal sealed class KnownModule : ForeignModule
{
    private const double Epsilon = 1e-12;

    private readonly KnownArchitecture _architecture;
    private readonly Blueprint _blueprint = new();
    private readonly Layer _layer;
    private readonly Place[] _places;
    private readonly ForeignTensor[] _tensors;

    /// <param name="architecture">The architecture.</param>
    /// <param name="player">Whose network it is.</param>
    /// <param name="names">The tensors' names in their order.</param>
    /// <param name="type">The type of its parameters.</param>
    public KnownModule(KnownArchitecture architecture, Player player, IReadOnlyList<string> names, DType type)
    {
        _architecture = architecture;
        var (network, item) = (architecture.Network, architecture.Item);
        _layer = player == Player.Generator
            ? network.Generator(_blueprint, item)
            : network.Discriminator(_blueprint, item);
        var order = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        _places = [.. Places().OrderBy(place => order.GetValueOrDefault(place.Name, int.MaxValue))];
        _tensors =
        [
            .. _places.Select(place => new ForeignTensor(
                place.Name,
                TensorScope.Release(Tensor.Zeros(place.Shape, type)),
                place.Role == PlaceRole.Parameter ? TensorRole.Parameter : TensorRole.Buffer)
            {
                IsPersistent = true,
            }),
        ];
        Inputs = player == Player.Generator
            ? [new("z", [-1, network.Latent], type, IsOptional: false)]
            : [new("x", [-1, .. item.Select(length => (long)length)], type, IsOptional: false)];
        Notes =
        [
            $"it is taken for {architecture.Code}, [{string.Join(", ", item)}]",
            .. architecture.Remark.Length > 0 ? [architecture.Remark] : Array.Empty<string>(),
        ];
    }

    private enum PlaceRole
    {
        Parameter,
        Statistic,
        Left,
        Right,
    }

    /// <inheritdoc/>
    public override string Form => "state-dict";

    /// <inheritdoc/>
    public override IReadOnlyList<ForeignTensor> Tensors => _tensors;

    /// <inheritdoc/>
    public override IReadOnlyList<ForeignInput> Inputs { get; }

    /// <inheritdoc/>
    public override bool? FixedMode => null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ForeignOutput> Forward(
        Span<Tensor> values, ReadOnlySpan<Tensor> inputs, bool training, ulong seed)
    {
        var parameters = new Tensor[_blueprint.Parameters.Count];
        var buffers = new Tensor[_blueprint.Buffers.Count];
        for (var i = 0; i < _places.Length; i++)
        {
            var place = _places[i];
            if (place.Role == PlaceRole.Parameter)
            {
                parameters[place.Index] = values[i];
            }
            else if (place.Role == PlaceRole.Statistic)
            {
                buffers[place.Index] = values[i];
            }
        }

        Normalise(values, parameters, training);
        var pass = new Pass(parameters, buffers, training, seed: seed);
        var output = _layer(pass, inputs[0]);
        for (var i = 0; i < _places.Length; i++)
        {
            values[i] = _places[i].Role == PlaceRole.Statistic ? pass.Buffers[_places[i].Index] : values[i];
        }

        return [new(string.Empty, output)];
    }

    // Divides the weights that have singular vectors; new vectors are kept in training alone.
    private void Normalise(Span<Tensor> values, Tensor[] parameters, bool training)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            if (_places[i].Role != PlaceRole.Left)
            {
                continue;
            }

            var index = _places[i].Index;
            var right = Array.FindIndex(_places, place => place.Role == PlaceRole.Right && place.Index == index);
            var weight = parameters[index];
            var matrix = weight.Reshape(weight.Shape[0], -1);
            var u = values[i].Reshape(-1);
            var v = right < 0 ? u : values[right];
            if (training || right < 0)
            {
                using var recording = Autograd.NoGradient();
                v = Unit(matrix.Detach().Transpose().MatMul(u));
                u = Unit(matrix.Detach().MatMul(v));
            }

            parameters[index] = weight / Tensor.Sum(u * matrix.MatMul(v));
            if (training)
            {
                values[i] = u.Reshape(_places[i].Shape);
                if (right >= 0)
                {
                    values[right] = v;
                }
            }
        }
    }

    private static Tensor Unit(Tensor vector) => vector / (Tensor.Sqrt(Tensor.Sum(vector.Square())) + Epsilon);

    private IEnumerable<Place> Places()
    {
        foreach (var parameter in _blueprint.Parameters)
        {
            var name = _architecture.NameOf(parameter.Name);
            var form = parameter.Shape.Length > 1 ? _architecture.Form : WeightForm.Plain;
            var layer = StatePath.Stem(name);
            var rows = parameter.Shape[0];
            yield return new(
                form == WeightForm.Hook ? $"{name}_orig" : name,
                parameter.Shape,
                PlaceRole.Parameter,
                parameter.Index);
            if (form == WeightForm.Hook)
            {
                yield return new($"{name}_u", [rows], PlaceRole.Left, parameter.Index);
                yield return new($"{name}_v", [parameter.Count / rows], PlaceRole.Right, parameter.Index);
            }
            else if (form == WeightForm.Mimicry)
            {
                yield return new($"{layer}sn_u", [1, rows], PlaceRole.Left, parameter.Index);
            }
        }

        foreach (var buffer in _blueprint.Buffers)
        {
            yield return new(
                _architecture.NameOf(buffer.Name), buffer.Shape, PlaceRole.Statistic, buffer.Index);
        }
    }

    private sealed record Place(string Name, long[] Shape, PlaceRole Role, int Index);
}
