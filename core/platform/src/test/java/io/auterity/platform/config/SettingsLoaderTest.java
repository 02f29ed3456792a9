package io.auterity.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.catalogue.Binder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {

  @TempDir Path folder;
  private final SettingsLoader loader = new SettingsLoader(new Binder());

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("auterity.yaml"), text);
  }

  @Test
  void bindsToLoopbackWhenNothingIsSet() {
    assertThat(loader.load(null, Map.of())).isEqualTo(Settings.DEFAULT);
    assertThat(Settings.DEFAULT.console().host()).isEqualTo("127.0.0.1");
  }

  @Test
  void laysTheFileOverTheDefaults() throws IOException {
    Settings settings =
        loader.load(file("console: {port: 9090}\nfaults: {allowed: true}\n"), Map.of());

    assertThat(settings.console()).isEqualTo(new Settings.Listen("127.0.0.1", 9090));
    assertThat(settings.faults().allowed()).isTrue();
  }

  @Test
  void laysTheEnvironmentOverTheFile() throws IOException {
    Settings settings =
        loader.load(
            file("console: {port: 9090}\n"),
            Map.of(
                "AUTERITY_CONSOLE_PORT", "7070",
                "AUTERITY_EGRESS_ALLOW", "localhost:11434 for acme, gitea.lan:* for *",
                "AUTERITY_DATA", "/elsewhere",
                "PATH", "/bin"));

    assertThat(settings.console().port()).isEqualTo(7070);
    assertThat(settings.egress().allow())
        .containsExactly("localhost:11434 for acme", "gitea.lan:* for *");
  }

  @Test
  void namesFileLineAndNearestOfAnUnknownKey() throws IOException {
    Path file = file("console:\n  prot: 9090\n");

    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("auterity.yaml: line 2, console.prot: no such field")
        .hasMessageContaining("did you mean 'port'?");
  }

  @Test
  void refusesAnApprovalOfAHostAlone() throws IOException {
    Path file = file("egress:\n  allow: [ollama.lan]\n");

    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("auterity.yaml: line 1, egress: 'ollama.lan' must say a host")
        .hasMessageContaining("write host:port for tenant, e.g. ollama.lan:11434 for acme");
  }

  @Test
  void refusesAnUnknownVariable() {
    assertThatThrownBy(() -> loader.load(null, Map.of("AUTERITY_CONSOL_PORT", "1")))
        .hasMessageContaining("did you mean 'AUTERITY_CONSOLE_PORT'?");
  }

  @Test
  void refusesAValueOfTheWrongKind() throws IOException {
    Path file = file("console: {port: high}\n");

    assertThatThrownBy(() -> loader.load(file, Map.of())).hasMessageContaining("console.port");
    assertThatThrownBy(() -> loader.load(null, Map.of("AUTERITY_CONSOLE_PORT", "70000")))
        .hasMessageContaining("not between 0 and 65535");
  }

  @Test
  void refusesAUrlWithoutItsAccounts() throws IOException {
    Path file = file("database: {url: 'jdbc:postgresql://db/auterity'}\n");

    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .hasMessageContaining("needs the accounts owner, app and engine");
  }

  @Test
  void refusesWhatIsNoYaml() throws IOException {
    Path file = file("console: [\n");

    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("auterity.yaml");
  }

  @Test
  void readsWhereTheSharedCacheIs() throws IOException {
    Settings.Shared shared =
        Objects.requireNonNull(
            loader
                .load(
                    file("cache: {shared: {address: \"[::1]:6379\", tls: true}}\n"),
                    Map.of("AUTERITY_CACHE_SHARED_WAITMILLIS", "20"))
                .cache()
                .shared());

    assertThat(shared.place()).isEqualTo(new HostAndPort("::1", 6379));
    assertThat(shared.tls()).isTrue();
    assertThat(shared.patience()).isEqualTo(Duration.ofMillis(20));
    assertThat(shared.passwordFile()).isNull();
  }

  @Test
  void refusesAnAddressWithoutAPort() throws IOException {
    Path file = file("cache: {shared: {address: cache.internal, tls: true}}\n");

    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("address is host:port");
  }

  @Test
  void readsWhichClusterCarriesRuns() throws IOException {
    Settings.Engine engine =
        loader
            .load(
                file("engine: {temporal: {address: 'temporal.internal:7233', tls: true}}\n"),
                Map.of("AUTERITY_ENGINE_TEMPORAL_APIKEYFILE", "/run/key"))
            .engine();

    Settings.Temporal temporal = Objects.requireNonNull(engine.temporal());
    assertThat(engine.enabled()).isTrue();
    assertThat(temporal.namespace()).isNull();
    assertThat(temporal.apiKeyFile()).isEqualTo("/run/key");
    assertThat(temporal.carriesAll()).isFalse();
  }

  @Test
  void refusesAnApiKeyThatWouldGoInTheClear() throws IOException {
    Path file =
        file("engine: {temporal: {address: 'temporal:7233', tls: false, apiKeyFile: /run/key}}\n");

    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("caFile, certificateFile and apiKeyFile need tls: true");
  }

  @Test
  void refusesACertificateWithoutItsKey() throws IOException {
    Path file =
        file("engine: {temporal: {address: 'temporal:7233', tls: true, certificateFile: c.pem}}\n");

    assertThatThrownBy(() -> loader.load(file, Map.of()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("certificateFile and keyFile belong together");
  }
}
