package io.auterity.server.providers;

import io.auterity.connector.connect.ProviderConnections;
import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.call.TenantScope;
import io.auterity.provider.life.ProviderCredential;
import io.auterity.server.session.CallbackAddress;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.server.web.security.Open;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Connects providers to what a person has at their vendor. */
@RestController
public final class ConnectionController {

  /** To connect a provider to an account at its vendor, and to end that. */
  public static final Act CONNECT = new Act("provider.connect", Trace.WITH_CHANGE, false);

  /** Where vendors send people back; it stands in what an operator registers there. */
  public static final String CALLBACK = "/connect/callback";

  public static final String SCRIPT = "/connect/finish.js";

  public static final String STYLE = "/connect/page.css";

  private final ProviderConnections connections;
  private final BiFunction<TenantScope, String, ProviderCredential> credentials;
  private final @Nullable String outside;

  /**
   * @param credentials of providers; fails with {@code not_found} or {@code unavailable}
   * @param outside address by which this server is known; null when it is the one that is called
   */
  public ConnectionController(
      ProviderConnections connections,
      BiFunction<TenantScope, String, ProviderCredential> credentials,
      @Nullable String outside) {
    this.connections = connections;
    this.credentials = credentials;
    this.outside = outside;
  }

  /**
   * A connection that was begun.
   *
   * @param attempt id of the attempt, by which it is asked how it went
   * @param authorize where the same person agrees, in a browser
   * @param expires when that is too late
   */
  public record BegunConnection(String attempt, String authorize, Instant expires) {}

  /**
   * An attempt to connect a provider.
   *
   * @param state {@code waiting}, {@code connected}, {@code refused}, or {@code expired} where no
   *     user agreed in time
   * @param reason why it was refused; absent where it was not
   */
  public record ConnectionAttempt(String provider, String state, @Nullable String reason) {}

  /**
   * What a vendor gave the person who agreed.
   *
   * @param code null where it gave none
   * @param error null where it told none
   * @param iss as it names itself (RFC 9207); absent where it does not
   */
  public record VendorAnswer(
      String state, @Nullable String code, @Nullable String error, @Nullable String iss) {

    @Override
    public String toString() {
      return "answer of a vendor";
    }
  }

  /** A provider that was connected. */
  public record ConnectedProvider(String provider) {}

  /**
   * A connection that was ended.
   *
   * @param revoked whether the vendor knows that its tokens are good no more
   */
  public record EndedConnection(boolean revoked) {}

  /** Begins to connect a provider. */
  @Needs("provider.connect")
  @PostMapping("/api/v1/providers/{id}/connect")
  BegunConnection begin(Caller caller, @PathVariable String id, HttpServletRequest request) {
    ProviderConnections.Begun begun =
        connections.begin(
            caller.scope(),
            caller.act(CONNECT),
            id,
            address(request) + CALLBACK,
            CallbackAddress.origin(request));
    return new BegunConnection(begun.attempt(), begun.authorize().toString(), begun.expires());
  }

  /** Tells how an attempt to connect went, for an hour at least. */
  @Needs("provider.connect")
  @GetMapping("/api/v1/connections/{attempt}")
  ConnectionAttempt attempt(Caller caller, @PathVariable String attempt) {
    ProviderConnections.Attempt known = connections.attempt(caller.scope(), attempt);
    return new ConnectionAttempt(
        known.provider(), known.stage().name().toLowerCase(Locale.ROOT), known.reason());
  }

  /** Finishes what the caller has begun, under the host where that was. */
  @Needs("provider.connect")
  @PostMapping(path = "/api/v1/connections", consumes = MediaType.APPLICATION_JSON_VALUE)
  ConnectedProvider finish(
      Caller caller, @RequestBody VendorAnswer answer, HttpServletRequest request) {
    return new ConnectedProvider(
        connections.finish(
            caller.scope(),
            caller.act(CONNECT),
            new ProviderConnections.Answer(
                answer.state(),
                present(answer.code()),
                present(answer.error()),
                present(answer.iss())),
            CallbackAddress.origin(request)));
  }

  /** Tells how a provider is connected. */
  @Needs("provider.read")
  @GetMapping("/api/v1/providers/{id}/connection")
  ProviderConnection connection(Caller caller, @PathVariable String id) {
    return ProviderConnection.of(id, credentials.apply(caller.scope(), id));
  }

  /** Ends the connection of a provider. */
  @Needs("provider.connect")
  @DeleteMapping("/api/v1/providers/{id}/connection")
  EndedConnection end(Caller caller, @PathVariable String id) {
    return new EndedConnection(connections.end(caller.scope(), caller.act(CONNECT), id));
  }

  /**
   * Where vendors send people. Browsers send no cookie of ours with that, so nothing is done yet:
   * the page finishes when its person says so, signed in, by its script. A form of it could send
   * neither the console's header nor its own origin, which a session needs.
   */
  @Open("it shows nothing of what it was sent; who finishes is signed in")
  @GetMapping(path = CALLBACK, produces = MediaType.TEXT_HTML_VALUE)
  ResponseEntity<byte[]> callback() throws IOException {
    return part("callback.html", MediaType.TEXT_HTML);
  }

  /** What finishes, of that page. */
  @Open("it is the same for everybody")
  @GetMapping(path = SCRIPT, produces = "text/javascript")
  ResponseEntity<byte[]> script() throws IOException {
    return part("finish.js", new MediaType("text", "javascript", StandardCharsets.UTF_8));
  }

  /** How it looks: as the console. */
  @Open("it is the same for everybody")
  @GetMapping(path = STYLE, produces = "text/css")
  ResponseEntity<byte[]> style() throws IOException {
    return part("page.css", new MediaType("text", "css", StandardCharsets.UTF_8));
  }

  private static @Nullable String present(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private String address(HttpServletRequest request) {
    String url = request.getRequestURL().toString();
    return outside == null
        ? url.substring(0, url.length() - request.getRequestURI().length())
        : outside.replaceFirst("/+$", "");
  }

  // The headers of all pages let it load its own script and ask this server, and nothing else.
  private static ResponseEntity<byte[]> part(String name, MediaType type) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(ConnectionController.class.getResourceAsStream(name), name)) {
      return ResponseEntity.ok()
          .header(HttpHeaders.CACHE_CONTROL, "no-store")
          .contentType(type)
          .body(stream.readAllBytes());
    }
  }
}
