using System.Reflection;

namespace MlCompare.Studies.Isolation;

/// <summary>A type with a parameterless constructor, by name, so that another process can make one of its kind.</summary>
internal static class TypeReference
{
    /// <summary>Whether another process can: the assembly is a file, and the constructor there.</summary>
    public static bool Travels(Type type) => type.Assembly.Location.Length > 0 && type.FullName is not null && type.GetConstructor(Type.EmptyTypes) is not null;

    public static void Write(BinaryWriter writer, Type type)
    {
        writer.Write(type.Assembly.GetName().Name!);
        writer.Write(type.Assembly.Location);
        writer.Write(type.FullName!);
    }

    public static T Make<T>(BinaryReader reader)
    {
        string name = reader.ReadString(), file = reader.ReadString(), type = reader.ReadString();
        return (T)Activator.CreateInstance(Find(name, file).GetType(type, throwOnError: true)!)!;
    }

    private static Assembly Find(string name, string file)
    {
        try
        {
            return Assembly.Load(new AssemblyName(name));
        }
        catch (FileNotFoundException)
        {
            return Assembly.LoadFrom(file);
        }
    }
}
