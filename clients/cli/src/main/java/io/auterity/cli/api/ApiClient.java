package io.auterity.cli.api;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of one server with one credential. */
public final class ApiClient {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private static final int RETRIES = 30;
  private static final Duration BETWEEN_RETRIES = Duration.ofSeconds(1);

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final URI address;
  private final @Nullable String key;
  private final HttpClient http;
  private final @Nullable Consumer<Duration> pause;

  public ApiClient(URI address) {
    this(
        address, null, HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build(), null);
  }

  private ApiClient(
      URI address, @Nullable String key, HttpClient http, @Nullable Consumer<Duration> pause) {
    this.address = address;
    this.key = key;
    this.http = http;
    this.pause = pause;
  }

  /** The same client with this credential. */
  public ApiClient withKey(String secret) {
    return new ApiClient(address, secret, http, pause);
  }

  /**
   * The same client, which sends a request again, {@value #RETRIES} times at most and a second
   * apart, when the server is unavailable and has applied nothing of it.
   *
   * @param wait between two tries, e.g. {@code Pause::of}
   */
  public ApiClient withRetries(Consumer<Duration> wait) {
    return new ApiClient(address, key, http, wait);
  }

  public URI address() {
    return address;
  }

  public JsonNode get(String path) {
    return answer(request(path).GET());
  }

  public JsonNode post(String path, JsonNode body) {
    return post(path, body, Map.of());
  }

  public JsonNode post(String path, JsonNode body, Map<String, String> headers) {
    return answer(
        headed(request(path), headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  public JsonNode delete(String path) {
    return answer(request(path).DELETE());
  }

  /** Sends text of another media type. */
  public JsonNode send(String method, String path, String mediaType, byte[] body) {
    BodyPublisher publisher = BodyPublishers.ofByteArray(body);
    return answer(request(path).header("Content-Type", mediaType).method(method, publisher));
  }

  /**
   * A POST whose answer is handed on as it comes.
   *
   * @throws ApiException when the status is not 2xx
   */
  public InputStream stream(String path, JsonNode body, Map<String, String> headers) {
    HttpRequest request =
        headed(request(path), headers)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    return open(request);
  }

  /**
   * The answer of a GET, handed on as it comes.
   *
   * @throws ApiException when the status is not 2xx
   */
  public InputStream stream(String path) {
    return open(request(path).GET().build());
  }

  private InputStream open(HttpRequest request) {
    HttpResponse<InputStream> response = exchange(request, BodyHandlers.ofInputStream());
    try {
      if (response.statusCode() >= 300) {
        throw problem(response.statusCode(), response.body().readAllBytes());
      }
    } catch (IOException e) {
      throw unreachable(e);
    }
    return response.body();
  }

  /** Whether the path answers 2xx; false also when the server does not answer. */
  public boolean succeeds(String path) {
    try {
      return http.send(request(path).GET().build(), BodyHandlers.discarding()).statusCode() < 300;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(TIMEOUT);
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  private static HttpRequest.Builder headed(
      HttpRequest.Builder request, Map<String, String> headers) {
    headers.forEach(request::header);
    return request;
  }

  private JsonNode answer(HttpRequest.Builder request) {
    HttpRequest built = request.build();
    return pause == null ? answer(built) : answer(built, pause);
  }

  private JsonNode answer(HttpRequest request, Consumer<Duration> wait) {
    for (int left = RETRIES; left > 0; left--) {
      try {
        return answer(request);
      } catch (ApiException e) {
        if (!e.unavailable() || e.mayBeApplied()) {
          throw e;
        }
        wait.accept(BETWEEN_RETRIES);
      }
    }
    return answer(request);
  }

  private JsonNode answer(HttpRequest request) {
    HttpResponse<byte[]> response = exchange(request, BodyHandlers.ofByteArray());
    if (response.statusCode() >= 300) {
      throw problem(response.statusCode(), response.body());
    }
    try {
      return parse(response.body());
    } catch (JacksonException e) {
      throw CliException.failed(
          "%s does not answer as the server does: name its address with --url".formatted(address));
    }
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.failed("interrupted");
    }
  }

  private CliException unreachable(IOException e) {
    return new UnreachableException(
        "no answer from %s (%s): start the server with ./auterity start, or name the address of one with --url"
            .formatted(address, reason(e)));
  }

  // Why a connection is refused stands below, where it stands at all.
  private static String reason(IOException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at.getMessage() != null) {
        return at.getMessage();
      }
    }
    return e instanceof ConnectException ? "connection refused" : e.getClass().getSimpleName();
  }

  private static ApiException problem(int status, byte[] body) {
    try {
      return ApiException.of(status, parse(body));
    } catch (JacksonException e) {
      return ApiException.of(status, MAPPER.createObjectNode());
    }
  }

  private static JsonNode parse(byte[] body) {
    return body.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(body);
  }

  /** The mapper of this client, for those who build bodies. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** The server does not answer. */
  public static final class UnreachableException extends CliException {

    private static final long serialVersionUID = 1L;

    UnreachableException(String sentence) {
      super(FAILED, sentence);
    }
  }
}
