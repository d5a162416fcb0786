using Saddle.Catalog;
using Saddle.Gans.Conditions;
using Saddle.Scalars;
using Saddle.Torch;

namespace Saddle.Gans.Networks;

/// <summary>
/// What a network has read of the sentences that it is told: vectors of words, of sentences, and of all that is said.
/// Words behind a sentence's last one and sentences that are not there count as nothing, item by item.
/// </summary>
public sealed class SentenceEncoder
{
    private const string Name = "text";

    private readonly Blueprint _blueprint;
    private readonly SentenceReader _how;
    private readonly Func<Pass, Tensor> _vectors;
    private readonly Func<Pass, Tensor, Tensor, (Tensor Steps, Tensor Last)>? _recurrent;
    private readonly SentenceEncoder? _learnt;

    /// <summary>Asks for the parameters.</summary>
    /// <param name="blueprint">The player's.</param>
    /// <param name="how">The settings.</param>
    /// <exception cref="SettingsException">The data give no sentences.</exception>
    internal SentenceEncoder(Blueprint blueprint, SentenceReader how)
    {
        var told = blueprint.Told is { IsText: true } text ? text : throw new SettingsException(
            "this network reads sentences, and the data give none; expected data: captions, or others with sentences");
        (_blueprint, _how, Count) = (blueprint, how, told.Shape[0]);
        _vectors = how.Reading == WordReading.Characters
            ? new SpelledWords(blueprint, Name, told.Spelling, Size).Vectors
            : Embedding(blueprint, told.Words, Size);
        _recurrent = how.Reading == WordReading.Bag
            ? null
            : blueprint.Recurrent($"{Name}.recurrent", Size, Size / 2);
    }

    // The same encoder for players who read with it and do not change it.
    private SentenceEncoder(SentenceEncoder learnt)
    {
        (_blueprint, _how, Count) = (learnt._blueprint, learnt._how, learnt.Count);
        (_vectors, _recurrent, _learnt) = (learnt._vectors, learnt._recurrent, learnt);
    }

    /// <summary>The same encoder, through whose vectors no gradient goes.</summary>
    internal SentenceEncoder Frozen => new(this);

    /// <summary>The number of sentences that there is room for.</summary>
    public int Count { get; }

    /// <summary>The length of a word's and of a sentence's vector.</summary>
    public int Size => _how.Size;

    /// <summary>The length of the vector of all sentences, one behind the other.</summary>
    public int Length => Count * Size;

    /// <summary>
    /// The vector that a generator starts from, and its length: that of the first sentences, or what is drawn around
    /// its linear map, anew at each evaluation. To be asked for once.
    /// </summary>
    /// <param name="sentences">How many sentences.</param>
    public (int Length, Layer Vector) Start(int sentences) => _how.Augmentation == 0
        ? (sentences * Size, (pass, like) => Whole(pass, like, 0, sentences))
        : (_how.Augmentation, Drawn(sentences));

    /// <summary>The vectors of the words, [n, sentences, words, size]: 0 behind the last one.</summary>
    /// <param name="pass">The pass, with n conditions.</param>
    public Tensor Words(Pass pass) => Read(pass).Words;

    /// <summary>1 where there is a word, else 0: [n, sentences, words].</summary>
    /// <param name="pass">The pass, with n conditions.</param>
    public Tensor Present(Pass pass) => Read(pass).Present;

    /// <summary>The vectors of the sentences, [n, sentences, size]: 0 where there is none.</summary>
    /// <param name="pass">The pass, with n conditions.</param>
    public Tensor Each(Pass pass) => Read(pass).Sentences;

    /// <summary>The vector of all sentences, [m, length].</summary>
    /// <param name="pass">The pass, with n conditions.</param>
    /// <param name="like">[m, ...], m a multiple of n.</param>
    public Tensor Whole(Pass pass, Tensor like) => Whole(pass, like, 0, Count);

    /// <summary>The vector of some sentences, one behind the other: [m, sentences size].</summary>
    /// <param name="pass">The pass, with n conditions.</param>
    /// <param name="like">[m, ...], m a multiple of n.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="sentences">How many.</param>
    public Tensor Whole(Pass pass, Tensor like, int first, int sentences)
    {
        ArgumentNullException.ThrowIfNull(pass);
        var some = Each(pass).Narrow(1, first, sentences);
        return Condition.Repeated(some.Reshape(some.Shape[0], -1), like.Shape[0]);
    }

    private Reading Read(Pass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        if (_learnt is not null)
        {
            return _learnt.Read(pass.Frozen);
        }

        return pass.Read(this, condition =>
        {
            var (tokens, vectors) = (condition.Values, _vectors(pass));
            var (n, count, length) = (tokens.Shape[0], tokens.Shape[1], tokens.Shape[2]);
            var present = (tokens > Data.Words.Padding).Cast(vectors.DType);
            var mask = present.Reshape(n * count, length, 1);
            var words = vectors.IndexSelect(0, tokens.Reshape(-1)).Reshape(n * count, length, Size) * mask;
            var (steps, sentences) = _recurrent is null
                ? (words, words.Sum([1]) / mask.Sum([1]).Clamp(1, length))
                : _recurrent(pass, words, mask);
            return new Reading(
                steps.Reshape(n, count, length, Size), sentences.Reshape(n, count, Size), present);
        });
    }

    private static Func<Pass, Tensor> Embedding(Blueprint blueprint, int words, int size)
    {
        var embedding = blueprint.Parameter($"{Name}.embedding.weight", Initial.Normal(1), words, size);
        return pass => pass[embedding];
    }

    private Layer Drawn(int sentences)
    {
        var (mean, spread) = (
            _blueprint.Linear($"{Name}.mean", (long)sentences * Size, _how.Augmentation),
            _blueprint.Linear($"{Name}.log-variance", (long)sentences * Size, _how.Augmentation));
        return (pass, like) =>
        {
            var whole = Whole(pass, like, 0, sentences);
            var (mu, logVariance) = (mean(pass, whole), spread(pass, whole));
            pass.Divergence = (mu.Square() + Tensor.Exp(logVariance) - 1 - logVariance).Mean() / 2;
            var noise = new RandomTensors(new(pass.NextSeed(), 0, 0, 0), Purpose.Inside, mu.DType, mu.Device);
            return mu + (Tensor.Exp(logVariance / 2) * noise.Normal(mu.Shape));
        };
    }

    private sealed record Reading(Tensor Words, Tensor Sentences, Tensor Present);
}
