using System.Collections;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Saddle.Torch;

namespace Saddle.App.Laboratory;

/// <summary>
/// The browser laboratory: a web server for one person's machine. Every number it sends is computed by the classes
/// that the command line uses; each page's endpoints are one file beside this one.
/// </summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>The most bytes of a request's body.</summary>
    public const int MostBytes = 256 * 1024;

    private static readonly string Pages = Path.Combine(AppContext.BaseDirectory, "ui", "lab");

    private readonly WebApplication _app;

    private readonly string? _token;

    private Server(WebApplication app, string? token) => (_app, _token) = (app, token);

    /// <summary>Where a browser on this machine finds it; with the token where one is needed.</summary>
    public Uri Address => AddressAt(Host switch
    {
        "0.0.0.0" => "127.0.0.1",
        "[::]" => "[::1]",
        var host => host,
    });

    /// <summary>Where a browser on another machine finds it; null where it listens on one address only.</summary>
    public Uri? FromElsewhere => Host is "0.0.0.0" or "[::]" ? AddressAt(Dns.GetHostName()) : null;

    /// <summary>What can be asked.</summary>
    public IReadOnlyList<Endpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>What is being computed.</summary>
    public Jobs Jobs => _app.Services.GetRequiredService<Jobs>();

    /// <summary>Opens a laboratory.</summary>
    /// <param name="host">The address to listen on.</param>
    /// <param name="port">The port; 0 for any free one.</param>
    /// <param name="runs">The folder of training runs.</param>
    /// <param name="token">What a visitor must show; null for nothing.</param>
    /// <param name="program">The program that trains; null for this one.</param>
    /// <param name="isTrusting">Whether programs that runs name may run.</param>
    /// <exception cref="MissingComponentException">The browser side has not been built.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<Server> Open(
        IPAddress host,
        int port,
        string runs,
        string? token,
        string? program = null,
        bool isTrusting = false)
    {
        if (!File.Exists(Path.Combine(Pages, "index.html")))
        {
            throw new MissingComponentException(
                "the browser side (ui/lab) has not been built; run ./saddle, which builds it, or: "
                + "(cd ui && npm ci && npm run build) && dotnet build src/Saddle.App -c Release");
        }

        var app = Build(
            host,
            port,
            new RunProcesses(Path.GetFullPath(runs), program ?? typeof(Server).Assembly.Location, isTrusting),
            new Gatekeeper(token));
        await app.StartAsync();
        _ = Warm(app);
        return new(app, token);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Host => new Uri(_app.Urls.First()).Host;

    private Uri AddressAt(string host) => new UriBuilder(Uri.UriSchemeHttp, host, new Uri(_app.Urls.First()).Port)
    {
        Query = _token is null ? null : $"token={_token}",
    }.Uri;

    private static WebApplication Build(IPAddress host, int port, RunProcesses runs, Gatekeeper gatekeeper)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(Server).Assembly.GetName().Name,

                // Neither a variable that shows traces, nor a settings file in the folder that it is started in.
                EnvironmentName = Environments.Production,
                ContentRootPath = AppContext.BaseDirectory,
            });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, host, port));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.ConfigureHttpJsonOptions(json => Configure(json.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddSingleton<AnswerJson>();
        builder.Services.AddSingleton<Jobs>();
        builder.Services.AddSingleton(_ => runs); // made by a factory: disposed with the server
        builder.Services.AddSingleton(new WatchedScripts(runs.Root));

        // A lambda: what makes descriptions of doc comments sees no other form.
        builder.Services.AddOpenApi(options => Describe(options));
        var app = builder.Build();
        app.Use(Answers.Explain);
        app.Use(gatekeeper.Admit);
        Map(app);
        return app;
    }

    private static void Map(WebApplication app)
    {
        var files = new PhysicalFileProvider(Pages);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(
            new StaticFileOptions { FileProvider = files, OnPrepareResponse = file => Keep(file.Context) });
        app.UseRouting(); // only here: the first page need not wait until all endpoints have been made
        app.MapOpenApi("/api/openapi.json");
        var routes = app.MapGroup(string.Empty).AddEndpointFilter(Answers.Write);
        CatalogEndpoints.Map(routes);
        GameEndpoints.Map(routes);
        PhaseEndpoints.Map(routes);
        RunEndpoints.Map(routes);
        SweepEndpoints.Map(routes);
        WatchedEndpoints.Map(routes);
        PlaygroundEndpoints.Map(routes);
        ClaimEndpoints.Map(routes);
        ReportEndpoints.Map(routes);
        app.MapFallback(
            "/api/{**rest}",
            (HttpContext context) =>
                Answers.Problem(
                    $"there is no {context.Request.Method} {context.Request.Path}",
                    StatusCodes.Status404NotFound));
    }

    // While the browser reads the first page, so that the first picture need not wait for the first compilation.
    private static async Task Warm(WebApplication app)
    {
        await Task.Run(() =>
        {
            _ = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Count;
            GameEndpoints.Warm(
                app.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions,
                app.Services.GetRequiredService<AnswerJson>().Options);
        });

        // Later: loading libtorch takes a second, and only the pages with networks need it.
        await Task.Delay(TimeSpan.FromSeconds(2));
        await Task.Run(() => TorchRuntime.IsAvailable);
    }

    // A built file's name changes with its content.
    private static void Keep(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
        {
            context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        }
    }

    private static void Configure(KestrelServerOptions kestrel, IPAddress host, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MostBytes;
        kestrel.Limits.MaxConcurrentConnections = 256;

        // Who pauses a stream reads nothing for a while, and must not be cut off.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Listen(host, port);
    }

    private static void Describe(OpenApiOptions options) =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Saddle: the laboratory", Version = "1" };
            document.Servers = [];
            return Task.CompletedTask;
        });

    private static void Configure(JsonSerializerOptions json)
    {
        json.NumberHandling = JsonNumberHandling.Strict;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.AllowDuplicateProperties = false;
        json.MaxDepth = 16;
        json.TypeInfoResolver = json.TypeInfoResolver!.WithAddedModifier(RefuseNulls);
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    // The serialiser refuses null for what cannot be null, but not within lists and tables.
    private static void RefuseNulls(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object || type.Type.Namespace != typeof(Messages.Problem).Namespace)
        {
            return;
        }

        type.OnDeserialized = message =>
        {
            foreach (var property in type.Properties)
            {
                if (property.Get?.Invoke(message) is IEnumerable items && HasNull(items))
                {
                    throw new JsonException($"{property.Name}: expected no null in it");
                }
            }
        };
    }

    private static bool HasNull(IEnumerable items) => items is IReadOnlyDictionary<string, string> table
        ? table.Values.Any(value => value is null)
        : items.Cast<object?>().Any(item => item is null);

    /// <summary>A number for a page: null where it is not finite.</summary>
    internal static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>Numbers for a page: null where one is not finite.</summary>
    internal static double?[] Finite(IEnumerable<double> values) => [.. values.Select(Finite)];

    /// <summary>A number rounded to what a drawing can show, for a shorter answer.</summary>
    internal static double? Drawn(double value) =>
        double.IsFinite(value)
            ? double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : null;
}
