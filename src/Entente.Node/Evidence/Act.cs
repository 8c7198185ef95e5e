using System.Collections.Frozen;
using System.Reflection;

namespace Entente.Node.Evidence;

/// <summary>One row per kind of act that is put on record; modules declare theirs beside their slices, as static fields.</summary>
/// <param name="Id">Stable, for example <c>alert.amended</c>.</param>
/// <param name="Words">What was done, as the records page says it; other languages translate this text.</param>
internal sealed record Act(string Id, string Words)
{
    /// <summary>Whether somebody looks for something that is kept about persons or businesses: an auditor reviews a sample of these.</summary>
    public bool IsSearch { get; init; }

    private static readonly Lazy<FrozenDictionary<string, Act>> Declared = new(() =>
        (from type in typeof(Act).Assembly.GetTypes()
         where !type.ContainsGenericParameters
         from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
         where field.FieldType == typeof(Act)
         select (Act)field.GetValue(null)!)
        .ToFrozenDictionary(act => act.Id, StringComparer.Ordinal));

    /// <summary>Every act that any module declares, by its id.</summary>
    public static FrozenDictionary<string, Act> All => Declared.Value;
}
