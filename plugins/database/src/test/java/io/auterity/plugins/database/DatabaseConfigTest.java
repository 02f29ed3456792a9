package io.auterity.plugins.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.FakeSecrets;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseConfigTest {

  private static final String USUAL =
      """
      {"server": "tcp://db.example.org:5432", "database": "orders",
       "reader": {"user": "r", "password": {"secret": "p"}}}
      """;

  private static SqlConnections opened(Json.Obj config) {
    return new SqlConnections(
        new PostgresDialect(),
        ConfigForm.read(DatabaseConfig.class, config),
        new FakeSecrets(Map.of()));
  }

  private static Json.Obj usual() {
    return (Json.Obj) JsonUtf8.read(USUAL);
  }

  @Test
  void aServerADatabaseAndAReaderAreEnough() {
    assertThat(opened(usual()).dialect().id()).isEqualTo("postgresql");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server | \"jdbc:postgresql://db/orders\" | server",
        "server | \"tcp://db.example.org\" | server",
        "server | \"tcp://db.example.org:0\" | server",
        "server | \"tcp://db.example.org:5432/x?socketFactory=y\" | server",
        "database | \"orders?socketFactory=y\" | database",
        "database | \"orders&a=b\" | database",
        "tls | \"trust\" | tls",
        "certificate | \"file:/etc/passwd\" | certificate",
        "properties | {\"socketFactory\": \"x\"} | properties.socketFactory",
        "properties | {\"sslfactory\": \"x\"} | properties.sslfactory",
        "properties | {\"loggerFile\": \"/tmp/x\"} | properties.loggerFile",
        "reader | {\"user\": \"r\", \"password\": {}} | reader.password",
      })
  void whatCouldLoadAClassReadAFileOrNotWorkIsRefused(String field, String value, String named) {
    Json.Obj config = usual().with(field, JsonUtf8.read(value));

    assertThat(Failures.field(() -> opened(config))).isEqualTo(named);
  }
}
