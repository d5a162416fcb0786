using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Saddle.App.Laboratory;

/// <summary>
/// Decides who may ask. On the machine's own address, a request must name that address as its host (or another site's
/// page could reach it under a name of its own) and come from the laboratory's own pages. On any other address a token
/// is needed too.
/// </summary>
/// <param name="address">The address that the laboratory listens on.</param>
internal sealed class Gatekeeper(IPAddress address)
{
    private const string Cookie = "saddle-token";
    private static readonly string[] OwnSites = ["same-origin", "none"];
    private static readonly string[] LocalNames = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>What a visitor must know; null where none is needed.</summary>
    public string? Token { get; } = IPAddress.IsLoopback(address)
        ? null
        : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Lets a request pass, or answers it.</summary>
    public Task Admit(HttpContext context, RequestDelegate next)
    {
        Protect(context.Response);
        if (WhyNot(context.Request) is { } why)
        {
            return Answers.Problem(why, StatusCodes.Status403Forbidden).ExecuteAsync(context);
        }

        if (Token is null || IsKnown(context.Request.Cookies[Cookie]) || IsKnown(Bearer(context.Request)))
        {
            return next(context);
        }

        if (!IsKnown(context.Request.Query["token"]))
        {
            return Answers.Problem(
                "a token is needed: open the address that 'saddle serve' printed",
                StatusCodes.Status401Unauthorized).ExecuteAsync(context);
        }

        context.Response.Cookies.Append(Cookie, Token, new() { HttpOnly = true, SameSite = SameSiteMode.Strict });
        return next(context);
    }

    private static void Protect(HttpResponse response)
    {
        // Styles in elements: KaTeX and Plotly set them on what they make.
        response.Headers.ContentSecurityPolicy =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            + "font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-cache";
    }

    private static string? Bearer(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var given = request.Headers.Authorization.ToString();
        return given.StartsWith(Scheme, StringComparison.Ordinal) ? given[Scheme.Length..] : null;
    }

    private string? WhyNot(HttpRequest request)
    {
        var (host, origin, site) = (
            request.Host,
            request.Headers.Origin.ToString(),
            request.Headers["Sec-Fetch-Site"].ToString());
        if (Token is null && !IsOwn(request))
        {
            return $"the laboratory is not at '{host}': open it as 127.0.0.1 or localhost";
        }

        if (origin.Length > 0 && origin != $"{request.Scheme}://{host}")
        {
            return $"pages of '{origin}' may not ask the laboratory";
        }

        return site.Length > 0
            && request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            && !OwnSites.Contains(site, StringComparer.Ordinal)
            ? "pages of other sites may not ask the laboratory"
            : null;
    }

    private static bool IsOwn(HttpRequest request) =>
        LocalNames.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase)
        && request.Host.Port == request.HttpContext.Connection.LocalPort;

    private bool IsKnown(string? given) =>
        given is not null
            && Token is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Token));
}
