using System.Reflection;

namespace MlCompare;

/// <summary>Anything that is found by the reflection scan and named by an id.</summary>
public interface INamed
{
    /// <summary>Lower-case words joined by hyphens (camel case for measures, whose ids are keys of results.jsonl); unique among its kind.</summary>
    string Id { get; }
}

/// <summary>
/// One thing, one file, no list to edit: plug-ins are the public, concrete types with a parameterless constructor in the given
/// assemblies, in ordinal order of their ids. Two with one id fail at start.
/// </summary>
public sealed class Catalog<T>
    where T : INamed
{
    private readonly SortedDictionary<string, T> items = new(StringComparer.Ordinal);

    public Catalog(IEnumerable<T> items)
    {
        foreach (T item in items)
        {
            if (!this.items.TryAdd(item.Id, item))
            {
                throw new InvalidOperationException(
                    $"Two {typeof(T).Name} share the id '{item.Id}': {this.items[item.Id].GetType()} and {item.GetType()}.");
            }
        }
    }

    public IReadOnlyCollection<T> All => items.Values;

    public bool TryGet(string id, out T item) => items.TryGetValue(id, out item!);

    /// <summary>The item with this id.</summary>
    /// <exception cref="InputException">There is none; the line lists the ids that exist.</exception>
    public T Get(string id) => items.TryGetValue(id, out T? item)
        ? item
        : throw new InputException($"unknown id '{id}'", Noun, $"use one of: {string.Join(", ", items.Keys)}");

    private static string Noun => typeof(T).Name[1..].ToLowerInvariant();
}

/// <summary>Makes catalogs by scanning assemblies.</summary>
public static class Catalog
{
    public static Catalog<T> Scan<T>(params IEnumerable<Assembly> assemblies)
        where T : INamed => new(
        assemblies.Distinct()
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false }
                && typeof(T).IsAssignableFrom(type)
                && type.GetConstructor(Type.EmptyTypes) is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!));
}
