package io.auterity.spi.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.inbound.InboundAct;
import io.auterity.spi.inbound.InboundBodyException;
import io.auterity.spi.inbound.InboundCall;
import io.auterity.spi.inbound.InboundRefusal;
import io.auterity.spi.inbound.InboundRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    Asked asked = new Asked(method, path, service, "");
    InboundCall call = call(asked);

    assertThat(call.main())
        .isEqualTo(new InboundAct("content.get", new WhichFile(REPOSITORY, "", null), ""));
    assertThat(call.also()).isEmpty();
    assertThat(call.labels()).containsEntry("git", "fetch");
    assertThat(acts.needed(asked)).contains("content.get");
  }

  @Test
  void whoPreparesToPushMustBeAllowedTo() {
    Asked asked = new Asked("GET", "/main/letters.git/info/refs", "git-receive-pack", "");
    InboundCall call = call(asked);

    assertThat(call.main().operation()).isEqualTo("content.get");
    assertThat(call.also()).extracting(InboundAct::operation).containsExactly("commit.create");
    assertThat(acts.needed(asked)).contains("commit.create");
  }

  @Test
  void aPushIsWhatItDoesToEachRef() {
    InboundCall call =
        push(
            line(NOTHING, NEW, "refs/heads/topic\0report-status side-band-64k agent=git/2")
                + line(OLD, NEW, "refs/heads/main")
                + line(OLD, NEW, "refs/heads/other")
                + line(OLD, NOTHING, "refs/heads/old")
                + line(NOTHING, NEW, "refs/tags/v1")
                + line(OLD, NOTHING, "refs/tags/v0")
                + line(NOTHING, NEW, "refs/notes/x")
                + "0000PACK");

    assertThat(call.main())
        .isEqualTo(
            new InboundAct(
                "commit.create",
                new NewCommit(REPOSITORY, "main", "git push", List.of(), null),
                "refs/heads/main"));
    assertThat(call.also())
        .containsExactly(
            new InboundAct(
                "branch.create", new NewBranch(REPOSITORY, "topic", NEW), "refs/heads/topic"),
            new InboundAct(
                "commit.create",
                new NewCommit(REPOSITORY, "other", "git push", List.of(), null),
                "refs/heads/other"),
            new InboundAct("branch.delete", new WhichBranch(REPOSITORY, "old"), "refs/heads/old"),
            new InboundAct("tag.create", new NewTag(REPOSITORY, "v1", NEW, null), "refs/tags/v1"),
            new InboundAct("tag.delete", new WhichTag(REPOSITORY, "v0"), "refs/tags/v0"));
    assertThat(call.labels()).hasEntrySatisfying("refs", refs -> assertThat(refs).contains("v0"));
  }

  @Test
  void aTagThatIsMovedGoesAndComesAgain() {
    InboundCall call = push(line(OLD, NEW, "refs/tags/v1\0report-status") + "0000PACK");

    assertThat(call.acts())
        .extracting(InboundAct::operation)
        .containsExactly("commit.create", "tag.delete", "tag.create");
  }

  @Test
  void namesThatAreTooManyForALabelAreNotCut() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      lines.append(line(OLD, NEW, "refs/heads/topic-" + i));
    }

    InboundCall call = push(lines + line(OLD, NEW, "refs/heads/main") + "0000PACK");

    assertThat(call.labels()).containsEntry("refs", "many");
    assertThat(call.acts()).extracting(InboundAct::subject).contains("refs/heads/main");
  }

  @Test
  void aPushOfTooManyRefsIsRefused() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i <= 2_000; i++) {
      lines.append(line(OLD, NEW, "refs/tags/" + i));
    }

    assertThatThrownBy(() -> push(lines + "0000"))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.TOO_LARGE);
              assertThat(e.failure().message()).contains("2,000 refs", "push fewer");
            });
  }

  @Test
  void aPushOfNamesThatAreTooLongIsRefused() {
    String name = "refs/tags/" + "a".repeat(60_000);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      lines.append(line(OLD, NEW, name + i));
    }

    assertThatThrownBy(() -> push(lines + "0000")).hasMessageContaining("256 KiB");
  }

  @Test
  void aBodyThatCannotBeReadOnSaysWhy() {
    InputStream cut =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new InboundBodyException(FailureCode.TIMEOUT, "too slow");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new InboundBodyException(FailureCode.TIMEOUT, "too slow");
          }
        };

    assertThatThrownBy(() -> call(new Asked("POST", "/main/letters.git/git-receive-pack", "", cut)))
        .hasMessage("timeout: too slow");
  }

  @Test
  void theBodyIsStillWholeAfterwards() throws IOException {
    String body = line(OLD, NEW, "refs/heads/main\0report-status") + "0000PACK and more";

    InboundCall call = push(body);

    assertThat(new String(call.request().body().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(body);
  }

  @Test
  void aGreetingThatPushesNothingIsNoFault() {
    assertThat(push("0000").also()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "zzzz", "0003", "0009hello", "0008abcd0000", "ffff", "fff1"})
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
    Asked asked = new Asked(method, path, service, "");

    assertThat(acts.needed(asked)).isEmpty();
    assertThat(acts.call("code", asked)).isEmpty();
  }

  @Test
  void aRefusalBeforeAPushIsInPlainWords() {
    Asked asked = new Asked("GET", "/main/letters.git/info/refs", "git-receive-pack", "");

    InboundRefusal refusal = acts.refusal(asked, 403, Failure.of(FailureCode.FORBIDDEN, "not you"));

    assertThat(refusal)
        .isEqualTo(new InboundRefusal(403, "text/plain; charset=utf-8", "not you\n"));
  }

  @Test
  void aRefusalOfAPushIsInItsErrorBand() {
    Asked asked = new Asked("POST", "/main/letters.git/git-receive-pack", "", "0000");

    InboundRefusal refusal =
        acts.refusal(asked, 403, Failure.of(FailureCode.FORBIDDEN, "nöt\nyou"));

    assertThat(refusal.status()).isEqualTo(200);
    assertThat(refusal.mediaType()).isEqualTo("application/x-git-receive-pack-result");
    assertThat(refusal.body()).isEqualTo("000d\u0003nöt you");
  }

  @Test
  void aBodyThatIsNoneOfGitsIsAnsweredWithItsStatus() {
    Asked asked = new Asked("POST", "/main/letters.git/git-receive-pack", "", "zzzz");

    InboundRefusal refusal =
        acts.refusal(asked, 400, Failure.of(FailureCode.INVALID, "push has no line"));

    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.body()).startsWith("push has no line");
  }

  private InboundCall push(String body) {
    return call(new Asked("POST", "/main/letters.git/git-receive-pack", "", body));
  }

  private InboundCall call(InboundRequest request) {
    return acts.call("code", request).orElseThrow();
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
