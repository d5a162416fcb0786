using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Saddle.App.Laboratory.Messages;
using Saddle.App.Output;

namespace Saddle.App.Laboratory;

/// <summary>How answers are written: problems as one line with a status, streams as server-sent events.</summary>
internal static class Answers
{
    private static readonly byte[] Data = "data: "u8.ToArray();
    private static readonly byte[] ProblemEvent = "event: problem\ndata: "u8.ToArray();
    private static readonly byte[] End = "\n\n"u8.ToArray();

    /// <summary>A problem as an answer.</summary>
    public static IResult Problem(string why, int status) =>
        Results.Json(new Problem(Failure.OneLine(why)), statusCode: status);

    /// <summary>Says in the answer what went wrong with a request, in one line.</summary>
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
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            var (why, status) = Told(failure);
            if (context.Response.HasStarted)
            {
                Terminal.Say($"{context.Request.Method} {context.Request.Path} ended early: {why}");
                context.Abort();
                return;
            }

            context.Response.ContentLength = null;
            await Problem(why, status).ExecuteAsync(context);
        }
    }

    /// <summary>
    /// Writes an answer whole before any of it is sent, so that what cannot be written is told as any other problem.
    /// </summary>
    public static async ValueTask<object?> Write(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        return answer is null or IResult
            ? answer
            : Results.Bytes(
                JsonSerializer.SerializeToUtf8Bytes(answer, answer.GetType(), Json(context.HttpContext)),
                "application/json; charset=utf-8");
    }

    /// <summary>What is told of a failure, and the status: a defect of ours is kept in a crash report.</summary>
    public static (string Why, int Status) Told(Exception failure) => failure switch
    {
        AggregateException { InnerException: { } inner } => Told(inner),
        LimitException limit => (limit.Message, limit.Status),
        BadHttpRequestException { InnerException: JsonException json } => Told(json),
        BadHttpRequestException bad => (bad.Message, bad.StatusCode),
        JsonException => ($"the request is not as expected: {failure.Message}", StatusCodes.Status400BadRequest),
        NotSupportedException => (failure.Message, StatusCodes.Status400BadRequest),
        _ => Failure.From(failure) switch
        {
            { IsUnexpected: true } defect =>
                (
                    $"{defect.Message}; {CrashReport.Write(failure, ["serve"], TimeProvider.System.GetUtcNow())}",
                    StatusCodes.Status500InternalServerError),
            { Status: ExitStatus.MissingComponent } missing =>
                (missing.Message, StatusCodes.Status503ServiceUnavailable),
            var bad => (bad.Message, StatusCodes.Status400BadRequest),
        },
    };

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
        var json = Json(context);
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
        catch (Exception failure) when (!lease.Stopping.IsCancellationRequested)
        {
            var why = Failure.OneLine(Told(failure).Why);
            await Send(context, ProblemEvent, new Problem(why), json, lease.Stopping);
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
        var (body, text) = (context.Response.Body, JsonSerializer.SerializeToUtf8Bytes(item, json));
        await body.WriteAsync(kind, stopping);
        await body.WriteAsync(text, stopping);
        await body.WriteAsync(End, stopping);
        await body.FlushAsync(stopping);
    }

    private static JsonSerializerOptions Json(HttpContext context) =>
        context.RequestServices.GetRequiredService<AnswerJson>().Options;
}
