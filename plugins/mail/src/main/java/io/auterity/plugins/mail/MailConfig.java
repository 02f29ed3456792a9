package io.auterity.plugins.mail;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.TextForm;
import org.jspecify.annotations.Nullable;

/** The configuration of a mailbox: its servers, its user, and the address that it sends by. */
public record MailConfig(
    @Description("Server that sends, e.g. tcp://smtp.example.org:465; without it nothing is sent")
        @TextForm(most = 300, pattern = MailConfig.SERVER)
        @Nullable String smtp,
    @Description(
            "tls: encrypted from the beginning, as at port 465; starttls: encrypted before the"
                + " login, as at port 587; off: as it is, also the password")
        @Default("tls")
        @TextForm(oneOf = {"tls", "starttls", "off"})
        String smtpTls,
    @Description("Server that is read, e.g. tcp://imap.example.org:993; without it nothing is read")
        @TextForm(most = 300, pattern = MailConfig.SERVER)
        @Nullable String imap,
    @Description("tls: as at port 993; starttls: as at port 143; off: as it is, also the password")
        @Default("tls")
        @TextForm(oneOf = {"tls", "starttls", "off"})
        String imapTls,
    @Description("Certificate in PEM that is trusted instead of the public authorities")
        @TextForm(most = 100_000, pattern = "^-----BEGIN CERTIFICATE-----\\s")
        @Nullable String certificate,
    @Description("Who logs in at both servers; absent where a server sends without a login")
        @Nullable Login login,
    @Description("Address that it sends by, e.g. Support <support@example.org>")
        @TextForm(least = 3, most = 320)
        String from,
    @Description("Folder that gets a copy of what is sent; none when absent")
        @TextForm(least = 1, most = 500)
        @Nullable String sentFolder,
    @Description("Folder of drafts") @Default("Drafts") @TextForm(least = 1, most = 500)
        String draftsFolder) {

  static final String SERVER = "^tcp://[A-Za-z0-9.:\\[\\]-]+:[0-9]{1,5}$";

  /** A user of the mail servers. */
  public record Login(
      @Description("Name") @TextForm(least = 1, most = 320) String user,
      @Description("Password, as {secret: name}") Json.Obj password) {

    /** The name of the secret. */
    @Nullable String secret() {
      return password.text("secret");
    }
  }
}
