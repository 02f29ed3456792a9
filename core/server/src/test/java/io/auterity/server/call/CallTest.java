package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class CallTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String MASK = "/api/v1/call/text.pii.mask";

  private final Client admin = server.newTenant();

  @Test
  void aCallIsAnsweredByTheTenantsProviderAndExplained() {
    admin.maskProvider("mask");

    Reply answer = admin.post(MASK, "{\"text\": \"hello\"}");

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.text("text")).isEqualTo("1.0.0");
    assertThat(answer.header("auterity-provider")).isEqualTo("mask");
    assertThat(answer.header("auterity-decision")).matches("dec_[0-9a-f]{32}");
  }

  @Test
  void withoutAProviderTheCallIsRefusedWithItsDecision() {
    Reply refused = admin.post(MASK, "{\"text\": \"hello\"}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("no_viable_provider");
    assertThat(refused.text("decision")).startsWith("dec_");
    assertThat(refused.header("auterity-decision")).isEqualTo(refused.text("decision"));
  }

  @Test
  void aReferenceToAProviderThatDoesNotExistIsTheCallersFault() {
    Reply refused =
        admin.post(
            "/api/v1/call/tracker.issue.get",
            "{\"issue\": {\"provider\": \"nowhere\", \"id\": \"1\"}}");

    assertThat(refused.status()).as(refused.toString()).isEqualTo(404);
    assertThat(refused.text("code")).isEqualTo("not_found");
    assertThat(refused.text("detail")).contains("'nowhere'");
    assertThat(refused.text("retryable")).isEqualTo("false");
  }

  @Test
  void anInputThatDoesNotFitIsRefusedWithThePath() {
    admin.maskProvider("mask");

    Reply refused = admin.post(MASK, "{\"test\": \"hello\"}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("invalid");
    assertThat(refused.at("fields")).isInstanceOf(Json.Obj.class);
    assertThat(admin.post(MASK, "[1]").text("detail")).isEqualTo("expected a JSON object");
  }

  @Test
  void anUnknownCapabilityNamesTheNearest() {
    Reply refused = admin.post("/api/v1/call/text.pii.musk", "{}");

    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.text("detail")).contains("text.pii.mask");
  }

  @Test
  void aKeyWithoutTheGrantIsRefusedOnTheRoad() {
    admin.maskProvider("mask");
    String secret =
        admin.post("/api/v1/keys", "{\"name\": \"ai only\", \"allow\": [\"ai.*\"]}").text("secret");

    Reply refused = server.anonymous().bearer(secret).post(MASK, "{\"text\": \"x\"}");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("decision")).startsWith("dec_");
  }

  @Test
  void headersThatCannotBeReadAreRefused() {
    assertThat(admin.with("Auterity-Timeout", "soon").post(MASK, "{}").status()).isEqualTo(400);
    assertThat(admin.with("Auterity-Timeout", "11m").post(MASK, "{}").status()).isEqualTo(400);
    assertThat(admin.with("Auterity-Labels", "no pair").post(MASK, "{}").status()).isEqualTo(400);
  }
}
