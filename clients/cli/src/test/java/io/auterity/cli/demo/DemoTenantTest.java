package io.auterity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.cli.AnsweringServer;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTenantTest {

  private static final String SESSION = "/api/v1/session";
  private static final String TENANTS = "/api/v1/tenants";
  private static final String KEYS = "/api/v1/tenants/keys";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path data;
  @AutoClose private AnsweringServer server;
  private Path keyFile;

  @BeforeEach
  void start() throws IOException {
    server = new AnsweringServer(data);
    keyFile = data.resolve("demo.key");
    Files.writeString(data.resolve("operator.key"), "ok_1");
    server.answer(TENANTS, 201, "{\"key\": \"ak_new\"}");
  }

  @Test
  void makesTheTenantOnFirstUse() throws IOException {
    open();

    assertThat(Files.readString(keyFile)).isEqualTo("ak_new\n");
  }

  @Test
  void keepsTheKeysOfTenantsApart() throws IOException {
    Files.writeString(keyFile, "ak_demo");

    var _ = new DemoTenant("services").open(server.api(), data, CLOCK);

    assertThat(server.received(TENANTS)).isEqualTo("{\"name\":\"services\"}");
    assertThat(Files.readString(keyFile)).isEqualTo("ak_demo");
    assertThat(Files.readString(data.resolve("services.key"))).isEqualTo("ak_new\n");
  }

  @Test
  void usesTheKeyThatItHas() throws IOException {
    Files.writeString(keyFile, "ak_known");
    server.answer(SESSION, "{}");

    open();

    assertThat(server.received(TENANTS)).isEmpty();
  }

  @Test
  void getsAnotherKeyForATenantThatIsThere() throws IOException {
    server.answer(TENANTS, 409, "{\"code\": \"conflict\"}");
    server.answer(KEYS, 201, "{\"key\": \"ak_another\"}");

    open();

    assertThat(server.received(KEYS))
        .isEqualTo("{\"name\":\"demo 2026-01-02T12:00:00Z\",\"tenant\":\"demo\"}");
    assertThat(Files.readString(keyFile)).isEqualTo("ak_another\n");
  }

  @Test
  void replacesAKeyThatIsRefused() throws IOException {
    Files.writeString(keyFile, "ak_revoked");
    server.answer(SESSION, 401, "{\"code\": \"unauthenticated\"}");

    open();

    assertThat(Files.readString(keyFile)).isEqualTo("ak_new\n");
  }

  @Test
  void keepsAKeyThatCannotBeCheckedNow() throws IOException {
    Files.writeString(keyFile, "ak_known");
    server.answer(SESSION, 503, "{\"code\": \"unavailable\", \"detail\": \"no database\"}");

    assertThatThrownBy(this::open)
        .isInstanceOf(CliException.class)
        .hasMessage("no database (unavailable)");
    assertThat(Files.readString(keyFile)).isEqualTo("ak_known");
    assertThat(server.received(TENANTS)).isEmpty();
  }

  private void open() {
    var _ = DemoTenant.DEMO.open(server.api(), data, CLOCK);
  }
}
