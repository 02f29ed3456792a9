package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandTest {

  private static final String ISSUED =
      "{\"key\": {\"id\": \"key_1\", \"name\": \"k\"}, \"secret\": \"ak_secret\"}";

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @Test
  void aKeyIsMadeAsItsFlagsSayAndItsSecretStandsAlone() {
    try (AnsweringServer server = new AnsweringServer(folder).answer("/api/v1/keys", ISSUED)) {
      assertThat(
              server.run(
                  "key",
                  "create",
                  "shop",
                  "--owner",
                  "project/checkout",
                  "--model",
                  "gpt-*",
                  "--door",
                  "gateway",
                  "--label",
                  "app=shop",
                  "--label",
                  "env=prod"))
          .isZero();

      assertThat(ApiClient.mapper().readTree(server.received("/api/v1/keys")))
          .isEqualTo(
              json(
                  """
                  {"name": "shop", "allow": ["ai.*"], "models": ["gpt-*"], "doors": ["gateway"],
                   "labels": {"app": "shop", "env": "prod"}, "owner": "project/checkout"}
                  """));
    }
    assertThat(text()).isEqualTo("ak_secret\n");
  }

  @Test
  void aKeyIsChangedByWhatIsNamedAlone() {
    try (AnsweringServer server =
        new AnsweringServer(folder).answer("/api/v1/keys/key_1", "{\"id\": \"key_1\"}")) {
      assertThat(
              server.run(
                  "key",
                  "edit",
                  "key_1",
                  "--model",
                  "gpt-4*",
                  "--label",
                  "env=prod",
                  "--expires",
                  "2027-01-31T00:00:00Z",
                  "--lift",
                  "doors",
                  "--lift",
                  "labels.app",
                  "--in-place-of",
                  "a1"))
          .isZero();

      assertThat(ApiClient.mapper().readTree(server.received("/api/v1/keys/key_1")))
          .isEqualTo(
              json(
                  """
                  {"labels": {"env": "prod"}, "models": ["gpt-4*"],
                   "expires": "2027-01-31T00:00:00Z", "lift": ["doors", "labels.app"],
                   "version": "a1"}
                  """));
      assertThat(text()).contains("key_1");
      assertThat(server.run("key", "edit", "key_1", "--in-place-of", "a1"))
          .isEqualTo(CliException.BAD_INPUT);
    }
  }

  @Test
  void aSecretCanGoToAFileThatOnlyItsOwnerReads() throws IOException {
    Path file = folder.resolve("secret");
    try (AnsweringServer server =
        new AnsweringServer(folder).answer("/api/v1/keys/key_1/rotate", ISSUED)) {
      assertThat(
              server.run(
                  "key", "rotate", "key_1", "--overlap", "1h", "--secret-file", file.toString()))
          .isZero();
      assertThat(server.received("/api/v1/keys/key_1/rotate")).isEqualTo("{\"overlap\":\"1h\"}");

      assertThat(server.run("key", "rotate", "key_1", "--secret-file", file.toString()))
          .as("a file that is there is never replaced, and nothing is rotated for it")
          .isEqualTo(CliException.BAD_INPUT);
    }
    assertThat(file).hasContent("ak_secret\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(text()).doesNotContain("ak_secret");
  }

  @Test
  void keysStandInLinesUnderTheirHeads() {
    String keys =
        """
        {"items": [
          {"id": "key_1", "name": "shop", "prefix": "ak_AbCdEfGh", "owner": "team/eng",
           "lastUsed": "2026-01-02T00:00:00Z"},
          {"id": "key_2", "name": "old", "revoked": "2026-01-01T00:00:00Z"}]}
        """;
    try (AnsweringServer server = new AnsweringServer(folder).answer("/api/v1/keys", keys)) {
      assertThat(server.run("key", "list", "--owner", "team/eng")).isZero();
      assertThat(server.query("/api/v1/keys")).isEqualTo("limit=500&owner=team/eng");
    }
    assertThat(text())
        .isEqualTo(
            """
            id     name  secret        owner     state                         last used
            key_1  shop  ak_AbCdEfGh…  team/eng  active                        2026-01-02T00:00:00Z
            key_2  old   -             -         revoked 2026-01-01T00:00:00Z  -
            """);
  }

  @Test
  void aFileOfKeysIsMadeTogether() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("keys.csv"),
            """
            name,owner,models,labels,roles,expires
            shop,project/checkout,gpt-4* claude-*,app=shop env=prod,,
            boss,,,,admin,2027-01-01T00:00:00Z
            """);
    Path secrets = folder.resolve("secrets.csv");
    try (AnsweringServer server =
        new AnsweringServer(folder)
            .answer("/api/v1/keys/import", "{\"keys\": [%s]}".formatted(ISSUED))) {
      assertThat(server.run("key", "import", file.toString(), "--secrets", secrets.toString()))
          .isZero();

      assertThat(ApiClient.mapper().readTree(server.received("/api/v1/keys/import")))
          .isEqualTo(
              json(
                  """
                  {"keys": [
                    {"name": "shop", "owner": "project/checkout", "models": ["gpt-4*", "claude-*"],
                     "labels": {"app": "shop", "env": "prod"}, "allow": ["ai.*"]},
                    {"name": "boss", "roles": ["admin"], "expires": "2027-01-01T00:00:00Z"}]}
                  """));
    }
    assertThat(secrets).hasContent("id,name,secret\r\nkey_1,k,ak_secret\r\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rw-------");
    assertThat(text()).doesNotContain("ak_secret");
  }

  @Test
  void aFileThatCannotBeReadMakesNothing() throws IOException {
    assertThat(imported("name,colour\nx,red\n")).isEqualTo(CliException.BAD_INPUT);
    assertThat(imported("owner\nteam/x\n")).isEqualTo(CliException.BAD_INPUT);
    assertThat(imported("name\n")).isEqualTo(CliException.BAD_INPUT);
    assertThat(imported("name,labels\nx,red\n")).isEqualTo(CliException.BAD_INPUT);
    assertThat(folder.resolve("secrets.csv")).doesNotExist();
  }

  private int imported(String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("keys.csv"), csv);
    try (AnsweringServer server = new AnsweringServer(folder)) {
      return server.run(
          "key", "import", file.toString(), "--secrets", folder.resolve("secrets.csv").toString());
    }
  }

  @Test
  void eachRefusedLineIsToldByItsNumberNameAndReason() throws IOException {
    Path file = folder.resolve("keys.csv");
    Files.writeString(file, "name,owner\nshop,\n\nbank,team/none\nclub,team/void\n");
    PrintStream errors = System.err;
    System.setErr(System.out);
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(
          "/api/v1/keys/import",
          400,
          """
          {"code": "invalid", "detail": "none of the keys was made", "fields":
             {"keys[2]": "owner: there is no 'team/void'", "keys[1]": "owner: there is no 'team/none'"}}
          """);

      assertThat(
              server.run(
                  "key", "import", file.toString(), "--dry-run", "--secrets", folder + "/new.csv"))
          .isEqualTo(CliException.BAD_INPUT);
      assertThat(server.query("/api/v1/keys/import")).isEqualTo("dryRun=true");
    } finally {
      System.setErr(errors);
    }
    assertThat(text())
        .contains(
            """
            none of the keys is made:
              line 4, bank: owner: there is no 'team/none'
              line 5, club: owner: there is no 'team/void'\
            """)
        .doesNotContain("shop");
    assertThat(folder.resolve("new.csv")).doesNotExist();
  }

  @Test
  void aRefusalOfOneKeyIsToldOfItsLineOnlyWhereItIsForWhatThatSays() throws IOException {
    assertThat(refused(409, "conflict")).contains("line 2, shop: no (conflict)");
    assertThat(refused(400, "invalid")).contains("line 2, shop: no (invalid)");
    for (int status : new int[] {401, 403, 413, 429, 503}) {
      assertThat(refused(status, "of_the_caller"))
          .contains("no (of_the_caller)")
          .doesNotContain("line 2", "shop");
    }
  }

  private String refused(int status, String code) throws IOException {
    Path file = Files.writeString(folder.resolve("one.csv"), "name\nshop\n");
    PrintStream errors = System.err;
    System.setErr(System.out);
    out.reset();
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(
          "/api/v1/keys/import", status, "{\"code\": \"%s\", \"detail\": \"no\"}".formatted(code));
      assertThat(server.run("key", "import", file.toString(), "--secrets", folder + "/secrets.csv"))
          .isNotZero();
    } finally {
      System.setErr(errors);
    }
    return text();
  }

  private static Object json(String text) {
    return ApiClient.mapper().readTree(text);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
