using System.Net;
using System.Text.Json;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Notices;

/// <summary>Reads who is to be told what: <c>notifications.json</c>, a list of webhooks and mailboxes.</summary>
public static class NotificationFile
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "notifications.json";

    private const int UsualPort = 25;
    private static readonly NoticeKind[] Usual = [NoticeKind.Reject, NoticeKind.Risk, NoticeKind.Disconnect, NoticeKind.Reconnect,
        NoticeKind.Warning, NoticeKind.Fault, NoticeKind.Summary];

    /// <summary>The routes that a file describes; none where there is no file.</summary>
    /// <exception cref="DeploymentException">It says what cannot be.</exception>
    public static IReadOnlyList<NoticeRoute> Read(string path)
    {
        if (!File.Exists(path)) return [];
        string kinds = string.Join(", ", Enum.GetNames<NoticeKind>().Select(JsonNamingPolicy.CamelCase.ConvertName));
        string settings =
            $"It is a list; each has a webhook (an address) or a mail (server, port, from, to, user, password, tls), and can have "
                + $"events ({kinds}), deployments (by name, a list of events for each that is to have others) and perMinute.";
        return [.. SettingsFile.Read<Text[]>(path, settings).Select(t => RouteOf(path, t))];
    }

    private static NoticeRoute RouteOf(string path, Text text)
    {
        if ((text.Webhook is null) == (text.Mail is null))
            throw new DeploymentException($"{path}: a notification has a webhook or a mail, and not both.");
        if (text.PerMinute <= 0) throw new DeploymentException($"{path}: perMinute must be above zero.");
        return new NoticeRoute(text.Webhook is { } address ? Webhook(path, address) : Mail(path, text.Mail!),
            (text.Events ?? Usual).ToHashSet(), text.PerMinute)
        {
            Of = text.Deployments.ToDictionary(d => d.Key, d => (IReadOnlySet<NoticeKind>)d.Value.ToHashSet()),
        };
    }

    private static WebhookNotifier Webhook(string path, string address) =>
        Uri.TryCreate(SettingValues.Resolve(address, path), UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
            ? new WebhookNotifier(parsed)
            : throw new DeploymentException($"{path}: webhook is '{address}', and must be an address such as https://example.com/hook.");

    private static MailNotifier Mail(string path, MailText mail)
    {
        if (mail.Server is null || mail.From is null || mail.To is null)
            throw new DeploymentException($"{path}: a mail needs server, from and to.");
        var credentials = mail.User is null
            ? null : new NetworkCredential(SettingValues.Resolve(mail.User, path), SettingValues.Resolve(mail.Password ?? "", path));
        return new MailNotifier(mail.Server, mail.Port, mail.From, mail.To, mail.Tls, credentials);
    }

    private sealed record Text
    {
        public string? Webhook { get; init; }

        public MailText? Mail { get; init; }

        public IReadOnlyList<NoticeKind>? Events { get; init; }

        public IReadOnlyDictionary<string, IReadOnlyList<NoticeKind>> Deployments { get; init; } =
            new Dictionary<string, IReadOnlyList<NoticeKind>>();

        public int PerMinute { get; init; } = 20;
    }

    private sealed record MailText
    {
        public string? Server { get; init; }

        public int Port { get; init; } = UsualPort;

        public string? From { get; init; }

        public string? To { get; init; }

        public string? User { get; init; }

        public string? Password { get; init; }

        public bool Tls { get; init; }
    }
}
