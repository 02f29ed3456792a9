package io.auterity.server.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.config.Settings;
import io.auterity.platform.database.DatabaseLogin;
import io.auterity.platform.database.DatabaseLogins;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.secret.MasterKey;
import io.auterity.provider.plugin.SamplePlugin;
import io.auterity.server.Client;
import io.auterity.server.GivenSettings;
import io.auterity.server.RunningServer;
import io.auterity.server.wiring.Server;
import io.auterity.server.wiring.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgresql")
class ServerStartTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir Path directory;

  @Test
  void aPortThatIsTakenEndsTheStartInOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> start(withConsole("127.0.0.1", taken.getLocalPort())))
          .isInstanceOf(StartFailedException.class)
          .hasMessageContaining("Port %d on 127.0.0.1 is taken".formatted(taken.getLocalPort()));
    }
    assertThat(directory.resolve("data/server.pid")).doesNotExist();
  }

  @Test
  void anAddressOfAnotherMachineEndsTheStartInOneSentence() {
    assertThatThrownBy(() -> start(withConsole("203.0.113.7", 0)))
        .isInstanceOf(StartFailedException.class)
        .hasMessageStartingWith("Cannot listen on console.host '203.0.113.7' (")
        .hasMessageEndingWith(
            "set it to an address of this machine, or to 0.0.0.0 for all of them.");
    assertThatThrownBy(() -> start(withGateway("203.0.113.7")))
        .isInstanceOf(StartFailedException.class)
        .hasMessageStartingWith("Cannot listen on gateway.host '203.0.113.7' (");
  }

  @Test
  void aHostThatNobodyKnowsEndsTheStartInOneSentence() {
    assertThatThrownBy(() -> start(withConsole("nowhere.invalid", 0)))
        .isInstanceOf(StartFailedException.class)
        .hasMessageStartingWith("Cannot listen on console.host 'nowhere.invalid' (no such host)");
    assertThatThrownBy(() -> start(withGateway("nowhere.invalid")))
        .isInstanceOf(StartFailedException.class)
        .hasMessageStartingWith("Cannot listen on gateway.host 'nowhere.invalid' (no such host)");
  }

  @Test
  void whoStartsItIsToldHowToSignIn() throws IOException {
    try (Server server = start(RunningServer.settings())) {
      assertThat(server.notice().signIn()).isNull();
      Client console = new Client(server.console().toString());
      String operator = Files.readString(directory.resolve("data/operator.key")).strip();
      String key =
          console.bearer(operator).post("/api/v1/tenants", "{\"name\": \"noticed\"}").text("key");
      Files.writeString(directory.resolve("data/a.key"), "ak_of_nobody\n");
      Path file = Files.writeString(directory.resolve("data/noticed.key"), key + "\n");

      StartNotice.SignIn signIn = Objects.requireNonNull(server.notice().signIn());

      assertThat(signIn.tenant()).isEqualTo("noticed");
      assertThat(signIn.key()).isEqualTo(file);
      String code = "{\"code\": \"%s\"}".formatted(signIn.code());
      assertThat(console.post("/api/v1/session", code).text("tenant.name")).isEqualTo("noticed");
      assertThat(console.post("/api/v1/session", code).status()).isEqualTo(401);
    }
  }

  @Test
  void aSecondServerOnTheSameDirectoryIsRefused() throws IOException {
    try (Server first = start(RunningServer.settings())) {
      assertThatThrownBy(() -> start(RunningServer.settings()))
          .isInstanceOf(StartFailedException.class)
          .hasMessageContaining("Another server");
      assertThat(new Client(first.console().toString()).get("/health/ready").status())
          .isEqualTo(200);
    }
  }

  @Test
  void aFolderOfPluginsThatIsMissingEndsTheStart() {
    InstallationPaths places = RunningServer.places(directory.resolve("data"));

    assertThatThrownBy(() -> start(places, RunningServer.settings()))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("plugin");
    assertThat(directory.resolve("data/server.pid")).doesNotExist();
  }

  @Test
  void aDatabaseOfOnesOwnIsUsedAsTheSettingsNameIt() throws IOException {
    InstallationPaths places = RunningServer.places(directory.resolve("data"));
    new SamplePlugin("mask").write(Files.createDirectories(places.plugins()).resolve("mask.jar"));

    try (Server server = Server.start(places, withDatabase(db.logins()).made())) {
      Client operator = new Client(server.console().toString()).bearer(operatorKey());
      Client admin =
          operator.bearer(operator.post("/api/v1/tenants", "{\"name\": \"own\"}").text("key"));
      admin.maskProvider("mask");
      assertThat(admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"x\"}").text("text"))
          .isEqualTo("1.0.0");
    }
    assertThat(directory.resolve("data/postgres.lock")).doesNotExist();
  }

  @Test
  void aPasswordThatCannotBeReadEndsTheStart() throws IOException {
    Settings settings = withDatabase(db.logins()).made();
    Path file = directory.resolve(db.logins().app().user());
    Files.delete(file);

    assertThatThrownBy(
            () -> Server.start(RunningServer.places(directory.resolve("data")), settings))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("Cannot read the password of auterity_app from " + file);
  }

  @Test
  void aServerWithoutAnEngineNeedsTheDatabaseOfAnother() throws IOException {
    Settings alone = GivenSettings.usual().withoutEngine().made();
    InstallationPaths places = RunningServer.places(directory.resolve("data"));

    assertThatThrownBy(() -> Server.start(places, alone))
        .isInstanceOf(StartFailedException.class)
        .hasMessageStartingWith("engine.enabled is false, but database.url names no database");
    Settings shared = withDatabase(db.logins()).withoutEngine().made();
    assertThatThrownBy(() -> Server.start(places, shared))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("there is no key file " + places.masterKey())
        .hasMessageContaining("secrets.keyFile");
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void aServerWithoutAnEngineLeavesTheSchemaToTheOther() throws IOException {
    TestDatabase older = TestDatabase.create();
    Settings shared = withDatabase(older.logins()).withoutEngine().made();
    InstallationPaths places = RunningServer.places(directory.resolve("data"));
    Files.createDirectories(places.plugins());
    MasterKey.open(places.masterKey());
    try {
      Tampering.with(
          older.logins().owner(),
          "resource",
          "delete from flyway_schema_history where version = '2'");

      assertThatThrownBy(() -> Server.start(places, shared))
          .isInstanceOf(StartFailedException.class)
          .hasMessageStartingWith("The database has not the schema of this version yet");
    } finally {
      older.close();
    }
  }

  @Test
  void aStopFreesTheDirectoryForTheNextStart() throws IOException {
    start(RunningServer.settings()).close();
    assertThat(directory.resolve("data/server.addresses")).doesNotExist();

    try (Server next = start(RunningServer.settings())) {
      assertThat(Files.readString(directory.resolve("data/server.addresses")))
          .contains(next.console().toString(), next.gateway().toString());
    }
  }

  @Test
  void aStoredWorkflowThatCannotBeReadKeepsNothingElseFromStarting() throws IOException {
    Settings settings = withDatabase(db.logins()).made();
    String key;
    try (Server first = start(settings)) {
      Client operator = new Client(first.console().toString()).bearer(operatorKey());
      key = operator.post("/api/v1/tenants", "{\"name\": \"stored\"}").text("key");
      Client admin = new Client(first.console().toString()).bearer(key);
      admin.apply(
          """
          - {kind: workflow, id: bad, spec: {input: {n: {type: string}}, steps: [{id: a, transform: 1}]}}
          - {kind: workflow, id: good, spec: {steps: [{id: a, transform: 1}]}}
          """);
    }
    Tampering.with(
        db.logins().owner(),
        "resource",
        "update resource set spec = replace(spec, '{\"type\":\"string\"}', '{\"pattern\":\"[\"}')"
            + " where id = 'bad'");

    try (Server next = start(settings)) {
      Client admin = new Client(next.console().toString()).bearer(key);
      assertThat(admin.get("/health/ready").status()).isEqualTo(200);
      assertThat(admin.get("/api/v1/workflows/good").status()).isEqualTo(200);
      assertThat(admin.get("/api/v1/workflows/bad").status()).isEqualTo(404);
    }
  }

  private String operatorKey() throws IOException {
    return Files.readString(directory.resolve("data/operator.key")).strip();
  }

  private Server start(Settings settings) throws IOException {
    InstallationPaths places = RunningServer.places(directory.resolve("data"));
    Files.createDirectories(places.plugins());
    return start(places, settings);
  }

  private static Server start(InstallationPaths places, Settings settings) {
    return Server.start(places, settings, () -> Storage.at(db.logins()));
  }

  private GivenSettings withDatabase(DatabaseLogins logins) throws IOException {
    return GivenSettings.usual()
        .database(
            new Settings.Database(
                logins.app().url(),
                account(logins.owner()),
                account(logins.app()),
                account(logins.engine())));
  }

  private Settings.Account account(DatabaseLogin endpoint) throws IOException {
    Path file = Files.writeString(directory.resolve(endpoint.user()), endpoint.password() + "\n");
    return new Settings.Account(endpoint.user(), file.toString());
  }

  private static Settings withConsole(String host, int port) {
    return GivenSettings.usual().console(host, port).made();
  }

  private static Settings withGateway(String host) {
    return GivenSettings.usual().gateway(host, 0).made();
  }
}
