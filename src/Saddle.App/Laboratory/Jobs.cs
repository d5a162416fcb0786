using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Saddle.App.Laboratory;

/// <summary>
/// What is being computed, and no more of it at once than the machine can bear. A job ends with its page.
/// </summary>
/// <param name="lifetime">Tells when the server stops.</param>
internal sealed class Jobs(IHostApplicationLifetime lifetime)
{
    /// <summary>The most jobs at once.</summary>
    public const int Most = 8;

    private readonly ConcurrentDictionary<long, string> _running = new();
    private long _next;

    /// <summary>The jobs that are running, by name.</summary>
    public IReadOnlyList<string> Running => [.. _running.Values.Order(StringComparer.Ordinal)];

    /// <summary>Begins a job.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="aborted">Its page has gone.</param>
    /// <exception cref="LimitException">Too many are running.</exception>
    public Lease Begin(string name, CancellationToken aborted)
    {
        var number = Interlocked.Increment(ref _next);
        _running[number] = name;
        if (_running.Count > Most)
        {
            _running.TryRemove(number, out _);
            throw new LimitException(
                $"{Most} computations are running already, the most at once: close a page, or wait for one to end",
                StatusCodes.Status429TooManyRequests);
        }

        return new(
            CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping),
            () => _running.TryRemove(number, out _));
    }

    /// <summary>A running job; over when disposed.</summary>
    internal sealed class Lease(CancellationTokenSource source, Action end) : IDisposable
    {
        /// <summary>The job must stop.</summary>
        public CancellationToken Stopping { get; } = source.Token;

        /// <inheritdoc/>
        public void Dispose()
        {
            end();
            source.Dispose();
        }
    }
}
