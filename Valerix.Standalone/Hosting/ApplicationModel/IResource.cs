namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application: a process, a parameter, a database.</summary>
public interface IResource
{
    /// <summary>Unique in the model, whatever the case.</summary>
    string Name { get; }

    /// <summary>Everything that was said about the resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}

/// <summary>A fact attached to a resource.</summary>
public interface IResourceAnnotation;

/// <summary>The facts attached to one resource, in the order they were added.</summary>
public sealed class ResourceAnnotationCollection : System.Collections.ObjectModel.Collection<IResourceAnnotation>;

/// <summary>Base of every resource.</summary>
/// <param name="name">Unique in the model, whatever the case.</param>
public abstract class Resource(string name) : IResource
{
    /// <inheritdoc />
    public virtual string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    /// <inheritdoc />
    public virtual ResourceAnnotationCollection Annotations { get; } = [];

    /// <inheritdoc />
    public override string ToString() => Name;
}

/// <summary>Marks a parameter that is a resource's name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ResourceNameAttribute : Attribute;
