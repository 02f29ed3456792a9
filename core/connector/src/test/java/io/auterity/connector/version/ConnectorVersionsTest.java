package io.auterity.connector.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.connector.ExampleFile;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.version.ConnectorVersions.Done;
import io.auterity.connector.version.store.FileVersion;
import io.auterity.platform.audit.AuditEntry;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.BrokenAudit;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.time.Time;
import io.auterity.provider.plugin.PluginChange;
import io.auterity.provider.plugin.PluginChange.Outcome;
import io.auterity.provider.plugin.PluginInfo;
import io.auterity.provider.plugin.PluginState;
import io.auterity.spi.CallFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connector files that are installed in a database, at one server and at two. */
@Tag("postgresql")
class ConnectorVersionsTest {

  private static final String FIRST =
      ExampleFile.putting(
          """
          request: POST /things
          body: {name: "${input.name}"}
          result: {ref: "${it.id}", name: "${it.name}"}
          """,
          "");
  private static final String SECOND =
      FIRST
          .replace("version: 1.0.0", "version: 1.1.0")
          .replace(
              "servers: {api: {url: \"${config.url}/api\"}}",
              "servers: {api: {url: \"${config.url}/api\"}, "
                  + "files: {url: \"https://files.vendor.example\", credential: true}}");

  private final TestDatabase db = TestDatabase.create();
  @TempDir Path folder;
  private VersionHouse here;

  @BeforeEach
  void open() {
    here = new VersionHouse(db, folder);
  }

  @AfterEach
  void close() {
    here.close();
    db.close();
  }

  @Test
  void aTextIsInForceAndStaysAVersion() {
    Done first = here.install(FIRST);
    Done second = here.install(SECOND);

    assertThat(first.here()).extracting(PluginChange::outcome).containsExactly(Outcome.LOADED);
    assertThat(second.here()).extracting(PluginChange::outcome).containsExactly(Outcome.SWAPPED);
    assertThat(here.running("example")).isEqualTo("1.1.0");
    assertThat(here.versions.versions("example"))
        .extracting(
            FileVersion::number, FileVersion::stated, FileVersion::author, FileVersion::inForce)
        .containsExactly(
            Tuple.tuple(2, "1.1.0", "ann", true), Tuple.tuple(1, "1.0.0", "ann", false));
    assertThat(here.versions.text("example", 1)).isEqualTo(VersionHouse.bytes(FIRST));
  }

  @Test
  void theTextThatIsInForceAlreadyMakesNoVersion() {
    here.install(FIRST);

    Done again = here.install(FIRST);

    assertThat(again.version()).extracting(FileVersion::number).isEqualTo(1);
    assertThat(again.here()).isEmpty();
    assertThat(here.versions.versions("example")).hasSize(1);
  }

