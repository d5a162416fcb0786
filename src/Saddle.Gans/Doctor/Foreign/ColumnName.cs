using System.Text.RegularExpressions;

namespace Saddle.Gans.Doctor.Foreign;

/// <summary>
/// What a column's name says, by the words of common code bases: PyTorch's DCGAN example (Loss_D, errD, D(x)), mimicry,
/// StudioGAN (Dis_loss), BasicSR (l_d_real), pix2pix and CycleGAN (D_real, G_GAN, D_A), TensorPack
/// (GAN_loss/discrim/loss), Chainer (loss_dis), improved_wgan_training (train disc cost), StyleGAN (Loss/D/loss).
/// </summary>
internal sealed partial record ColumnName
{
    private static readonly HashSet<string> Discriminators = Words(
        "d dis disc discrim discriminator discriminators critic critics netd dnet lossd dloss errd dcost d1 d2 dreal "
        + "dfake");

    private static readonly HashSet<string> Generators = Words(
        "g gen generator generators netg gnet lossg gloss errg gcost g1 g2");

    private static readonly HashSet<string> LossWords = Words(
        "loss losses err error cost adv advers adversarial gan lossd lossg dloss gloss errd errg dcost gcost bce");

    private static readonly HashSet<string> Gradients = Words("grad grads gradient gradients gradnorm gnorm");
    private static readonly HashSet<string> ParameterWords = Words("param params parameter parameters");

    private static readonly HashSet<string> Outputs = Words(
        "prob probs probability score scores out output outputs logit logits pred preds prediction predictions");

    private static readonly HashSet<string> Penalties = Words("gp penalty r1 r2 lipschitz");
    private static readonly HashSet<string> RealWords = Words("real reals dreal");
    private static readonly HashSet<string> FakeWords = Words("fake fakes generated synthetic synth dfake");
    private static readonly HashSet<string> Totals = Words("total all sum full overall tot");
    private static readonly HashSet<string> Held = Words("eval val valid validation test dev");
    private static readonly HashSet<string> Averages = Words(
        "epoch avg average mean running smooth smoothed ema median");

    private static readonly HashSet<string> Places = Words("train metrics plots log history");
    private static readonly HashSet<string> Adversarial = Words("gan adv advers adversarial bce");

    // Losses that no discriminator gives, and figures that are none: never a player's loss.
    private static readonly HashSet<string> Others = Words(
        "l1 l2 mse mae pix pixel percep perceptual vgg style content feat feature features fm cycle cyc idt identity "
        + "rec recon reconstruction kl tv aux cls class classification lpips ssim psnr colour color edge mask reg pl "
        + "path ppl ada center info mi entropy ce acc accuracy sign signs lr rate time fid is kid num std sd var min "
        + "max count eta weight scale fraction ratio");

    /// <summary>
    /// Whether it is the discriminator's; null where the name has no player, or is of the discriminator's output.
    /// </summary>
    public bool? Discriminator { get; private init; }

    /// <summary>Whether it names real samples (true) or generated ones (false).</summary>
    public bool? Real { get; private init; }

    /// <summary>What kind of figure it is.</summary>
    public ColumnKind Kind { get; private init; }

    /// <summary>Whether it is measured on data held out.</summary>
    public bool IsHeldOut { get; private init; }

    /// <summary>Whether it says that it is the sum of all parts.</summary>
    public bool IsTotal { get; private init; }

    /// <summary>Whether it says that it is the discriminator's part alone.</summary>
    public bool IsAdversarial { get; private init; }

    /// <summary>Whether it is an average over more than one update.</summary>
    public bool IsAverage { get; private init; }

    /// <summary>Whether a word says that it is a loss: some programs call it by the player's name alone.</summary>
    public bool SaysLoss { get; private init; }

    /// <summary>
    /// Which of several pairs of players it belongs to, as A or B of a CycleGAN; null where that is not said.
    /// </summary>
    public string? Pair { get; private init; }

    /// <summary>Reads a name.</summary>
    /// <param name="name">A column's name.</param>
    public static ColumnName Of(string name)
    {
        var own = Own(name);
        var found = Parse(own);
        return found.Kind == ColumnKind.Unknown && own != name ? Parse(name) : found;
    }

    /// <summary>Whether a name says that its log is of a critic under Wasserstein's loss.</summary>
    /// <param name="name">A column's name.</param>
    public static bool SaysCritic(string name) =>
        Tokens(name).Exists(t => t is "critic" or "wgan" or "wasserstein" or "emd");

    // A run's name before " - ", a program's path before the name, a file's ending after it.
    private static string Own(string name)
    {
        var value = TensorBoardFile().Match(name);
        var own = value.Success ? value.Groups["tag"].Value : name;
        var dash = own.LastIndexOf(" - ", StringComparison.Ordinal);
        own = dash >= 0 ? own[(dash + 3)..] : own;
        return own.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? own[..^4] : own;
    }

