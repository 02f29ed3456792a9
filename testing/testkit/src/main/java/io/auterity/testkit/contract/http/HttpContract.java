package io.auterity.testkit.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.http.BodyForm;
import io.auterity.spi.http.Http;
import io.auterity.spi.http.HttpList;
import io.auterity.spi.http.HttpRead;
import io.auterity.spi.http.HttpWrite;
import io.auterity.spi.http.ServiceReply;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.contract.OpenContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@code http} connector must do, against a server that keeps what is put there. Paths
 * are below the provider's address.
 */
public abstract class HttpContract extends OpenContract<Http> {

  private static final String TEXT = "Überall 日本 🚀\r\n";

  protected HttpContract() {
    super(Http.class);
  }

  /** A path at which nothing is, where a PUT keeps bytes, a GET gives them, a DELETE ends them. */
  protected abstract String freshPath();

  /** A path whose POST succeeds, whatever its body. */
  protected abstract String taking();

  /** A path whose JSON lists have each a Link to the next; together they hold {@link #listed}. */
  protected abstract String listing();

  /** What all pages of {@link #listing} hold, more than one each. */
  protected abstract List<Json> listed();

  /** A path that leads to {@link #listing}; empty where the set-up has none. */
  protected abstract Optional<String> moved();

  /** A path that leads to another host; empty where the set-up has none. */
  protected abstract Optional<String> leadingAway();

  @Override
  protected final Object input(String operation, Http instance) {
    return switch (operation) {
      case "request.read" -> HttpRead.of(kept(instance, freshPath()));
      case "request.replace" -> put(freshPath());
      case "request.send" -> HttpWrite.builder(taking()).body(Json.EMPTY).build();
      default -> HttpList.of(listing(), Json.EMPTY, null, null, null, null);
    };
  }

  private static HttpWrite put(String path) {
    return HttpWrite.builder(path)
        .content(Content.of("text/plain", TEXT.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  private String kept(Http service, String path) {
    service.replace(put(path), call("request.replace"));
    return path;
  }

  private ServiceReply read(HttpRead request) {
    return instance().read(request, call("request.read"));
  }

  private static HttpRead bytes(String path) {
    return new HttpRead(path, "GET", Json.EMPTY, Map.of(), List.of(), BodyForm.BYTES);
  }

  @Test
  void whatWasPutIsReadByteForByte() {
    ServiceReply reply = read(bytes(kept(instance(), freshPath())));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(Objects.requireNonNull(reply.content()).bytes())
        .isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aHeadHasHeadersAndNoBody() {
    String path = kept(instance(), freshPath());

    ServiceReply reply = read(new HttpRead(path, "HEAD", Json.EMPTY, Map.of(), List.of(), null));

    assertThat(reply.headers()).containsKey("content-length");
    assertThat(reply.body()).isNull();
    assertThat(reply.text()).isNull();
    assertThat(reply.content()).isNull();
  }

  @Test
  void whatIsNotThereIsAFailureUnlessThatIsAccepted() {
    String path = freshPath();

    Failures.expect(FailureCode.NOT_FOUND, () -> read(HttpRead.of(path)));

    assertThat(read(new HttpRead(path, "GET", Json.EMPTY, Map.of(), List.of(404), null)).status())
        .isEqualTo(404);
  }

  @Test
  void whatWasDeletedIsGone() {
    String path = kept(instance(), freshPath());

    instance().replace(HttpWrite.builder(path).method("DELETE").build(), call("request.replace"));

    Failures.expect(FailureCode.NOT_FOUND, () -> read(HttpRead.of(path)));
  }

  @Test
  void aListIsGivenInPagesOfAnyLengthWithNothingTwice() {
    for (int limit = 1; limit <= listed().size() + 1; limit++) {
      assertThat(all(limit)).as("%d at a time", limit).isEqualTo(listed());
    }
  }

  private List<Json> all(int limit) {
    List<Json> all = new ArrayList<>();
    @Nullable Cursor cursor = null;
    do {
      HttpList query = HttpList.of(listing(), Json.EMPTY, null, null, cursor, limit);
      Page<Json> page = instance().list(query, call("page.list"));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page.items());
      cursor = page.next();
    } while (cursor != null && all.size() <= listed().size());
    return all;
  }

  @Test
  void aRedirectionWithinTheHostIsFollowed() {
    offered(moved().isPresent());

    assertThat(read(HttpRead.of(moved().orElseThrow())).body()).isInstanceOf(Json.Arr.class);
  }

  @Test
  void aRedirectionToAnotherHostIsNot() {
    offered(leadingAway().isPresent());

    assertThat(
            Failures.expect(
                    FailureCode.UNAVAILABLE, () -> read(HttpRead.of(leadingAway().orElseThrow())))
                .retryable())
        .isFalse();
  }

  @TestFactory
  Stream<DynamicTest> aPathThatMayLeaveTheAddressIsRefused() {
    return Stream.of(
            "",
            "orders",
            "https://evil.example/",
            "//evil.example/",
            "/a//b",
            "/../a",
            "/a/..",
            "/a/./b",
            "/a/%2e%2e/b",
            "/a/.%2E/b",
            "/a%2f..%2fb",
            "/a/%252e%252e/b",
            "/a\\..\\b",
            "/a%5c..%5cb",
            "/a/..;x=1/b",
            "/a\r\nHost: evil.example",
            "/a%0d%0ab",
            "/a%00",
            "/a?b=c",
            "/a#b",
            "/%zz")
        .map(path -> DynamicTest.dynamicTest("path " + path, () -> assertRefused(path)));
  }

  private void assertRefused(String path) {
    assertThat(Failures.field(() -> read(HttpRead.of(path)))).isEqualTo("path");
    assertThat(Failures.field(() -> instance().replace(put(path), call("request.replace"))))
        .isEqualTo("path");
    assertThat(
            Failures.field(
                () ->
                    instance()
                        .list(
                            HttpList.of(path, Json.EMPTY, null, null, null, null),
                            call("page.list"))))
        .isEqualTo("path");
  }

  @Test
  void anOperationTakesItsOwnMethodsAlone() {
    HttpWrite post = HttpWrite.builder(taking()).method("POST").build();

    assertThat(Failures.field(() -> instance().replace(post, call("request.replace"))))
        .isEqualTo("method");
    assertThat(
            Failures.field(
                () -> read(new HttpRead(taking(), "POST", Json.EMPTY, Map.of(), List.of(), null))))
        .isEqualTo("method");
  }

  @Test
  void headersOfTheConnectionAndTheCredentialAreRefused() {
    for (String name :
        List.of("Authorization", "cookie", "HOST", "content-length", "x-forwarded-for", "a b")) {
      HttpRead request =
          new HttpRead(listing(), "GET", Json.EMPTY, Map.of(name, "x"), List.of(), null);

      assertThat(Failures.field(() -> read(request))).as(name).isEqualTo("headers");
    }
  }

  @Test
  void aHeaderCannotHoldAnother() {
    HttpRead request =
        new HttpRead(
            listing(), "GET", Json.EMPTY, Map.of("accept", "a\r\nx-admin: yes"), List.of(), null);

    assertThat(Failures.field(() -> read(request))).isEqualTo("headers");
  }
}