  @Test
  void aTextThatIsWrongChangesNothingAndTellsAll() {
    here.install(FIRST);
    String wrong = SECOND.replace("input.name", "input.nmae").replace("it.id", "it.");

    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> here.install(wrong))
        .satisfies(
            e -> {
              assertThat(e.problems()).hasSizeGreaterThan(1);
              assertThat(e.problems()).allMatch(one -> one.line() > 1 && !one.fix().isEmpty());
            });
    assertThat(here.running("example")).isEqualTo("1.0.0");
    assertThat(here.versions.versions("example")).hasSize(1);
  }

  @Test
  void aTextThatSaysNoPluginIsRefused() {
    for (String text : new String[] {"format: 1", "- a", "{", "plugin: ../etc/passwd\n"}) {
      assertThatExceptionOfType(BadConnectorException.class)
          .as(text)
          .isThrownBy(() -> here.versions.check(VersionHouse.bytes(text)));
    }
  }

  @Test
  void anEarlierVersionIsInForceAgain() {
    here.install(FIRST);
    here.install(SECOND);

    Done back = here.rollback("example", 1);

    assertThat(back.here()).extracting(PluginChange::outcome).containsExactly(Outcome.SWAPPED);
    assertThat(here.running("example")).isEqualTo("1.0.0");
    assertThat(here.versions.versions("example"))
        .filteredOn(FileVersion::inForce)
        .extracting(FileVersion::number)
        .containsExactly(1);
  }

  @Test
  void whoeverExpectsAnotherVersionIsRefused() {
    here.install(FIRST, 0);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> here.install(SECOND, 0))
        .withMessageContaining("version 1 of plugin 'example' is in force, not 0");
    assertThat(here.install(SECOND, 1).version()).extracting(FileVersion::number).isEqualTo(2);
  }

  @Test
  void whatIsStoredStandsBeforeTheFoldersOwnAndLeavesItBehind() throws IOException {
    Files.writeString(folder.resolve("example.yaml"), FIRST);
    here.host.reload(folder);
    here.install(SECOND);
    here.host.reload(folder);
    assertThat(here.running("example")).isEqualTo("1.1.0");

    Done removed = here.versions.remove(VersionHouse.wish(null), "example");

    assertThat(removed.here()).extracting(PluginChange::outcome).containsExactly(Outcome.SWAPPED);
    assertThat(here.running("example")).isEqualTo("1.0.0");
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> here.versions.remove(VersionHouse.wish(null), "example"))
        .withMessageContaining("no version of plugin 'example' is installed");
  }

  @Test
  void whatIsRemovedCanComeBack() {
    here.install(FIRST);

    assertThat(here.versions.remove(VersionHouse.wish(1), "example").here())
        .extracting(PluginChange::outcome)
        .containsExactly(Outcome.UNLOADED);
    assertThat(here.running("example")).isEmpty();
    here.rollback("example", 1);
    assertThat(here.running("example")).isEqualTo("1.0.0");
  }

  @Test
  void whatIsLikeAnotherFollowsIt() {
    here.install(FIRST);
    here.install(
        """
        plugin: other
        like: example
        connectors: {other: {like: example}, example: null}
        """);

    Done second = here.install(SECOND);

    assertThat(second.here()).extracting(PluginChange::id).containsExactly("example", "other");
    assertThat(here.running("other")).isEqualTo("1.1.0");
  }

  private static final String OTHER =
      """
      plugin: other
      like: example
      connectors: {other: {like: example}, example: null}
      """;

  @Test
  void aTextThatWouldBreakWhatIsLikeItIsRefused() {
    here.install(FIRST);
    here.install(OTHER);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> here.install(FIRST.replace("  example:\n", "  sample:\n")))
        .withMessageContaining("the plugin 'other', which is like it, would break")
        .withMessageContaining("connector 'other' is like 'example'");
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> here.install(FIRST + more()))
        .withMessageContaining("would bring the connector 'more' as well");
    assertThat(here.running("other")).isEqualTo("1.0.0");
  }

  private static String more() {
    return FIRST.substring(FIRST.indexOf("  example:\n")).replace("  example:\n", "  more:\n");
  }

  @Test
  void whatATextDoesToThoseThatAreLikeItIsToldWithIt() {
    here.install(FIRST);
    here.install(OTHER);

    VersionCheck.Checked checked = here.versions.check(VersionHouse.bytes(SECOND));

    assertThat(checked.after()).extracting(ConnectorForm::id).containsExactly("example", "other");
  }

  @Test
  void theLatestVersionsStayAndTheOneInForce() {
    for (int i = 1; i <= 53; i++) {
      here.install(FIRST + "# " + i);
    }

    assertThat(here.versions.versions("example"))
        .hasSize(50)
        .extracting(FileVersion::number)
        .startsWith(53, 52)
        .endsWith(4);
    here.rollback("example", 4);
    here.install(FIRST + "# 54");
    here.install(FIRST + "# 55");
    assertThat(here.versions.versions("example").getLast().number()).isEqualTo(6);
  }

  @Test
  void otherKindsOfCredentialAndOtherFieldsAreTold() {
    here.install(FIRST);

    ConnectorDiff change =
        here.versions
            .check(
                VersionHouse.bytes(
                    FIRST
                        .replace("auth: [{kind: bearer}]", "auth: [{kind: basic}]")
                        .replace("team: {type: string, default: red}", "team: {type: string}")))
            .change();

    assertThat(change.authChanged()).containsExactly("example: +basic", "example: -bearer");
    assertThat(change.configChanged()).containsExactly("example: ~team");
  }

  @Test
  void otherPlacesOfTokensAreTold() {
    String first =
        FIRST.replace(
            "auth: [{kind: bearer}]",
            "auth: [{kind: oauth2, grant: client_credentials, token:"
                + " \"https://id.vendor.example/token\"}]");
    here.install(first);

    ConnectorDiff change =
        here.versions
            .check(VersionHouse.bytes(first.replace("id.vendor.example", "evil.example")))
            .change();

    assertThat(change.credentialAdded()).containsExactly("evil.example");
    assertThat(change.authChanged()).singleElement().asString().startsWith("example: ~oauth");
  }

  @Test
  void howWhatIsSentIsVerifiedIsToldToo() {
    here.install(signed("{scheme: token, header: x-token}"));

    assertThat(
            here.versions
                .check(VersionHouse.bytes(signed("{scheme: hmac-sha256, header: x-signature}")))
                .change()
                .signingChanged())
        .containsExactly("example: token to hmac-sha256");
  }

  @Test
  void eventsThatNobodySignsAreToldFromNone() {
    here.install(FIRST);

    assertThat(
            here.versions
                .check(VersionHouse.bytes(signed("{scheme: none}")))
                .change()
                .signingChanged())
        .containsExactly("example: none to unsigned");
  }

  private static String signed(String scheme) {
    return FIRST
        + """
        webhooks:
          signature: %s
          events: [{when: "${true}", type: thing.happened, data: {id: "${body.id}"}}]
        """
            .formatted(scheme);
  }

  @Test
  void aTextThatVerifiesLessOfWhatVendorsSendIsRefused() {
    here.install(signed("{scheme: hmac-sha256, header: x-signature, encoding: hex}"));
    here.install(OTHER);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> here.install(signed("{scheme: none}")))
        .withMessageContaining("verifies what its vendor sends by hmac-sha256, and would by none");
    assertThat(here.install(signed("{scheme: hmac-sha512, header: x-signature}")).version())
        .extracting(FileVersion::number)
        .isEqualTo(2);
  }

  private static final String BY_TOKEN =
      "{scheme: jwt, keys: \"https://keys.example/jwk\", issuer: chat@example, audience: \"7\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          keys.example/jwk | keys.example/other
          chat@example     | other@example
          audience: "7"    | audience: "8"
          """)
  void aTextThatTakesOtherTokensOfVendorsIsRefused(String old, String with) {
    here.install(signed(BY_TOKEN));

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> here.install(signed(BY_TOKEN.replace(old, with))))
        .withMessageContaining("verifies what its vendor sends by jwt of keys")
        .withMessageContaining(", and would by jwt of keys");
    assertThat(here.install(signed(BY_TOKEN.replace("jwt,", "jwt, header: x-token,"))).version())
        .extracting(FileVersion::number)
        .isEqualTo(2);
  }

  @Test
  void aRemovalTellsWhatGoesAndWhatBreaks() {
    here.install(FIRST);
    here.install(OTHER);

    VersionCheck.Checked gone = here.versions.checkRemoval("example");

    assertThat(gone.before()).extracting(ConnectorForm::id).containsExactly("example", "other");
    assertThat(gone.after()).isEmpty();
    assertThat(gone.warnings()).singleElement().asString().contains("'other'", "would break");
  }

  @Test
  void aVersionThatCannotRunYetIsToldAndTriedAgain() {
    here.install(FIRST);
    here.listener.refuse("1.1.0");

    Done second = here.install(SECOND);

    assertThat(second.here()).extracting(PluginChange::outcome).containsOnly(Outcome.FAILED);
    assertThat(here.stored.known().get("example")).startsWith("2 ");
    assertThat(here.stored.here().get("example")).startsWith("1 ");
    assertThat(here.running("example")).isEqualTo("1.0.0");

    here.listener.refuse("");
    soon(() -> here.stored.here().equals(here.stored.known()));
    assertThat(here.running("example")).isEqualTo("1.1.0");
  }

  @Test
  void whatOneConnectorMayReachIsFurtherForAnother() {
    String one = FIRST.replace("example", "one");
    String two =
        SECOND.replace("example", "two").replace("files.vendor.two", "files.vendor.example");
    List<ConnectorForm> first = here.versions.check(VersionHouse.bytes(one)).after();
    List<ConnectorForm> second = here.versions.check(VersionHouse.bytes(two)).after();
    List<ConnectorForm> grown =
        here.versions.check(VersionHouse.bytes(SECOND.replace("example:", "one:"))).after();

    assertThat(ConnectorDiff.of(both(first, second), both(grown, second)).hostsAdded())
        .containsExactly("files.vendor.example");
  }

  private static List<ConnectorForm> both(List<ConnectorForm> some, List<ConnectorForm> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  @Test
  void aConnectorOfAnotherPluginIsNotTakenOver() {
    here.install(FIRST);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> here.install(FIRST.replace("plugin: example", "plugin: thief")))
        .withMessageContaining("plugin 'example' brings the connector 'example' already");
  }

  @Test
  void differencesAreToldInTextAndInMeaning() {
    here.install(FIRST);
    here.install(SECOND);

    ConnectorVersions.Difference difference = here.versions.difference("example", 1, 2);

    assertThat(difference.text())
        .contains("--- version 1", "+++ version 2", "-version: 1.0.0", "+version: 1.1.0");
    assertThat(difference.meaning())
        .isEqualTo(
            new ConnectorDiff(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of("files.vendor.example"),
                List.of(),
                List.of("files.vendor.example"),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  void anotherServerHasItWithinTwoSecondsAndOneThatStartsLaterToo() {
    here.install(FIRST);
    try (VersionHouse beside = new VersionHouse(db, folder.resolveSibling(folder.getFileName()))) {
      assertThat(beside.running("example")).isEqualTo("1.0.0");

      here.install(SECOND);
      soon(() -> beside.running("example").equals("1.1.0"));
      beside.rollback("example", 1);
      soon(() -> here.running("example").equals("1.0.0"));
    }
    // The other one has gone; what it put in force stays, and changes go on.
    here.install(SECOND);
    assertThat(here.running("example")).isEqualTo("1.1.0");
  }

  @Test
  void aStoredTextThatThisBuildRefusesKeepsNoServerFromItsStart() {
    here.install(FIRST);
    here.install(FIRST.replace("example", "second"));
    asOwner("update plugin_version set content = 'plugin: example' where plugin = 'example'");

    try (VersionHouse later = new VersionHouse(db, folder)) {
      assertThat(later.running("second")).isEqualTo("1.0.0");
      assertThat(later.host.plugins())
          .filteredOn(one -> one.id().equals("example"))
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.state()).isEqualTo(PluginState.FAILED);
                assertThat(one.problem()).contains("example.yaml is no connector: line 1");
              });
      later.install(SECOND);
      assertThat(later.running("example")).isEqualTo("1.1.0");
      assertThat(later.host.plugins())
          .extracting(PluginInfo::problem)
          .noneMatch(ConnectorVersionsTest::refused);
    }
  }

  private static boolean refused(@Nullable String problem) {
    return problem != null && problem.contains("is no connector");
  }

  @Test
  void changesStandInTheLogsOfTheTenantAndOfTheInstallation() {
    here.install(FIRST);
    here.install(SECOND);
    AuditLog log = new AuditLog(db.database(), Time.system());

    assertThat(told(log.readInstallation(0, 10)))
        .contains("plugin/example", "1 sha256:", "2 sha256:");
    assertThat(told(log.read(VersionHouse.TENANT, 0, 10)))
        .contains("plugin/example", "1 sha256:", "2 sha256:");
  }

  private static String told(List<AuditEntry> entries) {
    return entries.stream()
        .map(entry -> new String(entry.bytes(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void whatCannotBeAuditedIsNotInstalled() {
    BrokenAudit.refuses(db, () -> here.install(FIRST));

    assertThat(here.running("example")).isEmpty();
  }

  private void asOwner(String sql) {
    try (Connection connection = db.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void soon(BooleanSupplier heard) {
    long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (!heard.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("nanoseconds too late").isNegative();
      LockSupport.parkNanos(5_000_000);
    }
  }
}
