using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Valerix.ServiceDefaults.Http;

namespace Valerix.ServiceDefaults.OpenApi;

/// <summary>Says in an OpenAPI document which calls need the operator's key.</summary>
public static class OperatorKeyInOpenApi
{
    /// <summary>Declares the key as a security scheme, and every operation that requires it.</summary>
    public static OpenApiOptions AddOperatorKey(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.AddComponent<IOpenApiSecurityScheme>(OperatorKey.Name, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = OperatorKey.HeaderName,
                Description = "The operator's key.",
            });
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any(rule => rule.Policy == OperatorKey.Name))
            {
                operation.Security = [new() { [new OpenApiSecuritySchemeReference(OperatorKey.Name, context.Document)] = [] }];
            }

            return Task.CompletedTask;
        });
        return options;
    }
}
