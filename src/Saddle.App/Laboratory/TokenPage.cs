using Microsoft.AspNetCore.Http;

namespace Saddle.App.Laboratory;

/// <summary>What a browser is shown that has no token: where the token is, and a field to paste it into.</summary>
internal static class TokenPage
{
    // A form without an action asks its own address again: what stands behind the # stays there.
    private const string Text = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="icon" href="data:,">
        <title>Saddle: a token is needed</title>
        <style>
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto; padding: 0 1rem; }
        input, button { font: inherit; padding: 0.3rem 0.6rem; }
        form { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
        input { flex: 1 1 16rem; }
        .note { opacity: 0.75; }
        </style>
        <main>
        <h1>A token is needed</h1>
        <p>WHY The address that <code>./saddle serve</code> printed when it was started has the token in it:
        open that address, or paste what stands behind <code>token=</code> there.</p>
        <form><label for="token">Token</label>
        <input id="token" name="token" type="password" autocomplete="off" required autofocus>
        <button>Open</button></form>
        <p class="note">This browser then keeps it until it is closed. Each start of the laboratory has a token of its
        own, unless the environment variable <code>SADDLE_TOKEN</code> chooses one.</p>
        </main>
        </html>
        """;

    /// <summary>Answers with the page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isWrong">Whether there was a token, but not this laboratory's.</param>
    public static Task Show(HttpContext context, bool isWrong)
    {
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'";
        var why = isWrong
            ? "That is not the token of this laboratory."
            : "This laboratory answers only those who know its token.";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            Text.Replace("WHY", why, StringComparison.Ordinal), context.RequestAborted);
    }
}
