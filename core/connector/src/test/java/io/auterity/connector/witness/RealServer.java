package io.auterity.connector.witness;

import io.auterity.connector.DataPlugin;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.RequestCredential;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.transport.PlainHttpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that runs, as its witness tells: where it is, and a token for it.
 *
 * @param name e.g. {@code gitea}; the property {@code auterity.witness.NAME} is the file with what
 *     the witness told
 */
record RealServer(String name, URI url, String token, String version, String user) {

  /** Of an emulator of AWS. */
  static final String REGION = "us-east-1";

  /** The server of that name; nowhere when none was started. */
  static RealServer of(String name) {
    return told(name, "url", "token");
  }

  /** One of the vendors that an emulator of several stands for. */
  static RealServer of(String name, String vendor) {
    return told(name, vendor, vendor.equals("google") ? "token" : vendor + "_token");
  }

  private static RealServer told(String name, String url, String token) {
    try {
      String property = System.getProperty("auterity.witness." + name);
      if (property == null) {
        return new RealServer(name, URI.create("http://localhost"), "", "", "");
      }
      Path file = Path.of(property);
      Json.Obj told = (Json.Obj) new JsonReader(10_000).read(Files.readAllBytes(file));
      return new RealServer(
          name,
          URI.create(text(told, url)),
          text(told, token),
          text(told, "version"),
          Objects.requireNonNullElse(told.text("user"), ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Json.Obj told, String field) {
    return Objects.requireNonNull(told.text(field), field);
  }

  /** A provider of the server. */
  FakeProvider provider(DataPlugin plugin) {
    return new FakeProvider("mine", plugin.manifest())
        .withConfig(Json.EMPTY.with("url", Json.of(url.toString())))
        .withTransport(new Signed(signing(plugin)));
  }

  /** The same with another token. */
  RealServer withToken(String other) {
    return new RealServer(name, url, other, version, user);
  }

  // In the header that the file names, else as a bearer. Emulators of AWS look at the key alone.
  private Map<String, List<String>> signing(DataPlugin plugin) {
    if (plugin.manifest().id().equals("ecr")) {
      String scope = "20260101/%s/ecr/aws4_request".formatted(REGION);
      return Map.of(
          "authorization",
          List.of(
              "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=host, Signature=0"
                  .formatted(user, scope)));
    }
    if (plugin.manifest().connectors().getFirst().kind().equals("containers")) {
      byte[] named = (user + ":" + token).getBytes(StandardCharsets.UTF_8);
      return Map.of("authorization", List.of("Basic " + Base64.getEncoder().encodeToString(named)));
    }
    return plugin.manifest().connectors().getFirst().authForms().get("header")
            instanceof AuthForm.Placed placed
        ? Map.of(placed.name(), List.of(placed.filled(token)))
        : Map.of("authorization", List.of("Bearer " + token));
  }

  /** Sends JSON beside the connector, to prepare what a contract needs and may be there already. */
  void post(String path, Json body, DataPlugin plugin) {
    WireRequest request =
        WireRequest.json(url.resolve(path), body.toString().getBytes(StandardCharsets.UTF_8));
    FakeCall call = FakeCall.of("prepare", provider(plugin));
    WireResponse response = call.provider().transport().send(request, call);
    if (!response.succeeded() && response.status() != 422) {
      throw new AssertionError("%s: %d".formatted(path, response.status()));
    }
  }

  /** Plain HTTP with the server's token. */
  private static final class Signed implements Transport {

    private static final PlainHttpTransport HTTP = new PlainHttpTransport();

    private final Map<String, List<String>> signing;
    private Duration left = Duration.ZERO;

    Signed(Map<String, List<String>> signing) {
      this.signing = signing;
    }

    @Override
    public WireResponse send(WireRequest request, Call call) {
      return HTTP.send(signed(request, call), call);
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      return HTTP.open(signed(request, call), call);
    }

    private WireRequest signed(WireRequest request, Call call) {
      if (!call.remaining().isPositive()) {
        throw new CallFailedException(FailureCode.TIMEOUT, "the call has no time left");
      }
      if (call.cancelled()) {
        throw call.remaining().isZero()
            ? new CallFailedException(FailureCode.TIMEOUT, "the deadline has passed")
            : new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
      }
      pause(call.remaining());
      if (request.credential() != RequestCredential.PROVIDER) {
        return request;
      }
      Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
      headers.putAll(signing);
      return request.withHeaders(headers);
    }

    // A call's time is not the server's: what was waited for there passes here too.
    private synchronized void pause(Duration remaining) {
      Duration waited = left.minus(remaining);
      if (waited.isPositive()) {
        LockSupport.parkNanos(waited.toNanos());
      }
      left = remaining;
    }
  }
}
