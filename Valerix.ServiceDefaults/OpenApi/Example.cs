namespace Valerix.ServiceDefaults.OpenApi;

/// <summary>An endpoint's metadata: a body that it takes or answers with.</summary>
/// <param name="Status">The answer's status; null for the body of the request.</param>
/// <param name="Name">Tells the examples of one body apart.</param>
/// <param name="Body">Written as the service writes it.</param>
internal sealed record BodyExample(int? Status, string Name, object Body);

/// <summary>An endpoint's metadata: a value of a parameter, for those operations that have it.</summary>
/// <param name="Parameter">The parameter's name in the path, the query or the headers.</param>
/// <param name="Value">Written as the service writes it.</param>
internal sealed record ParameterExample(string Parameter, object Value);
