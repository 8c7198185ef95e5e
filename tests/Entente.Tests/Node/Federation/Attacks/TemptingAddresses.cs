using System.Globalization;

namespace Entente.Tests.Node.Federation.Attacks;

/// <summary>
/// Addresses that have made servers call where they should not: this machine in every spelling, private networks, the services that tell secrets inside
/// clouds, other schemes, and texts that two readers of addresses read differently. Written for this project.
/// </summary>
internal static class TemptingAddresses
{
    /// <param name="port">The port of the canary.</param>
    public static IReadOnlyList<string> At(int port)
    {
        var p = port.ToString(CultureInfo.InvariantCulture);
        string[] hosts =
        [
            "127.0.0.1", "localhost", "LOCALHOST", "localhost.", "127.1", "127.0.1", "127.0.0.1.", "0x7f000001", "0x7f.0x0.0x0.0x1", "0177.0.0.1", "017700000001", "2130706433", "127.0.0.2",
            "127.255.255.254", "0", "0.0.0.0", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[2002:7f00:1::]", "[64:ff9b::7f00:1]", "[::1%25lo]",
            "①②⑦.⓪.⓪.①", "127。0。0。1", "loc\u0430lhost", "127.0.0.1.nip.io", "localtest.me", "169.254.169.254", "[::ffff:169.254.169.254]", "0xa9fea9fe", "2852039166", "metadata.google.internal",
            "100.100.100.200", "[fd00:ec2::254]", "[fe80::1]", "10.0.0.1", "172.16.0.1", "192.168.0.1", "224.0.0.1", "255.255.255.255", "kubernetes.default.svc", "host.docker.internal",
        ];
        string[] whole =
        [
            $"https://user@127.0.0.1:{p}/as4", $"https://user:pass@127.0.0.1:{p}/as4", $"https://good.example@127.0.0.1:{p}/as4", $"https://127.0.0.1:{p}#@good.example/as4",
            $"https://127.0.0.1:{p}\\@good.example/as4", $"https://good.example\\@127.0.0.1:{p}/as4", $"https://good.example:80@127.0.0.1:{p}/as4", $"https://127.0.0.1:{p}/as4?x=1",
            $"https://127.0.0.1:{p}/as4#x", $"https://127.0.0.1:{p}/../as4", $"https://127.0.0.1:{p}/%61s4", $"https://127.0.0.1:{p}%2f@good.example/as4", $"https://127.0.0.1%00.good.example:{p}/as4",
            $"https://127.0.0.1:{p}\r\nHost: good.example/as4", $" https://127.0.0.1:{p}/as4", $"https://127.0.0.1:{p}/as4 ", $"ht\ttps://127.0.0.1:{p}/as4", $"HTTPS://127.0.0.1:{p}/as4",
            $"//127.0.0.1:{p}/as4", $"https:/127.0.0.1:{p}/as4", $"https:127.0.0.1:{p}/as4", $"https:///127.0.0.1:{p}/as4", $"https:////127.0.0.1:{p}/as4", $"https:\\\\127.0.0.1:{p}\\as4",
            $"http://127.0.0.1:{p}/as4", $"ftp://127.0.0.1:{p}/as4", $"gopher://127.0.0.1:{p}/_GET%20/", $"dict://127.0.0.1:{p}/x", $"ldap://127.0.0.1:{p}/x", $"ldaps://127.0.0.1:{p}/x",
            $"tftp://127.0.0.1:{p}/x", $"sftp://127.0.0.1:{p}/x", $"ws://127.0.0.1:{p}/x", $"wss://127.0.0.1:{p}/x", $"jar:http://127.0.0.1:{p}/x!/", $"net.tcp://127.0.0.1:{p}/x", $"smb://127.0.0.1:{p}/x",
            $"\\\\127.0.0.1@{p}\\x", "file:///etc/passwd", "file://127.0.0.1/etc/passwd", "unix:///run/docker.sock", "netdoc:///etc/passwd", "data:text/xml,x", "javascript:alert(1)", "urn:x", "",
        ];
        return [.. hosts.Select(host => $"https://{host}:{p}/as4"), .. hosts.Select(host => $"http://{host}:{p}/"), .. whole];
    }
}
