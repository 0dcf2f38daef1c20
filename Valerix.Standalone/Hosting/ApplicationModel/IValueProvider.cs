namespace Aspire.Hosting.ApplicationModel;

/// <summary>Has a value once the application runs.</summary>
public interface IValueProvider
{
    /// <summary>The value; waits until it is there.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);

    /// <summary>The value, for a certain caller; waits until it is there.</summary>
    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default)
        => GetValueAsync(cancellationToken);
}

/// <summary>Can be named in a published manifest.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The name, in braces.</summary>
    string ValueExpression { get; }
}

/// <summary>A value for the running application and for a manifest.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;

/// <summary>A value made of others.</summary>
public interface IValueWithReferences
{
    /// <summary>The others.</summary>
    IEnumerable<object> References { get; }
}

/// <summary>Who asks for a value.</summary>
public class ValueProviderContext
{
    /// <summary>How the application runs.</summary>
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    /// <summary>The resource that will use the value.</summary>
    public IResource? Caller { get; init; }
}
