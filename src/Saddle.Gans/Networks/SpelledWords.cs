using Saddle.Catalog;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// Vectors of words from their letters: a convolution over three of them, rectified, its mean over the word, and a
/// linear map. Words that share letters share numbers, so that one that was never seen is not read as noise.
/// </summary>
/// <remarks>
/// In the manner of the character networks of Reed et al. 2016, arXiv:1605.05395 (there over whole captions of 201
/// characters, deeper and with pooling), whose best has recurrent units behind them as there are here.
/// </remarks>
internal sealed class SpelledWords
{
    private const int Window = 3;

    private readonly long[] _letters; // [words, length], 0 behind a word's last one
    private readonly long[] _shape;
    private readonly NetworkParameter _embedding;
    private readonly Layer _convolution;
    private readonly Layer _map;

    /// <summary>Asks for the parameters.</summary>
    /// <param name="blueprint">The player's.</param>
    /// <param name="name">What their names begin with.</param>
    /// <param name="words">The words, from token number 1.</param>
    /// <param name="size">The length of a letter's and of a word's vector.</param>
    /// <exception cref="SettingsException">The words are not known.</exception>
    public SpelledWords(Blueprint blueprint, string name, IReadOnlyList<string> words, int size)
    {
        if (words.Count == 0)
        {
            throw new SettingsException("reading=characters: how the words are spelled is not known; expected bag");
        }

        char[] alphabet = [.. words.SelectMany(word => word).Distinct().Order()];
        var length = words.Max(word => word.Length);
        (_shape, _letters) = ([words.Count + 1, length], new long[(words.Count + 1) * length]);
        foreach (var (i, word) in words.Index())
        {
            foreach (var (j, letter) in word.Index())
            {
                _letters[((i + 1) * length) + j] = 1 + Array.BinarySearch(alphabet, letter);
            }
        }

        _embedding = blueprint.Parameter($"{name}.letters.weight", Initial.Normal(1), alphabet.Length + 1, size);
        _convolution = blueprint.Conv1d(
            $"{name}.convolution", size, size, Window, Initial.Default((long)Window * size));
        _map = blueprint.Linear($"{name}.word", size, size);
    }

    /// <summary>The vectors, [words and the padding, size].</summary>
    /// <param name="pass">The pass.</param>
    public Tensor Vectors(Pass pass)
    {
        var embedding = pass[_embedding];
        var letters = Tensor.From<long>(_letters, _shape, embedding.Device);
        var there = (letters > 0).Cast(embedding.DType).Reshape(_shape[0], _shape[1], 1);
        var x = embedding.IndexSelect(0, letters.Reshape(-1)).Reshape(_shape[0], _shape[1], -1) * there;
        var seen = Layers.Relu(_convolution(pass, x.Transpose(1, 2))).Transpose(1, 2) * there;
        return _map(pass, seen.Sum([1]) / there.Sum([1]).Clamp(1, _shape[1]));
    }
}
