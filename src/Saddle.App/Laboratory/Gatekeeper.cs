using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Saddle.App.Laboratory;

/// <summary>
/// Decides who may ask: whoever shows the token, by a name that is this machine's (or another site's page could reach
/// the laboratory under a name of its own), and from the laboratory's own pages.
/// </summary>
/// <param name="token">What a visitor must show; null where the user chose that everybody may ask.</param>
internal sealed class Gatekeeper(string? token)
{
    private static readonly string[] OwnSites = ["same-origin", "none"];
    private static readonly string[] Schemes = ["Bearer ", "token "]; // the second as Jupyter's

    /// <summary>Lets a request pass, or answers it.</summary>
    public Task Admit(HttpContext context, RequestDelegate next)
    {
        Protect(context.Response);
        if (WhyNot(context.Request) is { } why)
        {
            return Answers.Problem(why, StatusCodes.Status403Forbidden).ExecuteAsync(context);
        }

        return token is null || Knows(context, token) ? next(context) : Refuse(context);
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

    // Who shows it in the address is given a cookie, and the page takes it out of the address.
    private static bool Knows(HttpContext context, string token)
    {
        // Browsers send cookies to every port of a machine: one of each laboratory.
        var cookie = string.Create(CultureInfo.InvariantCulture, $"saddle-token-{context.Connection.LocalPort}");
        if (Token.Matches(token, context.Request.Cookies[cookie]) || Token.Matches(token, InHeader(context.Request)))
        {
            return true;
        }

        var isInAddress = Token.Matches(token, context.Request.Query["token"]);
        if (isInAddress)
        {
            context.Response.Cookies.Append(
                cookie, token, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true });
        }

        return isInAddress;
    }

    private static string? InHeader(HttpRequest request)
    {
        var given = request.Headers.Authorization.ToString();
        var scheme = Schemes.FirstOrDefault(s => given.StartsWith(s, StringComparison.OrdinalIgnoreCase));
        return scheme is null ? null : given[scheme.Length..].Trim();
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? TokenPage.Show(context, context.Request.Query.ContainsKey("token"))
            : Answers.Problem(
                "a token is needed: open the address that 'saddle serve' printed, or send its token as "
                + "'Authorization: Bearer TOKEN'",
                StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    private string? WhyNot(HttpRequest request)
    {
        var (host, origin, site) = (
            request.Host,
            request.Headers.Origin.ToString(),
            request.Headers["Sec-Fetch-Site"].ToString());
        if (!IsOwn(request))
        {
            return $"the laboratory is not at '{host}': open the address that 'saddle serve' printed";
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

    // A name can be made to lead to any address, so a page that was read under a name of another site could ask under
    // it. Addresses cannot, and names of this machine are not other sites'. From other machines it may have more names
    // than it knows of, which the token makes harmless.
    private bool IsOwn(HttpRequest request)
    {
        var connection = request.HttpContext.Connection;
        if (connection.LocalIpAddress is not { } local)
        {
            return false;
        }

        var here = local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local;
        var (name, isLocal) = (request.Host.Host, IPAddress.IsLoopback(here));
        if (isLocal && (request.Host.Port ?? 80) != connection.LocalPort)
        {
            return false;
        }

        if (IPAddress.TryParse(name, out var address))
        {
            return address.Equals(here) || (isLocal && (IPAddress.IsLoopback(address) || IsAny(address)));
        }

        string[] own = ["localhost", Dns.GetHostName()];
        return own.Contains(name, StringComparer.OrdinalIgnoreCase) || (!isLocal && token is not null);
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
