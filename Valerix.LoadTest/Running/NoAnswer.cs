namespace Valerix.LoadTest.Running;

/// <summary>Tells a call that was not answered from one that was called off.</summary>
internal static class NoAnswer
{
    /// <summary>True for a broken or refused connection, an error status and a client's timeout; false when the caller itself gave up.</summary>
    public static bool IsNoAnswer(this Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
