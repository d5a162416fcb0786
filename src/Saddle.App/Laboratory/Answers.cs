using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Saddle.App.Laboratory.Messages;
using Saddle.App.Output;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Torch;

namespace Saddle.App.Laboratory;

/// <summary>How answers are written: problems as one line with a status, streams as server-sent events.</summary>
internal static class Answers
{
    private static readonly byte[] Data = "data: "u8.ToArray();
    private static readonly byte[] ProblemEvent = "event: problem\ndata: "u8.ToArray();
    private static readonly byte[] End = "\n\n"u8.ToArray();

    /// <summary>A problem as an answer.</summary>
    public static IResult Problem(string why, int status) => Results.Json(new Problem(why), statusCode: status);

    /// <summary>
    /// Says in the answer what went wrong with a request, where that is the request's fault or a missing component's.
    /// </summary>
    public static async Task Explain(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || IsClosing(context))
        {
            // The page has gone, or the laboratory closes: nobody reads an answer.
        }
        catch (Exception failure) when (!context.Response.HasStarted && Known(failure) is { } known)
        {
            context.Response.Clear();
            await Problem(known.Why, known.Status).ExecuteAsync(context);
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            // A defect of ours: the page is told no more than that.
            Terminal.Say($"{context.Request.Method} {context.Request.Path} failed: {failure}");
            throw;
        }
    }

    /// <summary>
    /// Computes on a thread of its own and sends what is found as it is found, until done or until the page has gone.
    /// A problem met on the way is sent as an event of that name.
    /// </summary>
    /// <typeparam name="T">The type of what is sent.</typeparam>
    /// <param name="context">The request.</param>
    /// <param name="job">What the job is called.</param>
    /// <param name="work">
    /// Computes: it is given a way to send, which waits while the page is behind, and told when to stop.
    /// </param>
    /// <exception cref="LimitException">Too many jobs are running.</exception>
    public static async Task Stream<T>(HttpContext context, string job, Action<Action<T>, CancellationToken> work)
    {
        using var lease = context.RequestServices.GetRequiredService<Jobs>().Begin(job, context.RequestAborted);
        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        context.Response.ContentType = "text/event-stream";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        await context.Response.StartAsync(lease.Stopping);
        try
        {
            await Task.Factory.StartNew(
                () =>
                    work(
                        item => Send(context, Data, item, json, lease.Stopping).GetAwaiter().GetResult(),
                        lease.Stopping),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
        catch (Exception failure) when (Known(failure) is { } known && !lease.Stopping.IsCancellationRequested)
        {
            await Send(context, ProblemEvent, new Problem(known.Why), json, lease.Stopping);
        }
    }

    /// <summary>Declares an endpoint that answers with a stream.</summary>
    public static RouteHandlerBuilder Streams<T>(this RouteHandlerBuilder endpoint) =>
        endpoint.Produces<T>(StatusCodes.Status200OK, "text/event-stream");

    private static bool IsClosing(HttpContext context)
    {
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        return lifetime.ApplicationStopping.IsCancellationRequested;
    }

    private static async Task Send<T>(
        HttpContext context,
        byte[] kind,
        T item,
        JsonSerializerOptions json,
        CancellationToken stopping)
    {
        var body = context.Response.Body;
        await body.WriteAsync(kind, stopping);
        await JsonSerializer.SerializeAsync(body, item, json, stopping);
        await body.WriteAsync(End, stopping);
        await body.FlushAsync(stopping);
    }

    private static (string Why, int Status)? Known(Exception failure) => failure switch
    {
        SettingsException or DataException or NotSupportedException =>
            (failure.Message, StatusCodes.Status400BadRequest),
        AggregateException { InnerException: { } inner } => Known(inner),
        LimitException limit => (limit.Message, limit.Status),
        BadHttpRequestException bad =>
            (
                bad.InnerException is JsonException { } json
                    ? $"the request is not as expected: {json.Message}"
                    : bad.Message,
                bad.StatusCode),
        JsonException json => ($"the request is not as expected: {json.Message}", StatusCodes.Status400BadRequest),
        MissingComponentException or TorchException => (failure.Message, StatusCodes.Status503ServiceUnavailable),
        _ => null,
    };
}
