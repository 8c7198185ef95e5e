namespace Entente.Node.Selectivity;

/// <summary>The reference lists that an administration loads.</summary>
internal enum ReferenceKind
{
    /// <summary>UN/LOCODE.</summary>
    Locode = 1,

    /// <summary>The Harmonized System.</summary>
    Hs,
}

/// <summary>By which names lists are called by the command line, programs and partners.</summary>
internal static class ReferenceNames
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<ReferenceKind>().Select(kind => kind.Name)];

    public static ReferenceKind? Find(string name) => Enum.GetValues<ReferenceKind>().Cast<ReferenceKind?>().FirstOrDefault(kind => kind!.Value.Name == name);

    extension(ReferenceKind kind)
    {
        /// <summary><c>locode</c> or <c>hs</c>.</summary>
        public string Name => kind == ReferenceKind.Locode ? "locode" : "hs";
    }
}
