package io.auterity.plugins.database;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration of a database: where it is, and its users. It is never a JDBC URL. */
public record DatabaseConfig(
    @Description("Host and port, e.g. tcp://db.example.org:5432")
        @TextForm(most = 300, pattern = "^tcp://[A-Za-z0-9.:\\[\\]-]+:[0-9]{1,5}$")
        String server,
    @Description("Name of the database")
        @TextForm(least = 1, most = 128, pattern = "^[^/?#;&\\\\]+$")
        String database,
    @Description(
            "verify: encrypted, with a certificate of that host; off: as it is, also the password")
        @Default("verify")
        @TextForm(oneOf = {"verify", "off"})
        String tls,
    @Description("Certificate in PEM that is trusted instead of the public authorities")
        @TextForm(most = 100_000, pattern = "^-----BEGIN CERTIFICATE-----\\s")
        @Nullable String certificate,
    @Description("Who queries; it needs no right but to read") User reader,
    @Description("Who writes; without it nothing can be written") @Nullable User writer,
    @Description("Properties of the driver that do no harm, by the driver's names")
        @Default("{}")
        @Size(most = 20)
        @TextForm(most = 200)
        Map<String, String> properties) {

  /** A user of the database. */
  public record User(
      @Description("Name") @TextForm(least = 1, most = 128) String user,
      @Description("Password, as {secret: name}") Json.Obj password) {

    /** The name of the secret. */
    @Nullable String secret() {
      return password.text("secret");
    }
  }

  public DatabaseConfig {
    properties = Map.copyOf(properties);
  }

  boolean encrypted() {
    return tls.equals("verify");
  }
}
