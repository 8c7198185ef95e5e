namespace Entente.Cli.Demonstration;

/// <summary>One of the administrations of the demonstration. All of them are simulated: the countries are real, what these nodes show of them is not.</summary>
/// <param name="Id">As on the command line, and the name of its folder.</param>
/// <param name="Country">ISO 3166-1 alpha-2; also its party id.</param>
/// <param name="Name">As officers and partners read it.</param>
/// <param name="Seed">Its own trade follows from it; the hidden cast is the same for all.</param>
/// <param name="DataProtectionLaw">What its requests for assistance name.</param>
/// <param name="HasRealDeclarations">Whether the public declarations are sent to it.</param>
internal sealed record Administration(string Id, string Country, string Name, ulong Seed, string DataProtectionLaw, bool HasRealDeclarations = false)
{
    /// <summary>Whom all of them look for.</summary>
    public const ulong CastSeed = 20_261_101;

    /// <summary>Ports of the consoles and of the listeners for partners are this far apart.</summary>
    private const int FederationOffset = 10;

    public static IReadOnlyList<Administration> All { get; } =
    [
        new("nl", "NL", "Customs of the Netherlands (simulated)", CastSeed, "Regulation (EU) 2016/679 (General Data Protection Regulation); General Customs Act, art. 1:33", HasRealDeclarations: true),
        new("ca", "CA", "Customs of Canada (simulated)", 20_261_102, "Privacy Act, R.S.C. 1985, c. P-21; Customs Act, s. 107"),
        new("sg", "SG", "Customs of Singapore (simulated)", 20_261_103, "Public Sector (Governance) Act 2018; Customs Act 1960"),
    ];

    public IEnumerable<Administration> Others => All.Where(other => other != this);

    private int Number => All.TakeWhile(one => one != this).Count();

    /// <exception cref="FormatException">There is no such administration.</exception>
    public static Administration Parse(string id) => All.FirstOrDefault(one => one.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
        ?? throw new FormatException($"--only: expected {string.Join(", ", All.Select(one => one.Id))}.");

    /// <summary>The address at which its console listens.</summary>
    /// <param name="port">The port of the first one's.</param>
    public string Console(int port) => $"http://localhost:{port + Number}";

    /// <summary>The same for a browser. Browsers keep one session for each host, whatever the port; by a name of its own each console has its own.</summary>
    public string Address(int port) => $"http://{Id}.localhost:{port + Number}";

    /// <summary>The address at which its partners reach it; on this machine only.</summary>
    public string Listener(int port) => $"https://127.0.0.1:{port + FederationOffset + Number}";

    public string DirectoryIn(string folder) => Path.Combine(folder, Id);

    /// <summary>Whether an entry of the common watch list is an alert of this administration, and of no other.</summary>
    /// <param name="entry">Its place in the list.</param>
    public bool Owns(int entry) => entry % All.Count == Number;

    /// <summary>Whether the alert is shared with the others: three of four are.</summary>
    public bool Shares(int entry) => Owns(entry) && entry / All.Count % 4 != 3;
}
