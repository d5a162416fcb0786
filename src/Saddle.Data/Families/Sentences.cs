using System.Text;
using Saddle.Catalog;
using Saddle.Scalars;

namespace Saddle.Data.Families;

/// <summary>
/// Short sentences of a small grammar, as characters: an article, perhaps an adjective, a noun, a verb, and perhaps an
/// adverb.
/// </summary>
/// <param name="Length">
/// The characters of an item: what is longer is cut off, what is shorter filled up with the pad character.
/// </param>
/// <param name="Items">The number of sentences.</param>
[Entry(
    "sentences",
    "short sentences of a small grammar, as characters; needs no download",
    @"x \in \{1, \dots, V - 1\}^{\ell}",
    "made up here, in the place of the One Billion Word lines "
    + "of Gulrajani et al. 2017 (arXiv:1704.00028), section 5.4")]
public sealed record Sentences(
    [Parameter("the characters of an item", Min = 1, Max = 65536)] int Length = 20,
    [Parameter("the number of sentences", Min = 1)] int Items = 100_000) : DataSet
{
    private const char Pad = '`';

    private static readonly string[] Articles = ["the", "a", "one", "my"];
    private static readonly string[] Adjectives = ["old", "red", "tall", "slow", "kind", "wet"];
    private static readonly string[] Nouns = ["cat", "dog", "bird", "man", "child", "horse", "river", "house"];
    private static readonly string[] Verbs = ["sleeps", "runs", "sings", "waits", "falls", "turns"];
    private static readonly string[] Adverbs = ["well", "here", "now", "twice"];

    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Text;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Shape => [Length];

    /// <inheritdoc/>
    public override long? Count => Items;

    /// <inheritdoc/>
    public override IItems Open(DataFolder where, ulong seed) => new Texts(this, seed);

    private sealed class Texts(Sentences set, ulong seed) : IItems, IText
    {
        public IReadOnlyList<int> Shape => set.Shape;

        public long? Count => set.Items;

        public Vocabulary Vocabulary { get; } = new(
            new[] { Articles, Adjectives, Nouns, Verbs, Adverbs }
                .SelectMany(words => words)
                .SelectMany(word => word)
                .Append(' ')
                .Append(Pad)
                .Distinct()
                .Order()
                .Select(c => new Rune(c)));

        public void Read(long index, Span<float> item)
        {
            Request.Check<float>(index, Count, item, set.Length);
            var sentence = Sentence(new Philox(seed, index, Purpose.Item)).PadRight(set.Length, Pad);
            for (var i = 0; i < item.Length; i++)
            {
                item[i] = Vocabulary.Token(new Rune(sentence[i]));
            }
        }

        public void Dispose()
        {
            // Nothing is held.
        }

        private static string Sentence(Philox random)
        {
            var words = new List<string> { Articles[random.Choice(Articles.Length)] };
            if (random.Uniform() < 0.5)
            {
                words.Add(Adjectives[random.Choice(Adjectives.Length)]);
            }

            words.Add(Nouns[random.Choice(Nouns.Length)]);
            words.Add(Verbs[random.Choice(Verbs.Length)]);
            if (random.Uniform() < 0.5)
            {
                words.Add(Adverbs[random.Choice(Adverbs.Length)]);
            }

            return string.Join(' ', words);
        }
    }
}
