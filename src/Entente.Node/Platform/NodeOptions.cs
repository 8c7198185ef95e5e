using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Entente.Node.Platform;

/// <summary>The settings of the node as a whole. Modules have a record and a section of their own.</summary>
internal sealed record NodeOptions
{
    [Description("Name of the administration, as officers and partners read it.")]
    [Required]
    public string Administration { get; init; } = "Customs Administration";

    [Description("Country of the administration, ISO 3166-1 alpha-2.")]
    [RegularExpression("^[A-Z]{2}$")]
    public string Country { get; init; } = "NL";

    [Description("Where the node keeps its files: the SQLite store and keys.")]
    [Required]
    public string Directory { get; init; } = "data";

    [Description("The store: 'sqlite' (in the directory), or 'postgres://user:password@host:port/name'.")]
    public string Database { get; init; } = "sqlite";

    [Description("Address to listen on.")]
    [Required]
    public string Listen { get; init; } = "http://localhost:5480";

    [Description("The address officers type, when a proxy stands before the node; passkeys are bound to its host. Empty: the address listened on.")]
    public string Origin { get; init; } = "";

    [Description("Whether this node shows a demonstration: seeded officers who sign in by one click, simulated trade, and a banner that says so.")]
    public bool Demonstration { get; init; }

    [Description("Where an OpenTelemetry collector takes traces, metrics and logs (OTLP). Empty: nowhere.")]
    public string Otlp { get; init; } = "";

    [Description("Least level of log lines: Trace, Debug, Information, Warning, Error.")]
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    [Description("A folder of public lists and sample messages for development and demonstration. Empty: ../shared/data beside the current folder, if it is there.")]
    public string Data { get; init; } = "";
}
