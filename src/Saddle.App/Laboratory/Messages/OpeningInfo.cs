namespace Saddle.App.Laboratory.Messages;

/// <summary>A door of the start page: a question, and the page with the settings that answers it.</summary>
/// <param name="Title">The question.</param>
/// <param name="Text">What is behind the door.</param>
/// <param name="Page">The page.</param>
/// <param name="Query">The page's state; empty for as it opens by itself.</param>
internal sealed record OpeningInfo(string Title, string Text, string Page, IReadOnlyDictionary<string, string> Query)
{
    /// <summary>The game and the rule that pages open with where the address names none.</summary>
    public const string Game = "dirac-gan";

    /// <summary>The rule of the first picture.</summary>
    public const string Rule = "simultaneous";

    /// <summary>All doors, in order.</summary>
    public static IReadOnlyList<OpeningInfo> All { get; } =
    [
        Door(
            "Why does a GAN spiral?",
            "The smallest GAN there is: one point against one line. Watch it circle its target, "
            + "see the eigenvalues that say so, and find the learning rate that makes it converge.",
            "games",
            ("game", Game), ("rules", Rule), ("sets", "eta-g=0.2;eta-d=0.2"), ("start", "1,0"), ("steps", "150")),
        Door(
            "Watch modes collapse",
            "Two Gaussians against a discriminator of two intervals. First-order training loses an interval; an optimal"
                + " discriminator does not.",
            "games",
            ("game", "two-gaussians"), ("rules", "alternating|optimal-discriminator"), ("steps", "600")),
        Door(
            "Map what converges",
            "A verdict for every pair of settings, predicted by theory and measured by running, "
            + "from coarse to fine while you look.",
            "phase",
            ("game", Game), ("rule", Rule), ("set", "penalty=r1"), ("x", "eta=0.02:2:48"), ("y", "gamma=0:4:48")),
        Door(
            "Train a real GAN in the plane",
            "Two networks, side by side, from the same seed: samples, the discriminator's landscape, "
            + "and where each sample is pulled.",
            "playground"),
        Door(
            "Look at training runs",
            "Curves, samples over time, stop and resume. A run is its folder: copy one here and it shows up.",
            "runs"),
        Door("Check the papers", "Statements of seven papers, each measured under a condition fixed before.", "claims"),
    ];

    private static OpeningInfo Door(
        string title, string text, string page, params ReadOnlySpan<(string Name, string Value)> query)
    {
        var state = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in query)
        {
            state[name] = value;
        }

        return new(title, text, page, state);
    }
}
