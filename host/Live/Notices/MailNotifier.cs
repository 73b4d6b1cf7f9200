using System.Globalization;
using System.Net;
using System.Net.Mail;

namespace StrategyHost.Live.Notices;

/// <summary>Sends notices as mail over SMTP.</summary>
/// <param name="server">The server's name.</param>
/// <param name="port">Its port.</param>
/// <param name="from">The sender's address.</param>
/// <param name="to">The receiver's address.</param>
/// <param name="isEncrypted">Whether the connection must be encrypted.</param>
/// <param name="credentials">The user and password; null where the server asks for none.</param>
public sealed class MailNotifier(string server, int port, string from, string to, bool isEncrypted, NetworkCredential? credentials)
    : INotifier
{
    /// <inheritdoc/>
    public string Name => $"mail to {to}";

    /// <inheritdoc/>
    public async Task SendAsync(Notice notice, CancellationToken cancellation)
    {
        using var client = new SmtpClient(server, port) { EnableSsl = isEncrypted, Credentials = credentials };
        using var message = new MailMessage(
            from, to, $"StrategyHost: {notice.Source}: {notice.Kind}",
            string.Create(CultureInfo.InvariantCulture, $"{notice.Time:yyyy-MM-dd HH:mm:ss}Z {notice.Source}\n\n{notice.Text}\n"));
        await client.SendMailAsync(message, cancellation);
    }
}
