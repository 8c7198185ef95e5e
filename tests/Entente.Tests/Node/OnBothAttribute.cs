using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Entente.Tests.Node;

/// <summary>One row of a table, on both stores: the test takes the kind of the store before the values.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class OnBothAttribute(params object?[] row) : DataAttribute
{
    public object?[] Row => row;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Store.Kinds.Select(kind => new TheoryDataRow([kind, .. row]))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
