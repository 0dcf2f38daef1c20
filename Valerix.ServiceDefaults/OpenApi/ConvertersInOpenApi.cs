using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Valerix.ServiceDefaults.OpenApi;

/// <summary>Says in an OpenAPI document what times and money look like; by itself a type with a converter of its own is described as anything.</summary>
public static class ConvertersInOpenApi
{
    /// <summary>Describes times as strings in the format of RFC 3339, and money as numbers.</summary>
    public static OpenApiOptions AddConvertedTypes(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = context.JsonTypeInfo.Type;
            var nullable = Nullable.GetUnderlyingType(type) is null ? 0 : JsonSchemaType.Null;
            switch (Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type))
            {
                case TypeCode.Decimal:
                    // Not the format "double": a generated client would then round.
                    (schema.Type, schema.Format) = (JsonSchemaType.Number | nullable, null);
                    break;
                case TypeCode.Object when type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?):
                    (schema.Type, schema.Format) = (JsonSchemaType.String | nullable, "date-time");
                    break;
            }

            return Task.CompletedTask;
        });
        return options;
    }
}
