package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ProviderConnectCommandsTest {

  private static final String PROVIDER = "/api/v1/providers/forge";
  private static final String ATTEMPT = "/api/v1/connections/0ff";
  private static final String BEGUN =
      "{\"attempt\": \"0ff\", \"authorize\": \"https://vendor.test/authorize?state=s\","
          + " \"expires\": \"2026-11-23T12:00:00Z\"}";

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @Test
  void itPrintsWhereToAgreeAndEndsWhenThatWasDone() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(PROVIDER + "/connect", BEGUN);
      server.answer(ATTEMPT, "{\"state\": \"waiting\"}");
      server.later(ATTEMPT, "{\"state\": \"connected\"}");

      assertThat(server.run("provider", "connect", "forge")).isZero();
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("https://vendor.test/authorize?state=s\n");
  }

  @Test
  void itTellsWhatCameOfItsOwnAttemptAlone() {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream usual = System.err;
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(PROVIDER + "/connect", BEGUN);
      server.answer(PROVIDER, "{\"state\": \"connected\"}");
      server.answer(ATTEMPT, "{\"state\": \"refused\", \"reason\": \"access_denied\"}");

      assertThat(server.run("provider", "connect", "forge")).isNotZero();
    } finally {
      System.setErr(usual);
    }
    assertThat(told.toString(StandardCharsets.UTF_8)).contains("access_denied");
  }

  @Test
  void itSaysWhatIsWrongWhereNobodyAgreesInTime() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(PROVIDER + "/connect", BEGUN);
      server.answer(ATTEMPT, "{\"state\": \"waiting\"}");

      assertThat(server.run("provider", "connect", "forge", "--wait", "1")).isNotZero();
      assertThat(server.run("provider", "connect", "forge", "--wait", "0")).isZero();
    }
  }

  @Test
  void itTellsHowAProviderIsConnected() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(
          PROVIDER + "/connection",
          "{\"state\": \"connected\", \"auth\": \"oauth2\", \"account\": \"ada\", \"asked\":"
              + " [\"api\", \"openid\"], \"granted\": [\"api\"], \"renews\": true}");

      assertThat(server.run("provider", "connection", "forge")).isZero();
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("account +ada\n")
        .containsPattern("asked +api openid\n")
        .containsPattern("granted +api\n")
        .containsPattern("expires +-\n")
        .containsPattern("renews +true\n");
  }

  @Test
  void itFailsWhereSomebodyHasToConnectAProvider() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(
          PROVIDER + "/connection", "{\"state\": \"lost\", \"auth\": \"oauth2\", \"asked\": []}");

      assertThat(server.run("provider", "connection", "forge")).isOne();
    }
  }

  @Test
  void itSaysWhereTokensAreLeftAtTheVendor() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(PROVIDER + "/connection", "{\"revoked\": false}");

      assertThat(server.run("provider", "disconnect", "forge")).isZero();
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("withdraw them there");
  }
}
