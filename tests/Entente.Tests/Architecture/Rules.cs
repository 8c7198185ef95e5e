using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Architecture;

/// <summary>The rules of the code, each as a list of what breaks it. They are run over the product and over planted violations.</summary>
internal static partial class Rules
{
    private static readonly string[] EmptyWords =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Common", "Impl", "Dto", "Data", "Info", "Service", "Processor", "Wrapper", "Constants"];

    private static readonly string?[] Calling =
    [
        "System.Net.Http.HttpClient", "System.Net.Http.HttpMessageInvoker", "System.Net.Http.SocketsHttpHandler", "System.Net.Http.HttpClientHandler", "System.Net.WebRequest", "System.Net.HttpWebRequest",
        "System.Net.WebClient", "System.Net.FtpWebRequest", "System.Net.Dns", "System.Net.Sockets.Socket", "System.Net.Sockets.TcpClient", "System.Net.Sockets.UdpClient", "System.Net.WebSockets.ClientWebSocket",
        "System.Net.Mail.SmtpClient", "System.Net.NetworkInformation.Ping", "System.Net.Quic.QuicConnection", "System.Xml.XmlUrlResolver", "System.Xml.XmlResolver",
    ];

    public static IEnumerable<string> UndeclaredArrows(IEnumerable<Type> types, string root, IReadOnlyDictionary<string, string[]> arrows) =>
        from edge in Edges(types, root)
        where !arrows.TryGetValue(edge.From, out var known) || !known.Contains(edge.To)
        select $"{edge.Type} -> {edge.Target}";

    public static IEnumerable<string> UsesBehindTheFace(IEnumerable<Type> types, string root) =>
        from edge in Edges(types, root)
        where edge.Target.Namespace != $"{root}.{edge.To}"
        select $"{edge.Type} -> {edge.Target}";

    public static IEnumerable<string> Cycles(IReadOnlyDictionary<string, string[]> arrows) =>
        from arrow in arrows
        where arrow.Value.Any(to => Reaches(to, arrow.Key, [], arrows))
        select arrow.Key;

    public static IEnumerable<string> ForeignReferences(IEnumerable<Assembly> engines, params string[] known) =>
        from engine in engines
        from reference in engine.GetReferencedAssemblies()
        where reference.Name!.StartsWith("Entente", StringComparison.Ordinal) && !known.Contains(reference.Name)
        select $"{engine.GetName().Name} -> {reference.Name}";

    public static IEnumerable<string> OpenClasses(IEnumerable<Type> types) =>
        from type in types
        where type.IsClass && !type.IsSealed && !type.IsAbstract && !IsGenerated(type) && !type.IsAssignableTo(typeof(IComponent))
        select $"{type}";

    public static IEnumerable<string> EmptyNames(IEnumerable<Type> types) =>
        from type in types
        where !IsGenerated(type) && Array.Exists(EmptyWords, type.Name.Split('`')[0].EndsWith)
        select $"{type}";

    public static IEnumerable<string> MutableStatics(IEnumerable<Type> types) =>
        from type in types
        where !IsGenerated(type)
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where !field.IsInitOnly && !field.IsLiteral && !field.Name.Contains('<', StringComparison.Ordinal)
        select $"{type}.{field.Name}";

