package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.DatabaseLogin;
import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A PostgreSQL database behind the API, by the driver of the plugin, where an operator let it. */
@Tag("postgresql")
class RelationalDatabaseTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          plugins ->
              BundledPlugin.write(
                  "database",
                  plugins,
                  "jackson-core-",
                  "postgresql-",
                  "mariadb-java-client-",
                  "mssql-jdbc-"));

  private final Client client = server.newTenant();

  @BeforeEach
  void apply() {
    DatabaseLogin login = server.database().logins().app();
    URI url = URI.create(login.url().substring("jdbc:".length()));
    client
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/reads", BodyPublishers.ofString(login.password()));
    client.apply(
        """
        kind: provider
        id: orders
        spec:
          connector: postgresql
          config:
            server: tcp://%s:%d
            database: %s
            tls: "off"
            reader: {user: %s, password: {secret: reads}}
        """
            .formatted(url.getHost(), url.getPort(), url.getPath().substring(1), login.user()));
  }

  private Reply call(String operation, String input) {
    return client.post("/api/v1/call/database." + operation, input);
  }

  @Test
  void aQueryIsAnsweredWithItsRows() {
    Reply reply =
        call(
            "query.run",
            "{\"sql\": \"select 9007199254740993::bigint as big, :name as name\","
                + " \"parameters\": {\"name\": \"a'b\"}}");

    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).contains("\"big\":\"9007199254740993\"", "\"name\":\"a'b\"");
  }

  @Test
  void aWriteNeedsAWriter() {
    Reply reply = call("statement.run", "{\"sql\": \"create table t (id int)\"}");

    assertThat(reply.status()).as(reply.body()).isEqualTo(403);
    assertThat(reply.text("code")).isEqualTo("forbidden");
    assertThat(reply.text("origin")).isEqualTo("platform");
    assertThat(reply.text("applied")).isEqualTo("no");
    assertThat(reply.text("detail"))
        .isEqualTo("provider orders reads only: to let it write, give 'writer:' in its config");
  }

  @Test
  void aWriteWithoutAWriterTellsNothingOfTheDatabase() {
    for (int i = 0; i < 20; i++) {
      call("statement.run", "{\"sql\": \"create table t (id int)\"}");
    }

    assertThat(call("query.run", "{\"sql\": \"select 1 as one\"}").status()).isEqualTo(200);
    Reply provider = client.get("/api/v1/providers/orders");
    assertThat(provider.text("state")).isEqualTo("connected");
    assertThat(provider.text("breaker.state")).isEqualTo("closed");
  }

  @Test
  void thePasswordStandsInNoAnswer() {
    String password = server.database().logins().app().password();

    Reply provider = client.get("/api/v1/providers/orders");
    Reply mistake = call("query.run", "{\"sql\": \"select nothing\"}");

    assertThat(provider.status()).as(provider.body()).isEqualTo(200);
    assertThat(provider.body()).doesNotContain(password);
    assertThat(mistake.status()).as(mistake.body()).isEqualTo(400);
    assertThat(mistake.body()).contains("nothing").doesNotContain(password);
  }
}
