using Entente.Tests.Architecture.Planted.Lower;

namespace Entente.Tests.Architecture.Planted.Aside;

/// <summary>Knows a module that the planted map does not let it know, inside a method body only.</summary>
internal static class Stranger
{
    public static object Ask() => Offered.Answer().ToString(System.Globalization.CultureInfo.InvariantCulture);
}
