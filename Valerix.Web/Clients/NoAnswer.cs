using System.Net.Sockets;
using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;

namespace Valerix.Web.Clients;

/// <summary>Why a service gave no answer, in words for a person, to stand after the service's name.</summary>
internal static class NoAnswer
{
    public static string Describe(Exception exception) => exception switch
    {
        BrokenCircuitException => "failed too often just now and is left alone for a few seconds",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
            "does not answer: nothing listens at its address",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "can't be found: its address is not known",
        HttpRequestException or IOException => "broke the connection",
        ExecutionRejectedException or OperationCanceledException => "takes too long to answer",
        JsonException or NotSupportedException => "answers something that can't be read",
        _ => $"can't be asked ({exception.GetType().Name})",
    };
}
