package io.auterity.spi.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.inbound.InboundAct;
import io.auterity.spi.inbound.InboundRefusal;
import io.auterity.spi.inbound.InboundRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitRequestsTest {

  private static final String NOTHING = "0".repeat(40);
  private static final String OLD = "1".repeat(40);
  private static final String NEW = "2".repeat(40);
  private static final Ref REPOSITORY = new Ref("code", "main/letters");

  private final GitRequests acts = new GitRequests();

  @ParameterizedTest
  @CsvSource({
    "GET, /main/letters.git/info/refs, git-upload-pack",
    "GET, /main/letters/info/refs, git-upload-pack",
    "POST, /main/letters.git/git-upload-pack, ''"
  })
  void aFetchReadsContent(String method, String path, String service) {
    InboundAct act = act(new Asked(method, path, service, ""));

    assertThat(act.operation()).isEqualTo("content.get");
    assertThat(act.input()).isEqualTo(new WhichFile(REPOSITORY, "", null));
    assertThat(act.also()).isEmpty();
    assertThat(act.labels()).containsEntry("git", "fetch");
  }

  @Test
  void whoPreparesToPushMustBeAllowedTo() {
    InboundAct act = act(new Asked("GET", "/main/letters.git/info/refs", "git-receive-pack", ""));

    assertThat(act.operation()).isEqualTo("content.get");
    assertThat(act.also()).containsExactly("commit.create");
  }

  @Test
  void aPushIsWhatItDoesToEachRef() {
    InboundAct act =
        push(
            line(OLD, NEW, "refs/heads/main\0report-status side-band-64k agent=git/2")
                + line(NOTHING, NEW, "refs/heads/topic")
                + line(OLD, NOTHING, "refs/heads/old")
                + line(NOTHING, NEW, "refs/tags/v1")
                + line(OLD, NOTHING, "refs/tags/v0")
                + line(NOTHING, NEW, "refs/notes/x")
                + "0000PACK");

    assertThat(act.operation()).isEqualTo("commit.create");
    assertThat(act.also())
        .containsExactlyInAnyOrder("branch.create", "branch.delete", "tag.create", "tag.delete");
    assertThat(((NewCommit) act.input()).branch()).isEqualTo("main");
    assertThat(act.labels()).hasEntrySatisfying("refs", refs -> assertThat(refs).contains("v0"));
  }

  @Test
  void theBodyIsStillWholeAfterwards() throws IOException {
    String body = line(OLD, NEW, "refs/heads/main\0report-status") + "0000PACK and more";

    InboundAct act = push(body);

    assertThat(new String(act.request().body().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(body);
  }

  @Test
  void aGreetingThatPushesNothingIsNoFault() {
    assertThat(push("0000").also()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "zzzz", "0003", "0009hello", "0008abcd0000", "ffff"})
  void aHeadThatIsNoneIsRefused(String body) {
    assertThatThrownBy(() -> push(body))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /main/letters.git/info/refs, ''",
    "GET, /main/letters.git/info/refs, git-archive",
    "GET, /main/letters.git/HEAD, ''",
    "GET, /main/letters.git/git-upload-pack, ''",
    "POST, /main/letters.git/info/refs, git-upload-pack",
    "GET, /letters.git/info/refs, git-upload-pack",
    "GET, /a/main/letters.git/info/refs, git-upload-pack"
  })
  void nothingElseIsServed(String method, String path, String service) {
    assertThat(acts.act("code", new Asked(method, path, service, ""))).isEmpty();
  }

  @Test
  void aRefusalBeforeAPushIsInPlainWords() {
    Asked asked = new Asked("GET", "/main/letters.git/info/refs", "git-receive-pack", "");

    InboundRefusal refusal =
        acts.refusal(
            asked, acts.act("code", asked), 403, Failure.of(FailureCode.FORBIDDEN, "not you"));

    assertThat(refusal)
        .isEqualTo(new InboundRefusal(403, "text/plain; charset=utf-8", "not you\n"));
  }

  @Test
  void aRefusalOfAPushIsInItsErrorBand() {
    Asked asked = new Asked("POST", "/main/letters.git/git-receive-pack", "", "0000");

    InboundRefusal refusal =
        acts.refusal(
            asked, acts.act("code", asked), 403, Failure.of(FailureCode.FORBIDDEN, "nöt\nyou"));

    assertThat(refusal.status()).isEqualTo(200);
    assertThat(refusal.mediaType()).isEqualTo("application/x-git-receive-pack-result");
    assertThat(refusal.body()).isEqualTo("000d\u0003nöt you");
  }

  private InboundAct push(String body) {
    return act(new Asked("POST", "/main/letters.git/git-receive-pack", "", body));
  }

  private InboundAct act(InboundRequest request) {
    return acts.act("code", request).orElseThrow();
  }

  private static String line(String before, String after, String ref) {
    String text = before + " " + after + " " + ref;
    return "%04x%s".formatted(text.getBytes(StandardCharsets.UTF_8).length + 4, text);
  }

  private record Asked(String method, String path, String service, InputStream body)
      implements InboundRequest {

    Asked(String method, String path, String service, String body) {
      this(method, path, service, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Map<String, String> query() {
      return service.isEmpty() ? Map.of() : Map.of("service", service);
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }
  }
}
