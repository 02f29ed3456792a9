package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.AskedFile.Ended;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.transport.ScriptedReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all operations of the product's files make of a vendor that fails, and of hostile texts. */
class VendorFaultsTest {

  /** What hands bytes on as they are, or reads no body. */
  private static final Set<String> UNREAD =
      Set.of(
          "bookstack.content.export",
          "gitea-actions.artifact.get",
          "github-actions.artifact.get",
          "gitlab-ci.artifact.get",
          "jenkins.artifact.get",
          "docker-hub.blob.stat",
          "docker-hub.tag.get",
          "oci.tag.get",
          "oci.blob.stat");

  /** What its vendor answers with the place of what was changed. */
  private static final Set<String> MOVED = Set.of("jenkins.build.cancel", "jenkins.secret.delete");

  private static final String STRINGS = "corpora/blns/blns.json";
  private static final int TIMES = 4;

  static Stream<String> files() throws IOException {
    return VendorFiles.ids().stream();
  }

  private static List<Ended> call(String id, ScriptedReply reply) {
    List<Ended> asked = AskedFile.of(id).call(reply, name -> "some " + name);
    assertThat(asked).isNotEmpty();
    return asked;
  }

  private static String text(WireRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("files")
  void aSpentLimitSaysHowLongToWaitAndThatNothingWasDone(String id) {
    ScriptedReply spent = ScriptedReply.of(429, "{}").withHeader("retry-after", "7");

    for (Ended ended : call(id, spent)) {
      Failure failure = ended.failure();
      assertThat(failure.code()).as(ended.name()).isEqualTo(FailureCode.RATE_LIMITED);
      assertThat(failure.retryAfter()).as(ended.name()).isEqualTo(Duration.ofSeconds(7));
      assertThat(failure.applied()).as(ended.name()).isEqualTo(Applied.NO);
      assertThat(ended.requests()).as(ended.name()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aVendorThatBreaksIsAwayAndNoReadIsInDoubt(String id) {
    for (Ended ended : call(id, ScriptedReply.of(500, "<html><h1>Oops</h1>"))) {
      Failure failure = ended.failure();
      assertThat(failure.code()).as(ended.name()).isEqualTo(FailureCode.UNAVAILABLE);
      assertThat(failure.message()).as(ended.name()).startsWith("the vendor answered 500");
      assertThat(failure.applied())
          .as(ended.name())
          .isEqualTo(ended.wrote() ? Applied.UNKNOWN : Applied.NO);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void anAnswerThatIsTornIsToldAndWhetherAnythingWasWritten(String id) {
    for (Ended ended : call(id, ScriptedReply.of(200, "{\"data\": {\"id\": "))) {
      Failure failure = ended.failed();
      boolean unread = !ended.tells() || UNREAD.contains(ended.name());
      assertThat(failure != null || unread).as(ended.name()).isTrue();
      if (failure != null && !unread) {
        assertThat(failure.code()).as(ended.name()).isEqualTo(FailureCode.UNAVAILABLE);
        assertThat(failure.retryable()).as(ended.name()).isFalse();
        assertThat(failure.applied())
            .as(ended.name())
            .isEqualTo(ended.wrote() ? Applied.YES : Applied.NO);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aReplyThatLacksItsFieldsOrHasOthersIsTheVendorsFailure(String id) {
    for (String body : List.of("{}", "[]", "[{}]", "\"x\"", "7", "{\"data\": {}, \"id\": [1]}")) {
      for (Ended ended : call(id, ScriptedReply.of(200, body))) {
        Failure failure = ended.failed();
        if (failure == null) {
          continue;
        }
        String what = "%s, of %s: %s".formatted(ended.name(), body, failure.message());
        assertThat(failure.code()).as(what).isNotEqualTo(FailureCode.INTERNAL);
        if (failure.code() == FailureCode.UNAVAILABLE) {
          assertThat(failure.retryable()).as(what).isFalse();
          assertThat(failure.applied() != Applied.NO).as(what).isEqualTo(ended.wrote());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aVendorIsNotFollowedToAnotherHost(String id) {
    ScriptedReply moved =
        ScriptedReply.of(302, "").withHeader("location", "https://elsewhere.example/x");

    for (Ended ended : call(id, moved)) {
      assertThat(ended.failed() == null).as(ended.name()).isEqualTo(MOVED.contains(ended.name()));
      assertThat(ended.requests())
          .as(ended.name())
          .noneMatch(request -> request.uri().getHost().equals("elsewhere.example"));
    }
  }

  @Test
  void aHostileTextStaysOneTextWhereverItStands() throws IOException {
    ScriptedReply refused = ScriptedReply.of(500, "");
    Iterator<String> strings = Stream.generate(strings()::stream).flatMap(all -> all).iterator();
    int compared = 0;
    for (String id : VendorFiles.ids()) {
      Map<String, WireRequest> plain = first(AskedFile.of(id).call(refused, name -> "plain"));
      for (int i = 0; i < TIMES; i++) {
        Map<String, WireRequest> hostile =
            first(AskedFile.of(id).call(refused, name -> strings.next()));
        for (String name : hostile.keySet().stream().filter(plain::containsKey).toList()) {
          assertSameForm(
              Objects.requireNonNull(plain.get(name)),
              Objects.requireNonNull(hostile.get(name)),
              name);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(1_500);
  }

  private static Map<String, WireRequest> first(List<Ended> asked) {
    return asked.stream()
        .collect(Collectors.toMap(Ended::name, each -> each.requests().getFirst()));
  }

  private static void assertSameForm(WireRequest plain, WireRequest hostile, String what) {
    assertThat(hostile.uri().getHost()).as(what).isEqualTo(plain.uri().getHost());
    assertThat(names(hostile.uri().getRawQuery()))
        .as(what)
        .isEqualTo(names(plain.uri().getRawQuery()));
    assertThat(hostile.headers().keySet()).as(what).isEqualTo(plain.headers().keySet());
    assertThat(hostile.uri().getRawPath().split("/")).as(what).doesNotContain(".", "..");
    assertThat(hostile.uri().getRawPath())
        .as(what)
        .startsWith(plain.uri().getRawPath().split("plain", 2)[0]);
    assertThat(shape(hostile)).as(what).isEqualTo(shape(plain));
  }

  private static List<String> names(@Nullable String query) {
    return query == null
        ? List.of()
        : Arrays.stream(query.split("&")).map(each -> each.split("=", 2)[0]).toList();
  }

  private static List<Json> shape(WireRequest request) {
    return request.body().length == 0 || !text(request).startsWith("{")
        ? List.of()
        : List.of(shape(new JsonReader(10_000_000).read(request.body())));
  }

  private static Json shape(Json value) {
    return switch (value) {
      case Json.Obj object -> {
        Json.Obj shape = Json.EMPTY;
        for (Map.Entry<String, Json> field : object.fields().entrySet()) {
          shape = shape.with(field.getKey(), shape(field.getValue()));
        }
        yield shape;
      }
      default -> Json.of(value.getClass().getSimpleName());
    };
  }

  private static List<String> strings() throws IOException {
    byte[] bytes = Files.readAllBytes(Repository.shared(STRINGS));
    return ((Json.Arr) new JsonReader(1_000_000).read(bytes))
        .items().stream().map(each -> ((Json.Str) each).value()).toList();
  }
}
