using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Valerix.ServiceDefaults.Http;

/// <summary>Says in an OpenAPI document what a time looks like; by itself a type with a converter of its own is described as anything.</summary>
public static class TimesInOpenApi
{
    /// <summary>Describes times as strings in the format of RFC 3339.</summary>
    public static OpenApiOptions AddTimes(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = context.JsonTypeInfo.Type;
            if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
            {
                schema.Type = type == typeof(DateTimeOffset) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
                schema.Format = "date-time";
            }

            return Task.CompletedTask;
        });
        return options;
    }
}