    private static ColumnName Parse(string name)
    {
        var tokens = Tokens(name);
        if (Output(tokens) is { } output)
        {
            return output;
        }

        var sided = new ColumnName
        {
            Real = Side(tokens),
            IsHeldOut = tokens.Exists(Held.Contains),
            IsTotal = tokens.Exists(Totals.Contains),
            IsAverage = tokens.Exists(Averages.Contains),
            IsAdversarial = tokens.Exists(Adversarial.Contains),
            SaysLoss = tokens.Exists(LossWords.Contains) || tokens is ["l", ..],
            Discriminator = Player(tokens),
            Pair = PairOf(tokens),
        };
        return sided with { Kind = KindOf(tokens, sided) };
    }

    private static ColumnKind KindOf(List<string> tokens, ColumnName name)
    {
        // How many of a figure there were, and how they spread, as StyleGAN's stats say beside the mean.
        if (tokens is [.., "num" or "std"])
        {
            return ColumnKind.Unknown;
        }

        if (tokens.Exists(Penalties.Contains))
        {
            return ColumnKind.Penalty;
        }

        if (tokens.Exists(Gradients.Contains))
        {
            return name.Discriminator is null ? ColumnKind.Unknown : ColumnKind.GradientNorm;
        }

        if (tokens.Exists(ParameterWords.Contains))
        {
            return name.Discriminator is null ? ColumnKind.Unknown : ColumnKind.ParameterNorm;
        }

        if (tokens.Exists(Others.Contains))
        {
            return name is { SaysLoss: true, Discriminator: not null } ? ColumnKind.OtherLoss : ColumnKind.Unknown;
        }

        if (tokens.Exists(Outputs.Contains))
        {
            return name.Real is null ? ColumnKind.Unknown : ColumnKind.Output;
        }

        // D_real is a loss in pix2pix and an output elsewhere: that is told by what else there is.
        return name.SaysLoss && (name.Discriminator is not null || name.Real is not null || name.IsAdversarial)
            ? ColumnKind.Loss
            : name.Discriminator is not null && tokens.TrueForAll(IsPlain)
            ? name.Real is null ? ColumnKind.Loss : ColumnKind.SidedPlayer
            : ColumnKind.Unknown;
    }

    // What the names D(x) and D(G(z)) become where they are spelt in other letters.
    private static ColumnName? Output(List<string> tokens)
    {
        var core = tokens.Where(t => !Held.Contains(t) && !Averages.Contains(t) && !Places.Contains(t)).ToList();
        bool? real = core is ["d", "x"] or ["dx"] ? true
            : core is ["d", "g", "z" or "z1" or "z2", ..] or ["dgz" or "dgz1" or "dgz2"] ? false
            : null;
        return real is null
            ? null
            : new()
            {
                Kind = ColumnKind.Output,
                Real = real,
                IsHeldOut = tokens.Exists(Held.Contains),
                IsAverage = tokens.Exists(Averages.Contains),
                IsTotal = core[^1] is not ("z2" or "dgz2" or "2"),
            };
    }

    private static bool? Side(List<string> tokens)
    {
        var (real, fake) = (tokens.Exists(RealWords.Contains), tokens.Exists(FakeWords.Contains));
        return real == fake ? null : real;
    }

    // Where both are named the one nearest to the word for loss counts: discriminator/g_loss.
    private static bool? Player(List<string> tokens)
    {
        var players = Enumerable.Range(0, tokens.Count)
            .Where(i => Discriminators.Contains(tokens[i]) || Generators.Contains(tokens[i]))
            .ToList();
        if (players.Count == 0)
        {
            return null;
        }

        var loss = tokens.FindLastIndex(LossWords.Contains);
        var nearest = loss < 0 ? players[0] : players.MinBy(i => (Math.Abs(i - loss), -i));
        return Discriminators.Contains(tokens[nearest]);
    }

    private static string? PairOf(List<string> tokens)
    {
        var last = tokens.FindLast(t => !Averages.Contains(t) && !LossWords.Contains(t) && t != "step");
        return last is "a" or "b" && tokens.Count > 1 ? last.ToUpperInvariant()
            : last is "a2b" or "b2a" ? last
            : tokens.Find(t => t is "d1" or "d2" or "g1" or "g2") is { } numbered ? numbered[1..]
            : null;
    }

    private static bool IsPlain(string token) => Discriminators.Contains(token) || Generators.Contains(token)
        || RealWords.Contains(token) || FakeWords.Contains(token) || Held.Contains(token) || Averages.Contains(token)
        || Totals.Contains(token) || token is "train" or "training" or "metrics" or "step" or "a" or "b" or "value";

    // Words are parted by what is no letter or digit, and where small letters turn to capitals: lossD, DLoss.
    private static List<string> Tokens(string name) =>
        [.. Word().Matches(name).Select(m => m.Value.ToLowerInvariant())];

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);

    [GeneratedRegex(@"\p{Lu}?\p{Ll}+\d*|\p{Lu}+(?!\p{Ll})\d*|\p{L}\d*|\d+", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^Value in (?:.*[-_]tag[-_])?(?<tag>.*?)(?:\.csv)?$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex TensorBoardFile();
}
