package io.auterity.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.cli.AnsweringServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiClientTest {

  private static final String PATH = "/api/v1/apply";
  private static final String NOTHING_APPLIED =
      "{\"code\": \"unavailable\", \"detail\": \"the database\", \"applied\": \"no\"}";

  @TempDir private Path folder;

  private final List<Duration> pauses = new ArrayList<>();
  @AutoClose private AnsweringServer server;

  @BeforeEach
  void start() {
    server = new AnsweringServer(folder);
  }

  private ApiClient retrying() {
    return server.api().withRetries(pauses::add).withKey("ak_x");
  }

  private void post(ApiClient api) {
    api.post(PATH, ApiClient.mapper().createObjectNode());
  }

  @Test
  void whatWasNotAppliedIsSentAgain() {
    server.answer(PATH, 503, NOTHING_APPLIED).later(PATH, "{}");

    post(retrying());

    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void aServerThatStaysUnavailableIsGivenUp() {
    server.answer(PATH, 503, NOTHING_APPLIED);

    assertThatThrownBy(() -> post(retrying())).hasMessage("the database (unavailable)");
    assertThat(pauses).isEqualTo(Collections.nCopies(30, Duration.ofSeconds(1)));
  }

  @Test
  void whatMayHaveBeenAppliedIsNotSentAgain() {
    server.answer(PATH, 503, NOTHING_APPLIED.replace("\"no\"", "\"unknown\""));

    assertThatThrownBy(() -> post(retrying())).isInstanceOf(ApiException.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void anotherRefusalIsNotWaitedOut() {
    server.answer(PATH, 500, NOTHING_APPLIED.replace("unavailable", "internal"));

    assertThatThrownBy(() -> post(retrying())).isInstanceOf(ApiException.class);
    assertThat(pauses).isEmpty();
  }

  @Test
  void withoutRetriesTheFirstAnswerStands() {
    server.answer(PATH, 503, NOTHING_APPLIED).later(PATH, "{}");

    assertThatThrownBy(() -> post(server.api())).isInstanceOf(ApiException.class);
  }
}
