using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting
{
    /// <summary>A project that the AppHost refers to. The generated classes in <c>Projects</c> implement it.</summary>
    public interface IProjectMetadata : IResourceAnnotation
    {
        /// <summary>The project file.</summary>
        string ProjectPath { get; }

        /// <summary>Whether it is built already.</summary>
        bool SuppressBuild => false;
    }
}

namespace Valerix.Standalone
{
    /// <summary>A project that was built together with the AppHost, in the same configuration.</summary>
    public interface IBuiltProject
    {
        /// <summary>The assembly that was built.</summary>
        string AssemblyPath { get; }
    }
}
