using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// A dynamic memory: words are written through a gate, places of an image ask by keys and read values, and a gate at
/// each place weighs the answer against what was there.
/// </summary>
/// <remarks>
/// Zhu, Pan, Chen, Yang 2019, arXiv:1904.01310 (DM-GAN), section 3.1, as in its code: g_i = sigmoid(A w_i + B m) with m
/// the mean of the features, through which no gradient goes; m_i = g_i M_w(w_i) + (1 - g_i) M_r(m); alpha_ij =
/// softmax_i(K(m_i) . r_j); o_j = sum_i alpha_ij V(m_i); r_j' = h_j o_j + (1 - h_j) r_j with h_j = sigmoid(W [r_j, o_j]
/// + b). A place is answered from its own item's words alone: in that code words are hidden by the length of another
/// caption of the batch.
/// </remarks>
/// <param name="blueprint">Takes down the parameters.</param>
/// <param name="name">What their names begin with.</param>
/// <param name="size">The length of a word's vector.</param>
/// <param name="channels">The number of features a place.</param>
internal sealed class WordMemory(Blueprint blueprint, string name, long size, long channels)
{
    private readonly Func<Pass, Tensor> _wordGate =
        blueprint.Weight($"{name}.gate.word", Initial.Default(size), 1, size);

    private readonly Func<Pass, Tensor> _imageGate =
        blueprint.Weight($"{name}.gate.image", Initial.Default(channels), 1, channels);

    private readonly Layer _words = Rectified(blueprint.Linear($"{name}.write.word", size, 2 * channels));
    private readonly Layer _image = Rectified(blueprint.Linear($"{name}.write.image", channels, 2 * channels));
    private readonly Layer _key = Rectified(blueprint.Linear($"{name}.key", 2 * channels, channels));
    private readonly Layer _value = Rectified(blueprint.Linear($"{name}.value", 2 * channels, channels));
    private readonly Layer _response = blueprint.Linear($"{name}.response", 2 * channels, 1);

    /// <summary>The features after the answers, [n, places, channels].</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="places">The features of the places, [n, places, channels].</param>
    /// <param name="words">The words' vectors, [n, words, size].</param>
    /// <param name="hidden">[n, 1, words]: 0 where there is a word, else far below any score.</param>
    public Tensor Answer(Pass pass, Tensor places, Tensor words, Tensor hidden)
    {
        var mean = places.Detach().Mean([1], keep: true);
        var gate = Tensor.Sigmoid(Layers.Linear(words, _wordGate(pass), 0) + Layers.Linear(mean, _imageGate(pass), 0));
        var memory = (gate * _words(pass, words)) + ((1 - gate) * _image(pass, mean));
        var weights = Layers.Softmax(places.MatMul(_key(pass, memory).Transpose(1, 2)) + hidden, 2);
        var answer = weights.MatMul(_value(pass, memory));
        var trust = Tensor.Sigmoid(_response(pass, Tensor.Concatenate([places, answer], 2)));
        return (trust * answer) + ((1 - trust) * places);
    }

    private static Layer Rectified(Layer layer) => Blueprint.Sequence(layer, Blueprint.Function(Layers.Relu));
}