    /// <summary>Event numbers that another message has, or that lie outside the hundred of their module.</summary>
    public static IEnumerable<string> LogNumbers(IEnumerable<Type> types, string root, IReadOnlyDictionary<string, int> blocks)
    {
        var messages =
            (from type in types
             from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
             let message = method.GetCustomAttribute<LoggerMessageAttribute>()
             where message is not null
             select (Name: $"{type}.{method.Name}", Module: ModuleOf(type, root), Number: message.EventId)).ToList();
        return messages.GroupBy(message => message.Number).Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(message => message.Name))}")
            .Concat(from message in messages
                    where message.Module is null || !blocks.TryGetValue(message.Module, out var first) || message.Number < first || message.Number >= first + 100
                    select $"{message.Number}: {message.Name}");
    }

    /// <summary>Who begins connections, and with what: every type that refers to one that can. What the runtime does by itself, such as fetching the issuer
    /// of a certificate, is not seen here.</summary>
    public static IEnumerable<string> Callers(IEnumerable<Type> types) =>
        from type in types
        where !type.Name.Contains("Regex", StringComparison.Ordinal)
        from used in References.Of(type)
        where Calling.Contains(used.FullName)
        select $"{Outermost(type).Name} uses {used.Name}";

    public static IEnumerable<string> IllFormedFaults(IEnumerable<string> ids) => ids.Where(id => !FaultId().IsMatch(id));

    /// <summary>Statements that name a table which the migrations of another module make: a module asks the other's types instead.</summary>
    /// <param name="files">Source and migrations, by path: the first folder below <paramref name="root"/> is the module.</param>
    /// <param name="root">The folder of the modules, with a slash at its end.</param>
    public static IEnumerable<string> ForeignTables(IReadOnlyCollection<(string Path, string Text)> files, string root)
    {
        var owners =
            (from file in files
             from made in MadeTable().Matches(file.Text)
             select (Table: made.Groups["table"].Value, Module: ModuleOf(file.Path))).Distinct().ToLookup(made => made.Table, made => made.Module);
        return from file in files
               from named in NamedTable().Matches(file.Text)
               from table in named.Groups["table"].Captures
               where owners.Contains(table.Value) && !owners[table.Value].Contains(ModuleOf(file.Path))
               select $"{file.Path}: {table.Value} of {owners[table.Value].First()}";

        string ModuleOf(string path) => path[root.Length..].Split('/')[0];
    }

    public static IEnumerable<string> LongFiles(IEnumerable<(string Path, int Lines)> files) =>
        from file in files
        where file.Lines > (file.Path.StartsWith("tests/", StringComparison.Ordinal) ? 500 : 400)
        select $"{file.Path}: {file.Lines} lines";

    public static IEnumerable<string> UnlistedRootFiles(IEnumerable<string> files, string architecture) =>
        from file in files
        where !file.Contains('/', StringComparison.Ordinal) && !Regex.IsMatch(architecture, $@"(^|[\s`]){Regex.Escape(file)}($|[\s`])", RegexOptions.Multiline)
        select file;

    /// <summary>Tests that name one store: what holds on one is to be shown on the other as well.</summary>
    public static IEnumerable<string> OneStoreAlone(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        where OneStore().IsMatch(file.Text)
        select file.Path;

    public static IEnumerable<string> MachinePaths(IEnumerable<(string Path, string Text)> files) => Lines(files, MachinePath());

    public static IEnumerable<string> Unfinished(IEnumerable<(string Path, string Text)> files) => Lines(files, UnfinishedWord());

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static bool Reaches(string from, string to, HashSet<string> seen, IReadOnlyDictionary<string, string[]> arrows) =>
        from == to || (seen.Add(from) && arrows.TryGetValue(from, out var next) && next.Any(one => Reaches(one, to, seen, arrows)));

    private static IEnumerable<string> Lines(IEnumerable<(string Path, string Text)> files, Regex pattern) =>
        from file in files
        from match in pattern.Matches(file.Text)
        select $"{file.Path}: {match.Value}";

    private static IEnumerable<(Type Type, string From, Type Target, string To)> Edges(IEnumerable<Type> types, string root) =>
        from type in types
        let @from = ModuleOf(type, root)
        where @from is not null
        from target in References.Of(type)
        let to = ModuleOf(target, root)
        where to is not null && to != @from
        select (type, @from, target, to);

    private static string? ModuleOf(Type type, string root) =>
        type.Namespace is { } name && name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;

    private static bool IsGenerated(Type type) =>
        type.Name == "_Imports" || type.Name.Contains('<', StringComparison.Ordinal) || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || type.Namespace?.EndsWith(".Generated", StringComparison.Ordinal) == true || (type.DeclaringType is { } outer && IsGenerated(outer));

    [GeneratedRegex(@"\bCREATE (?:VIRTUAL )?TABLE (?:IF NOT EXISTS )?(?<table>\w+)")]
    private static partial Regex MadeTable();

    // The words of SQL are written in capitals everywhere; what stands between FROM and the next of them is a list of tables.
    [GeneratedRegex(@"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|REFERENCES|ON)\s+(?<table>[a-z_]\w*)(?:(?:\s+(?:AS\s+)?[a-z]\w*)?\s*,\s*(?<table>[a-z_]\w*))*")]
    private static partial Regex NamedTable();

    [GeneratedRegex("^[a-z]+[a-z0-9]*(-[a-z0-9]+)+$")]
    private static partial Regex FaultId();

    // Not where both are named together, and not where something is written for each.
    [GeneratedRegex("""(?<!== )"sqli[t]e"(?!, "postgres"\])""")]
    private static partial Regex OneStore();

    // A path of somebody's machine; paths of the system, such as the one of its programs, are the same everywhere.
    [GeneratedRegex(@"(?<![\w.])/(work|farm|home|root|Users)/[\w.]+")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"NotImplemented[E]xception|\b(T[O]DO|F[I]XME|H[A]CK)\b")]
    private static partial Regex UnfinishedWord();
}
